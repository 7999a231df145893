import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createFhirTest, type FhirReply, type FhirTest } from './testing.ts';

let t: FhirTest;
let patient: string;
beforeAll(async () => {
  t = await createFhirTest();
  patient = await t.addPatient();
});
afterAll(() => t.close());

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const quantity = (value: number, code: string) => ({
  valueQuantity: { value, unit: code, system: 'http://unitsofmeasure.org', code },
});

function pressure(systolic: number, fields: Record<string, unknown> = {}) {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: loinc('85354-9'),
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-11-20T11:30:00-06:00',
    device: { identifier: { value: 'cuff-7' } },
    component: [
      { code: loinc('8480-6'), ...quantity(systolic, 'mm[Hg]') },
      { code: loinc('8462-4'), ...quantity(78, 'mm[Hg]') },
      { code: loinc('8867-4'), ...quantity(71, '/min') },
    ],
    ...fields,
  };
}

const post = (body: unknown, headers?: Record<string, string>) =>
  t.request('POST', '/fhir/R4/Observation', { body, ...(headers ? { headers } : {}) });

function said({ json }: FhirReply) {
  return json.issue.map(({ severity, details }) => [
    severity,
    details.coding[0]?.code,
    details.text,
    details._text.extension[0]?.extension[1]?.valueString,
  ]);
}

test('stores an Observation and answers the resource that is read back from its address', async () => {
  const sent = pressure(124, { identifier: [{ system: 'urn:ehr', value: 'o-1' }] });
  const reply = await post(sent);
  expect([reply.status, reply.headers['content-type']]).toEqual([
    201,
    'application/fhir+json; charset=utf-8',
  ]);
  const address = String(reply.headers.location).replace(/^https?:\/\/[^/]+/, '');
  const read = await t.request('GET', address);
  expect(read.json).toEqual(reply.json);
  expect(read.json).toMatchObject({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }], text: 'Blood pressure' },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-11-20T11:30:00.000-06:00',
    device: { identifier: { value: 'cuff-7' } },
    component: sent.component.map(({ code, valueQuantity: { value, code: unit } }) => ({
      code,
      valueQuantity: { value, code: unit },
    })),
  });
});

test('answers 200 with the same address when the same Observation comes again', async () => {
  const sent = pressure(125, { identifier: [{ system: 'urn:ehr', value: 'o-2' }] });
  const [first, again] = [await post(sent), await post(sent)];
  expect([first.status, again.status, again.headers.location]).toEqual([
    201,
    200,
    first.headers.location,
  ]);
});

test('holds an Observation that contradicts one of the same identifier', async () => {
  const identifier = [{ system: 'urn:ehr', value: 'o-3' }];
  await post(pressure(126, { identifier }));
  const reply = await post(pressure(140, { identifier, status: 'corrected' }));
  expect([reply.status, said(reply)[0]?.slice(0, 2)]).toEqual([
    202,
    ['warning', 'conflicting-values'],
  ]);
});

test('keeps the identifier of a conditional create as identity', async () => {
  const sent = pressure(127, { effectiveDateTime: '2026-11-20T10:00:00-06:00' });
  const once = { 'if-none-exist': 'identifier=urn:ehr|o-4' };
  const [first, again] = [await post(sent, once), await post(sent, once)];
  const other = await post(sent, { 'if-none-exist': `patient=${patient}&code=85354-9` });
  expect([first.status, again.status, other.status]).toEqual([201, 200, 422]);
});

test('takes back what its source calls an error: it stays, counts for nothing, and its alert ends', async () => {
  const person = await t.addPatient();
  const sent = pressure(196, {
    identifier: [{ system: 'urn:ehr', value: 'w-1' }],
    subject: { reference: `Patient/${person}` },
  });
  const first = await post(sent);
  const alerts = () =>
    t.rows('select cleared_at is null as active from alert where patient_id = $1', [person]);
  const before = await alerts();
  const taken = await post({ ...sent, status: 'entered-in-error' });
  const again = await post({ ...sent, status: 'entered-in-error' });
  expect([first.status, before, taken.status, taken.json.status, again.status]).toEqual([
    201,
    [{ active: true }],
    200,
    'entered-in-error',
    200,
  ]);
  expect(await alerts()).toEqual([{ active: false }]);
  const search = await t.request('GET', `/fhir/R4/Observation?patient=${person}&status=final`);
  expect(search.json.entry).toEqual([]);
});

test('keeps it as refused when something is taken back that was never stored', async () => {
  const reply = await post(pressure(197, { id: 'never', status: 'entered-in-error' }));
  expect([reply.status, said(reply)[0]?.[1]]).toEqual([422, 'status-not-final']);
});

