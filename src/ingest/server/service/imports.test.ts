import { afterAll, beforeAll, expect, test } from 'vitest';

import { permissionsOf } from '../../../access/core/permissions.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { createIngestTest, machineCaller, type IngestTest } from '../testing.ts';
import { importCsv, type CsvUpload } from './imports.ts';
import { listMappings, productMappings, saveMapping } from './mappings.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());

function as<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const caller = machineCaller(t.db.organizationId, {
    kind: 'user',
    id: newId(),
    source: null,
    permissions: permissionsOf(['supervisor']),
  });
  return t.db.run(work, { caller, now: t.now });
}

const upload = (given: CsvUpload) => as((context) => importCsv(context, t.ingest, given));

const diary = [
  '"DateTime","Hour","Meal_Time","Sys.mmHg.","Dias.mmHg.","Pulse.bpm."',
  '2026-08-01 09:15:54,9,"Breakfast",132,80,79',
  '2026-07-31 11:39:59,11,"Breakfast",126,77,NA',
  '',
  '2026-07-30 11:38:07,11,"Breakfast",12x,76,60',
  '2026-07-29 11:38:07,11,"Breakfast",128,,60',
  '2026-02-30 11:38:07,11,"Breakfast",128,76,60',
  '2026-07-28 11:38:07,11,"Breakfast",76,128,60',
].join('\n');

test('reads a diary by its columns: the good rows are stored, the others told with number and reason', async () => {
  const patientId = await t.addPatient();
  const answer = await upload({ text: diary, patientId, zone: 'America/New_York' });
  expect({
    ...answer,
    problems: answer.problems.map(({ row, status, code, messages }) => [
      row,
      status,
      code,
      messages?.es,
    ]),
  }).toEqual({
    mapping: 'home-blood-pressure',
    dryRun: false,
    rows: 7,
    counts: { accepted: 2, duplicate: 0, quarantined: 1, rejected: 3 },
    problems: [
      [5, 'rejected', 'value-not-a-number', 'Un valor no es un número.'],
      [6, 'rejected', 'component-missing', 'Falta un valor obligatorio.'],
      [7, 'rejected', 'time-invalid', 'Esa fecha u hora no existe.'],
      [8, 'quarantined', 'order', 'La presión baja no es menor que la alta.'],
    ],
  });
  const stored = await t.rows(
    'select effective_at, value_1, value_3, trust, origin from reading where patient_id = $1 order by 1',
    [patientId],
  );
  expect(stored).toEqual([
    {
      effective_at: new Date('2026-07-31T15:39:59Z'),
      value_1: 126,
      value_3: null,
      trust: 'zone-assumed',
      origin: 'import',
    },
    {
      effective_at: new Date('2026-08-01T13:15:54Z'),
      value_1: 132,
      value_3: 79,
      trust: 'zone-assumed',
      origin: 'import',
    },
  ]);
});

test('finds every row again on a second run', async () => {
  const patientId = await t.addPatient();
  const text = diary.split('\n').slice(0, 3).join('\n');
  const first = await upload({ text, patientId });
  const again = await upload({ text, patientId });
  expect([first.counts.accepted, again.counts]).toEqual([
    2,
    { accepted: 0, duplicate: 2, quarantined: 0, rejected: 0 },
  ]);
});

test('tells on a dry run what would become of every row and stores nothing', async () => {
  const patientId = await t.addPatient();
  const before = await t.rows('select count(*) from delivery');
  const dry = await upload({ text: diary, patientId, dryRun: true });
  expect(dry.counts).toEqual({ accepted: 2, duplicate: 0, quarantined: 1, rejected: 3 });
  expect([
    await t.rows('select 1 from reading where patient_id = $1', [patientId]),
    await t.rows('select 1 from quarantine_item where patient_id = $1', [patientId]),
    await t.rows('select count(*) from delivery'),
  ]).toEqual([[], [], before]);
  const real = await upload({ text: diary, patientId });
  expect(real.counts).toEqual(dry.counts);
});

const row = (at: string, systolic: number) => `${at},1,x,${systolic},125,70`;

test('does not raise an alarm about what is long past, and does about what is severe now', async () => {
  const patientId = await t.addPatient();
  const header = diary.split('\n')[0] ?? '';
  await upload({ text: [header, row('2026-08-01 09:00:00', 195)].join('\n'), patientId });
  const late = await t.rows('select 1 from alert where patient_id = $1', [patientId]);
  await upload({ text: [header, row('2026-11-20 11:00:00', 195)].join('\n'), patientId });
  const now = await t.rows('select 1 from alert where patient_id = $1', [patientId]);
  expect([late.length, now.length > 0]).toEqual([0, true]);
});

