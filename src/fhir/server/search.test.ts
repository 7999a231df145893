import { afterAll, beforeAll, expect, test } from 'vitest';

import { createFhirTest, type FhirReply, type FhirTest } from './testing.ts';

let t: FhirTest;
let ana: string;
let luis: string;
let otherPractice: string;

beforeAll(async () => {
  t = await createFhirTest();
  const practiceId = '0192f3c0-0000-7000-8000-0000000000bb';
  otherPractice = practiceId;
  const { organizationId } = t.db;
  await t.db.run(({ tx }) =>
    tx
      .insertInto('practice')
      .values({ organizationId, id: practiceId, name: 'Other', zone: 'America/Chicago' })
      .execute(),
  );
  ana = await t.addPatient();
  luis = await t.addPatient({ practiceId, givenNames: 'Luis', secondFamilyName: 'Ortega' });
  await send(ana, 1, { id: 'severe', values: { systolic: 192, diastolic: 124 } });
  await t.send(
    Array.from({ length: 5 }, (_, day) => ({
      id: `w-${day}`,
      patient: ana,
      device: 'scale-1',
      kind: 'weight',
      at: `2026-11-1${day}T07:00:00-06:00`,
      values: 80 + day / 10,
      unit: 'kg',
    })),
  );
  await send(luis, 1, { id: 'l-1' });
});
afterAll(() => t.close());

function send(patient: string, hour: number, fields: Record<string, unknown>) {
  return t.send([
    {
      patient,
      kind: 'blood-pressure',
      at: `2026-11-20T0${hour}:00:00-06:00`,
      values: { systolic: 124, diastolic: 78 },
      unit: 'mm[Hg]',
      ...fields,
    },
  ]);
}

const get = (path: string, token?: string) =>
  t.request('GET', `/fhir/R4/${path}`, token === undefined ? {} : { token });

function times({ json }: FhirReply) {
  return json.entry.map(({ resource }) => resource.effectiveDateTime?.slice(0, 13));
}

const allWeights = [
  '2026-11-14T07',
  '2026-11-13T07',
  '2026-11-12T07',
  '2026-11-11T07',
  '2026-11-10T07',
];

test.each([
  ['code=29463-7', allWeights],
  ['code=http://loinc.org|29463-7', allWeights],
  ['code=http://snomed.info/sct|29463-7', []],
  ['code=29463-7&_sort=date', allWeights.toReversed()],
  ['code=29463-7&_count=2', allWeights.slice(0, 2)],
  ['code=29463-7&date=2026-11-12', ['2026-11-12T07']],
  ['code=29463-7&date=ge2026-11-12&date=lt2026-11-14', ['2026-11-13T07', '2026-11-12T07']],
  ['date=gt2026-11-13', ['2026-11-20T01', '2026-11-14T07']],
  ['code=85354-9,29463-7&date=ge2026-11-14', ['2026-11-20T01', '2026-11-14T07']],
  ['category=vital-signs&code=85354-9', ['2026-11-20T01']],
  ['category=laboratory', []],
  ['status=final&code=85354-9', ['2026-11-20T01']],
  ['status=entered-in-error', []],
  ['code=1-8', []],
])('finds the readings of a patient by %s', async (query, expected) => {
  const reply = await get(`Observation?patient=${ana}&${query}`);
  expect([reply.status, reply.json.type, times(reply)]).toEqual([200, 'searchset', expected]);
});

test('pages through a search by its links, each reading once', async () => {
  const seen: (string | undefined)[] = [];
  let path: string | undefined = `Observation?patient=${ana},${luis}&_count=2`;
  while (path !== undefined) {
    const reply = await get(path);
    seen.push(...reply.json.entry.map(({ resource }) => resource.id));
    path = reply.json.link.find(({ relation }) => relation === 'next')?.url.split('/fhir/R4/')[1];
  }
  expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
});

test.each([
  ['Observation?code=85354-9', 'fhir.patient-needed'],
  ['Observation?patient=x&codes=85354-9', 'fhir.parameter-unsupported'],
  ['Observation?patient=x&date=tomorrow', 'fhir.parameter-invalid'],
  ['Observation?patient=x&_sort=code', 'fhir.parameter-unsupported'],
  ['Observation?patient=x&_cursor=bm90', 'fhir.parameter-invalid'],
  ['Observation?patient=x&_cursor=WzEsMiwzLDRd', 'fhir.parameter-invalid'],
  ['Patient?name=Ana', 'fhir.parameter-unsupported'],
  ['Patient?_cursor=%F0%9F', 'fhir.parameter-invalid'],
  ['Patient?identifier=%00', 'fhir.parameter-invalid'],
  [
    'Observation?patient=x&_cursor=WzEsIjAxOTJmM2MwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMSIsIlx1MDAwMCIsIiJd',
    'fhir.parameter-invalid',
  ],
])('refuses %s with %s', async (path, code) => {
  const reply = await get(path);
  expect([reply.status, reply.json.issue[0]?.details.coding[0]?.code]).toEqual([400, code]);
});

test('shows the work that a severe pressure opened as a Task of the patient', async () => {
  const found = await get(`Task?patient=${ana}&status=requested`);
  const [entry] = found.json.entry;
  const read = await get(`Task/${entry?.resource.id ?? ''}`);
  const none = await get(`Task?patient=${ana}&status=completed`);
  const later = await get(`Task?patient=${ana}&authored-on=gt2026-11-21`);
  expect([
    found.json.entry.length,
    entry?.resource.for,
    read.json,
    none.json.entry,
    later.json.entry,
  ]).toEqual([1, { reference: `Patient/${ana}` }, entry?.resource, [], []]);
});