test('takes back an entry of a batch, also of the same batch', async () => {
  const sent = pressure(121, { id: 'bw-1', effectiveDateTime: '2026-11-20T06:00:00-06:00' });
  const reply = await bundle('batch', [
    entryOf({ ...sent, status: 'entered-in-error' }),
    entryOf(sent),
  ]);
  const id = reply.json.entry[0]?.response.location ?? '';
  const read = await t.request('GET', `/fhir/R4/${id}`);
  expect([answers(reply).map(([status]) => status), read.json.status]).toEqual([
    ['200', '201'],
    'entered-in-error',
  ]);
});

test('sends back nothing but the address when that is preferred', async () => {
  const reply = await post(pressure(128, { id: 'o-5' }), { prefer: 'return=minimal' });
  expect([reply.status, reply.text, typeof reply.headers.location]).toEqual([201, '', 'string']);
});

test('stores an Observation without time at the time of its arrival, once', async () => {
  const { effectiveDateTime: _time, ...sent } = pressure(129);
  const [first, again] = [await post(sent), await post(sent)];
  expect([
    first.status,
    first.json.meta.tag[0]?.code,
    first.json.effectiveDateTime,
    again.status,
  ]).toEqual([201, 'arrival-time', t.now.toISOString(), 200]);
});

test('tells why an Observation was refused, in both languages', async () => {
  const reply = await post(pressure(130, { code: loinc('72166-2'), component: undefined }));
  expect([reply.status, said(reply)]).toEqual([
    422,
    [
      [
        'error',
        'resource-unsupported',
        'This kind of resource or code is not taken as a reading.',
        'Este tipo de recurso o código no se acepta como lectura.',
      ],
    ],
  ]);
});

test('holds the Observation of an unknown patient', async () => {
  const reply = await post(pressure(131, { subject: { reference: 'Patient/nobody' } }));
  expect([reply.status, said(reply)[0]?.[1]]).toEqual([202, 'patient-unknown']);
});

test('takes compressed bodies and refuses one that was cut off', async () => {
  const packed = gzipSync(JSON.stringify(pressure(132, { id: 'o-6' })));
  const gzip = { 'content-encoding': 'gzip' };
  const whole = await post(packed, gzip);
  const cut = await post(packed.subarray(0, packed.length - 20), gzip);
  expect([whole.status, cut.status, cut.json.resourceType, said(cut)[0]?.[1]]).toEqual([
    201,
    400,
    'OperationOutcome',
    'ingest.unreadable',
  ]);
});

test.each([
  ['nothing', '', 400],
  ['no JSON', '{"resourceType":', 400],
  ['a list', '[]', 400],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400],
  ['another resource', '{"resourceType":"Patient"}', 400],
  ['an Observation that says nothing', '{"resourceType":"Observation"}', 422],
  [
    'prototype keys',
    '{"resourceType":"Observation","__proto__":{"status":"final"},"constructor":1}',
    422,
  ],
  [
    'depth',
    `{"resourceType":"Observation","status":"final","code":${'[{"a":'.repeat(2_000)}1${'}]'.repeat(2_000)}}`,
    422,
  ],
])('refuses %s with an OperationOutcome', async (_name, body, status) => {
  const reply = await post(body);
  expect([reply.status, reply.json.resourceType]).toEqual([status, 'OperationOutcome']);
});

function bundle(type: string, entry: readonly unknown[]) {
  return t.request('POST', '/fhir/R4', { body: { resourceType: 'Bundle', type, entry } });
}

const entryOf = (
  resource: { resourceType: string; [field: string]: unknown },
  request: object = {},
  fullUrl?: string,
) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: 'POST', url: resource.resourceType, ...request },
});

function answers({ json }: FhirReply) {
  return json.entry.map(({ response }) => [
    response.status.slice(0, 3),
    response.location?.split('/')[0],
    response.outcome?.issue[0]?.details.coding[0]?.code,
  ]);
}

test('answers each entry of a batch on its own and keeps the good ones', async () => {
  const reply = await bundle('batch', [
    entryOf(pressure(133, { id: 'b-1' })),
    entryOf(pressure(134, { code: loinc('1-8'), component: undefined })),
    entryOf({ resourceType: 'Slot' }),
    entryOf(pressure(135, { id: 'b-2' }), { method: 'DELETE', url: 'Observation/1' }),
    {},
    entryOf(pressure(133, { id: 'b-1' })),
  ]);
  expect([reply.status, reply.json.type, answers(reply)]).toEqual([
    200,
    'batch-response',
    [
      ['201', 'Observation', undefined],
      ['422', undefined, 'resource-unsupported'],
      ['422', undefined, 'resource-unsupported'],
      ['422', undefined, 'fhir.entry-unsupported'],
      ['422', undefined, 'fhir.resource-invalid'],
      ['200', 'Observation', undefined],
    ],
  ]);
});