test('stores the readings of a sensor with what they are', async () => {
  const patientId = await t.addPatient();
  const text =
    ',id,time,gl\n1,Subject 1,2026-06-06 16:50:27,153\n2,Subject 1,2026-06-06 16:55:27,149\n';
  const answer = await upload({ text, patientId });
  const stored = await t.rows('select context from reading where patient_id = $1', [patientId]);
  expect([answer.mapping, stored]).toEqual([
    'glucose-sensor',
    [{ context: { sensor: true } }, { context: { sensor: true } }],
  ]);
});

test.each([
  ['a header without rows', { text: 'a,b' }, 'ingest.csv-unreadable'],
  ['columns that no mapping reads', { text: 'a,b\n1,2' }, 'ingest.mapping-needed'],
  [
    'a mapping that nobody saved',
    { text: 'a,b\n1,2', mapping: 'nowhere' },
    'ingest.mapping-unknown',
  ],
  [
    'a mapping for other columns',
    { text: 'a,b\n1,2', mapping: 'weight-diary' },
    'ingest.columns-missing',
  ],
  ['nobody to whom the rows belong', { text: diary }, 'ingest.import-patient-needed'],
  ['a patient who is not here', { text: diary, patientId: newId() }, 'record.not-found'],
])('refuses %s', async (_name, given, code) => {
  await expect(upload(given)).rejects.toThrow(code);
});

test('refuses a zone that does not exist', async () => {
  const patientId = await t.addPatient();
  await expect(upload({ text: diary, patientId, zone: 'Mars/Olympus' })).rejects.toThrow(
    'ingest.zone-unknown',
  );
});

const own = {
  title: { en: 'Own', es: 'Propia' },
  time: { column: 'Fecha', format: 'dd/MM/yyyy HH:mm' },
  decimal: ',',
  delimiter: ';',
  patient: { column: 'Paciente', system: 'urn:mrn' },
  origin: 'import',
  readings: [{ kind: 'temperature', values: { value: 'Temperatura' }, unit: { constant: 'Cel' } }],
} as const;

test('saves a mapping of the organization and reads files by it, also by its columns alone', async () => {
  const patientId = await t.addPatient();
  await t.db.run(({ tx }) =>
    tx
      .insertInto('patientIdentifier')
      .values({ organizationId: t.db.organizationId, patientId, system: 'urn:mrn', value: 'Ñ-17' })
      .execute(),
  );
  const saved = await as((context) => saveMapping(context, 'propia', own));
  await as((context) => saveMapping(context, 'propia', own));
  const listed = await as(listMappings);
  const text =
    'Paciente;Fecha;Temperatura\nÑ-17;01/08/2026 07:05;36,8\nX-1;01/08/2026 07:05;36,9\n';
  const answer = await upload({ text });
  expect([
    saved.origin,
    listed.filter(({ name }) => name === 'propia').length,
    answer.mapping,
    answer.counts,
  ]).toEqual([
    'organization',
    1,
    'propia',
    { accepted: 1, duplicate: 0, quarantined: 1, rejected: 0 },
  ]);
  const elsewhere = await t.db.addOrganization('Elsewhere');
  const caller = machineCaller(elsewhere);
  const theirs = await t.db.run(listMappings, { caller, now: t.now });
  expect(theirs.map(({ name }) => name)).not.toContain('propia');
});

test.each([
  ['an unknown field', { ...own, zones: 'UTC' }],
  [
    'a component that the vital sign does not have',
    { ...own, readings: [{ ...own.readings[0], values: { systolic: 'T' } }] },
  ],
  ['a time format that means nothing', { ...own, time: { column: 'Fecha', format: 'DD/MM/YYYY' } }],
  ['a zone that does not exist', { ...own, zone: 'Mars/Olympus' }],
  ['a column that no database can name', { ...own, patient: { column: 'a\u0000b' } }],
  ['nothing', null],
])('refuses a mapping with %s', async (_name, mapping) => {
  await expect(as((context) => saveMapping(context, 'wrong', mapping))).rejects.toThrow(
    'ingest.mapping-invalid',
  );
});

test('ships mappings that can be used', () => {
  expect(productMappings('2026-11-20').map(({ name }) => name)).toEqual([
    'glucose-sensor',
    'home-blood-pressure',
    'weight-diary',
  ]);
});