test('shows devices by patient, identifier and status', async () => {
  const [one, none] = [
    await get('Device?identifier=scale-1&status=active'),
    await get('Device?status=inactive'),
  ];
  const [entry] = one.json.entry;
  const read = await get(`Device/${entry?.resource.id ?? ''}`);
  expect([one.json.entry.length, none.json.entry.length, read.json]).toEqual([
    1,
    0,
    entry?.resource,
  ]);
});

test('shows both surnames of a patient', async () => {
  const reply = await get(`Patient/${luis}`);
  expect(reply.json).toMatchObject({ name: [{ family: 'Quintero Ortega', given: ['Luis'] }] });
});

test('lets a token of a practice or a patient see only those, and not learn of others', async () => {
  const practice = t.addToken(['system/*.rs'], { practiceId: otherPractice });
  const person = t.addToken(['system/*.rs'], { patientId: luis });
  const paths = [
    `Patient/${ana}`,
    `Patient/${luis}`,
    'Patient',
    `Observation?patient=${ana},${luis}`,
    `Task?patient=${ana}`,
    'Task',
    'Device',
  ];
  for (const token of [practice, person]) {
    const replies = [];
    for (const path of paths) {
      const { status, json } = await get(path, token);
      replies.push(json.resourceType === 'Bundle' ? json.entry.length : status);
    }
    expect(replies).toEqual([404, 200, 1, 1, 0, 0, 0]);
  }
  const id = (await get(`Observation?patient=${ana}`)).json.entry[0]?.resource.id ?? '';
  expect([
    (await get(`Observation/${id}`, practice)).status,
    (await get(`Observation?_id=${id}`, practice)).json.entry,
  ]).toEqual([404, []]);
  expect((await get(`Observation?_id=${id}`)).json.entry.length).toBe(1);
});

test('shows nothing of another organization', async () => {
  const organizationId = await t.db.addOrganization('Elsewhere');
  const token = t.addToken(['system/*.cruds'], { organizationId });
  const replies = [
    await get(`Patient/${ana}`, token),
    await get('Patient', token),
    await get('Task', token),
    await get(`Observation?patient=${ana}`, token),
  ];
  expect(
    replies.map(({ status, json }) =>
      json.resourceType === 'Bundle' ? json.entry.length : status,
    ),
  ).toEqual([404, 0, 0, 0]);
});

test('writes every read and search to the audit log with the patients it told of', async () => {
  const before = await audited();
  await get(`Patient/${ana}`);
  await get(`Observation?patient=${ana},${luis}`);
  await get('Task');
  expect((await audited()).slice(before.length)).toEqual([
    ['fhir.read', [ana], `Patient:${ana}`],
    ['fhir.search', [ana, luis].toSorted(), 'Observation'],
    ['fhir.search', [ana], 'Task'],
  ]);
});

async function audited() {
  const rows = await t.rows<{ action: string; patient_ids: string[]; subject: string }>(
    "select action, patient_ids, subject from audit_event where action like 'fhir.%' order by transaction_id, id",
  );
  return rows.map(({ action, patient_ids: patientIds, subject }) => [action, patientIds, subject]);
}

const loinc = (...codes: string[]) => ({
  coding: codes.map((code) => ({ system: 'http://loinc.org', code })),
});
const quantity = (value: number, code: string) => ({
  valueQuantity: { value, code, system: 'http://unitsofmeasure.org' },
});

// Every vital sign in, and out again as it was.
test.each([
  { code: loinc('8867-4'), ...quantity(72, '/min') },
  { code: loinc('9279-1'), ...quantity(16, '/min') },
  { code: loinc('8310-5'), ...quantity(98.7, '[degF]') },
  { code: loinc('29463-7'), ...quantity(176.4, '[lb_av]') },
  { code: loinc('33452-4'), ...quantity(320, 'L/min') },
  { code: loinc('2339-0'), ...quantity(112, 'mg/dL') },
  { code: loinc('15074-8'), ...quantity(6.2, 'mmol/L') },
  { code: loinc('99504-3'), ...quantity(108, 'mg/dL') },
  { code: loinc('105272-9'), ...quantity(6.1, 'mmol/L') },
  { code: loinc('2339-0'), dataAbsentReason: { coding: [{ code: 'positive-infinity' }] } },
  {
    code: loinc('59408-5', '2708-6'),
    ...quantity(95, '%'),
    component: [
      { code: loinc('8867-4'), ...quantity(80, '/min') },
      { code: loinc('3151-8'), ...quantity(2, 'L/min') },
    ],
  },
  {
    code: loinc('85354-9'),
    component: [
      { code: loinc('8480-6'), ...quantity(16.2, 'kPa') },
      { code: loinc('8462-4'), ...quantity(10.4, 'kPa') },
    ],
  },
])('gives back what it was sent: %j', async (measured) => {
  const patient = await t.addPatient();
  const body = {
    resourceType: 'Observation',
    status: 'final',
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-11-20T09:15:00.000-06:00',
    ...measured,
  };
  const sent = await t.request('POST', '/fhir/R4/Observation', { body });
  expect([sent.status, sent.json]).toMatchObject([201, body]);
  const {
    id: _id,
    identifier: _identifier,
    ...again
  } = sent.json as unknown as Record<string, unknown>;
  const replay = await t.request('POST', '/fhir/R4/Observation', { body: again });
  expect([replay.status, replay.headers.location]).toEqual([200, sent.headers.location]);
});