test('stores a transaction of patient, device and readings, and finds all of it when it comes again', async () => {
  const person = {
    resourceType: 'Patient',
    identifier: [{ system: 'urn:mrn', value: 'T-1' }],
    name: [{ family: 'Gyannea', given: ['Sisansarah'] }],
    birthDate: '1950-05-05',
  };
  const entries = [
    entryOf(
      pressure(136, {
        id: 't-1',
        subject: { reference: 'urn:uuid:p' },
        device: { reference: 'urn:uuid:d' },
      }),
    ),
    entryOf(
      {
        resourceType: 'Device',
        serialNumber: 'SN-T',
        patient: { reference: 'urn:uuid:p' },
      },
      {},
      'urn:uuid:d',
    ),
    entryOf(person, { ifNoneExist: 'identifier=urn:mrn|T-1' }, 'urn:uuid:p'),
  ];
  const [first, again] = [
    await bundle('transaction', entries),
    await bundle('transaction', entries),
  ];
  expect([first.status, answers(first), answers(again).map(([status]) => status)]).toEqual([
    200,
    [
      ['201', 'Observation', undefined],
      ['201', 'Device', undefined],
      ['201', 'Patient', undefined],
    ],
    ['200', '200', '200'],
  ]);
  const found = await t.request('GET', '/fhir/R4/Patient?identifier=urn:mrn|T-1');
  const readings = await t.request(
    'GET',
    `/fhir/R4/Observation?patient=${found.json.entry[0]?.resource.id}`,
  );
  expect(readings.json.entry[0]?.resource.device?.identifier?.value).toBe('SN-T');
});

test('stores nothing of a transaction in which one entry cannot be taken', async () => {
  const other = await t.addPatient();
  const mine = { subject: { reference: `Patient/${other}` } };
  const reply = await bundle('transaction', [
    entryOf(pressure(137, { id: 'x-1', ...mine })),
    entryOf(pressure(138, { id: 'x-2', ...mine, status: 'cancelled' })),
    entryOf({
      resourceType: 'Patient',
      name: [{ family: 'Nadie' }],
      identifier: [{ system: 'urn:mrn', value: 'X-1' }],
    }),
  ]);
  const stored = await t.request('GET', `/fhir/R4/Observation?patient=${other}`);
  const person = await t.request('GET', '/fhir/R4/Patient?identifier=urn:mrn|X-1');
  expect([
    reply.status,
    said(reply).map((one) => one[1]),
    stored.json.entry,
    person.json.entry,
  ]).toEqual([422, ['fhir.transaction-refused', 'status-not-final'], [], []]);
});

test.each([
  ['collection', [], 400],
  ['searchset', [], 400],
  [undefined, [], 400],
  ['batch', [], 200],
])('answers a Bundle of type %s', async (type, entry, status) => {
  const reply = await bundle(type as string, entry);
  expect(reply.status).toBe(status);
});

test('takes of a batch only what the scopes of the token include', async () => {
  const token = t.addToken(['system/Observation.c']);
  const entry = [
    entryOf(pressure(139, { id: 's-1' })),
    entryOf({ resourceType: 'Patient', name: [{ family: 'Otra' }] }),
  ];
  const reply = await t.request('POST', '/fhir/R4', {
    token,
    body: { resourceType: 'Bundle', type: 'batch', entry },
  });
  expect(answers(reply).map(([status]) => status)).toEqual(['201', '403']);
});

test('lets a token of one practice send nothing for patients of others', async () => {
  const token = t.addToken(['system/*.cruds'], {
    practiceId: '0192f3c0-0000-7000-8000-0000000000aa',
  });
  const reply = await t.request('POST', '/fhir/R4/Observation', {
    token,
    body: pressure(141, { id: 'other' }),
  });
  expect([reply.status, said(reply)[0]?.[1]]).toEqual([202, 'patient-unknown']);
});

test('refuses who has no token or no scope, with an OperationOutcome', async () => {
  const reader = t.addToken(['system/Observation.r']);
  const replies = [
    await t.request('POST', '/fhir/R4/Observation', { token: '', body: pressure(1) }),
    await t.request('POST', '/fhir/R4/Observation', { token: reader, body: pressure(1) }),
    await t.request('POST', '/fhir/R4', { token: reader, body: {} }),
    await t.request('GET', '/fhir/R4/Patient/x', { token: reader }),
    await t.request('GET', '/fhir/R4/Slot'),
  ];
  expect(replies.map(({ status, json }) => [status, json.resourceType])).toEqual([
    [401, 'OperationOutcome'],
    [403, 'OperationOutcome'],
    [403, 'OperationOutcome'],
    [403, 'OperationOutcome'],
    [404, 'OperationOutcome'],
  ]);
});

test('says what it can do to anybody', async () => {
  const { status, json } = await t.request('GET', '/fhir/R4/metadata', { token: '' });
  expect([status, json.fhirVersion, json.rest[0]?.resource.map((one) => one.type)]).toEqual([
    200,
    '4.0.1',
    ['Observation', 'Patient', 'Device', 'Task'],
  ]);
});
