import { afterAll, beforeAll, expect, test } from 'vitest';

import { createIngestTest, type IngestTest } from '../../ingest/server/testing.ts';
import type { Runtime } from '../runtime.ts';
import { importResources } from './fhir.ts';
import { importReadings } from './readings.ts';
import { describeReport, errorLines, reportOf } from './report.ts';
import { countRows, type ImportSetting } from './setting.ts';

let t: IngestTest;
let setting: ImportSetting;
beforeAll(async () => {
  t = await createIngestTest();
  const runtime = { database: t.db.database, clock: () => t.now } as unknown as Runtime;
  setting = {
    ...{ runtime, ingest: t.ingest, organizationId: t.db.organizationId },
    ...{ patientId: undefined, practiceId: undefined, zone: undefined, mapping: undefined },
    dryRun: false,
  };
});
afterAll(() => t.close());

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const weight = (id: string, patient: string, day: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: loinc('29463-7'),
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: `${day}T07:00:00-06:00`,
  valueQuantity: { value: 80, code: 'kg' },
});

// As a bulk export has them: in any order, over several files.
const files: readonly (readonly object[])[] = [
  [
    weight('o-1', 'src-1', '2026-10-01'),
    weight('o-2', 'nobody', '2026-10-02'),
    { resourceType: 'Claim', id: 'c-1' },
  ],
  [
    {
      resourceType: 'Condition',
      id: 'k-1',
      code: { text: 'Hypertension' },
      subject: { reference: 'Patient/src-1' },
    },
    {
      resourceType: 'Device',
      id: 'd-1',
      serialNumber: 'S-1',
      patient: { reference: 'Patient/src-1' },
    },
    {
      resourceType: 'Device',
      id: 'd-2',
      serialNumber: 'S-2',
      patient: { reference: 'Patient/nobody' },
    },
  ],
  [
    {
      resourceType: 'Patient',
      id: 'src-1',
      name: [{ family: 'Benítez', given: ['Rosa'] }],
      birthDate: '1948-02-03',
    },
  ],
];
const resources = files.flatMap((list, file) =>
  list.map((value, place) => ({ file, row: place + 1, value })),
);

test('imports resources of several files together, whoever refers to whom, and knows them again', async () => {
  const first = await importResources(setting, resources);
  const again = await importResources(setting, resources);
  const told = (results: typeof first) =>
    results
      .map(({ file, row, resource, status, codes }) => [file, row, resource, status, codes[0]])
      .toSorted(
        (one, other) => Number(one[0]) - Number(other[0]) || Number(one[1]) - Number(other[1]),
      );
  expect(told(first)).toEqual([
    [0, 1, 'Observation/o-1', 'accepted', undefined],
    [0, 2, 'Observation/o-2', 'quarantined', 'patient-unknown'],
    [0, 3, 'Claim/c-1', 'rejected', 'type-not-read'],
    [1, 1, 'Condition/k-1', 'accepted', undefined],
    [1, 2, 'Device/d-1', 'accepted', undefined],
    [1, 3, 'Device/d-2', 'rejected', 'patient-unknown'],
    [2, 1, 'Patient/src-1', 'accepted', undefined],
  ]);
  expect(countRows(again)).toMatchObject({ accepted: 0, duplicate: 4 });
});

test('stores nothing on a dry run', async () => {
  const dry = { ...setting, dryRun: true };
  const person = { resourceType: 'Patient', id: 'dry', name: [{ family: 'Seca' }] };
  const results = await importResources(dry, [{ file: 0, row: 1, value: person }]);
  const patients = await t.rows("select 1 from patient where family_name = 'Seca'");
  expect([results[0]?.status, patients]).toEqual(['accepted', []]);
});

test('tells on a dry run what would become of records of people in the same files', async () => {
  const subject = { reference: 'Patient/dry' };
  const rehearsed = [
    { ...weight('o-9', 'dry', '2026-10-01') },
    { resourceType: 'Condition', id: 'x', code: { text: 'Hypertension' }, subject },
    { resourceType: 'Device', serialNumber: 'S-9', patient: { reference: 'Patient/dry' } },
    { resourceType: 'Patient', id: 'dry', name: [{ family: 'Seca' }] },
    weight('o-8', 'nobody', '2026-10-01'),
  ].map((value, place) => ({ file: 0, row: place + 1, value }));
  const results = await importResources({ ...setting, dryRun: true }, rehearsed);
  const told = results.toSorted((one, other) => one.row - other.row);
  expect(told.map(({ status, codes }) => [status, codes[0]])).toEqual([
    ['accepted', 'patient-new'],
    ['accepted', undefined],
    ['accepted', 'patient-new'],
    ['accepted', undefined],
    ['quarantined', 'patient-unknown'],
  ]);
});

test('imports entries of Nightscout for one patient and readings in our own form', async () => {
  const patientId = await t.addPatient();
  const date = Date.parse('2026-11-01T10:00:00Z');
  const entries = [
    { type: 'sgv', sgv: 121, date, device: 'x' },
    { type: 'cal', date },
    { type: 'sgv', sgv: 5, date },
  ];
  const records = entries.map((value, place) => ({ row: place + 1, value }));
  const imported = await importReadings({ ...setting, patientId }, 'nightscout', records);
  expect(imported.map(({ row, status, codes }) => [row, status, codes[0]])).toEqual([
    [1, 'accepted', undefined],
    [3, 'rejected', 'value-absent'],
  ]);
  await expect(importReadings(setting, 'nightscout', records)).rejects.toThrow('--patient');
  const own = {
    patient: patientId,
    kind: 'weight',
    at: '2026-11-01T07:00:00-06:00',
    values: 80,
    unit: 'kg',
  };
  const [reading] = await importReadings(setting, 'readings', [{ row: 1, value: own }]);
  expect(reading?.status).toBe('accepted');
});

test('reports counts, what was left out, and rows with their reason', () => {
  const message = { en: 'A value is not a number.', es: 'Un valor no es un número.' };
  const rows = [
    { row: 2, status: 'accepted' as const, codes: [] },
    { row: 3, status: 'accepted' as const, codes: ['government-number-not-kept'] },
    { row: 4, status: 'rejected' as const, codes: ['value-not-a-number'], message },
    { row: 9, status: 'rejected' as const, codes: ['value-not-a-number'], message },
  ];
  const results = [{ file: 'a.csv', format: 'csv' as const, mapping: 'diary', rows }];
  expect(describeReport(reportOf(results, true)).split('\n')).toEqual([
    'a.csv  (csv, mapping diary)',
    '  accepted 2  duplicate 0  quarantined 0  rejected 2',
    '  note: government-number-not-kept 1',
    '  rejected 2: value-not-a-number (A value is not a number.) rows 4, 9',
    'Nothing was stored: this was a dry run.',
  ]);
  expect(
    errorLines(results)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { file: 'a.csv', ...rows[2] },
    { file: 'a.csv', ...rows[3] },
  ]);
});
