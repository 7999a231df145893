import { gzipSync } from 'node:zlib';

import type { Random } from '../../src/app/demo/random.ts';

/** One delivery that a broken or hostile sender could make. */
export interface HostileCase {
  readonly name: string;
  readonly path: string;
  readonly body: Buffer | string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether its reading may be stored as believed; ids of the others begin with `never-`. */
  readonly mayBelieve: boolean;
}

export interface HostilePeople {
  readonly own: string;
  readonly otherTenant: string;
}

type Item = Record<string, unknown>;

const json = { 'content-type': 'application/json' };
const wrongValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  ' ',
  'NaN',
  '__proto__',
  [],
  [[]],
  {},
  { a: 1 },
  '1e400',
  '0x10',
  '１２０',
  'null',
  [null],
  { constructor: 1 },
  '\u0000',
  '\ud800',
  'x'.repeat(70_000),
];
const attacks = [
  "'; drop table reading; --",
  '" or 1=1 --',
  '<script>alert(1)</script>',
  '${7*7}',
  '{{constructor}}',
  '../../etc/passwd',
  '%00',
  '\u202Eevil',
  'Robert"); DELETE FROM patient;--',
  '=HYPERLINK("http://x")',
  "\\'; select pg_sleep(9) --",
] as const;
const impossibleTimes = [
  '2026-02-30T10:00:00Z',
  '2026-13-01T00:00:00Z',
  '0000-00-00',
  '1066-10-14T09:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-11-20T25:00:00Z',
  '2026-11-20T10:00:00+99:00',
  '2026-11-20T10:00:00-20:00',
  'yesterday',
  '2026-W47-5',
  '12/31/1969',
] as const;

function reading(person: string, change: Item): Item {
  return {
    patient: person,
    kind: 'blood-pressure',
    at: new Date().toISOString(),
    values: { systolic: 124, diastolic: 78, pulse: 70 },
    unit: 'mm[Hg]',
    ...change,
  };
}

type Maker = (random: Random, people: HostilePeople, number: number) => HostileCase;

function own(name: string, item: unknown, mayBelieve = false): HostileCase {
  return { name, path: '/ingest/readings', body: JSON.stringify(item), headers: json, mayBelieve };
}

const wrongType: Maker = (random, people, number) => {
  const field = random.pick(['patient', 'kind', 'at', 'values', 'unit'] as const);
  const value = random.pick(wrongValues);
  // A missing time is the arrival's, which is a trust class of its own and no error.
  const mayBelieve = field === 'at' && value === null;
  const id = mayBelieve ? `may-${number}` : `never-${number}`;
  return own(`wrong type in ${field}`, reading(people.own, { id, [field]: value }), mayBelieve);
};

const wrongComponent: Maker = (random, people, number) => {
  const values = {
    systolic: 124,
    diastolic: 78,
    [random.pick(['systolic', 'diastolic'])]: random.pick(wrongValues),
  };
  return own('wrong component', reading(people.own, { id: `never-${number}`, values }));
};

const missingPart: Maker = (random, people, number) => {
  const item = reading(people.own, { id: `never-${number}` });
  delete item[random.pick(['patient', 'kind', 'values', 'unit'])];
  return own('missing part', item);
};

const impossibleTime: Maker = (random, people, number) =>
  own(
    'impossible time',
    reading(people.own, { id: `never-${number}`, at: random.pick(impossibleTimes) }),
  );

const mixedUnits: Maker = (random, people, number) => {
  const mixed = random.pick([
    { kind: 'glucose', values: { value: 5.4 }, unit: 'mg/dL' },
    { kind: 'glucose', values: { value: 126 }, unit: 'mmol/L' },
    { kind: 'temperature', values: { value: 98.6 }, unit: 'Cel' },
    { kind: 'blood-pressure', values: { systolic: 124, diastolic: 78 }, unit: 'kPa' },
    { kind: 'blood-pressure', values: { systolic: 78, diastolic: 124 }, unit: 'mm[Hg]' },
    { kind: 'weight', values: { value: 80 }, unit: 'stone' },
    { kind: 'weight', values: { value: 80_000 }, unit: 'kg' },
    { kind: 'spo2', values: { value: 0.97 }, unit: '%' },
    { kind: 'heart-rate', values: { value: 70 }, unit: '' },
  ]);
  return own('mixed units', reading(people.own, { id: `never-${number}`, ...mixed }));
};

const unknownPerson: Maker = (random, people, number) => {
  const patient = random.pick([
    people.otherTenant,
    `other|${number}`,
    '00000000-0000-0000-0000-000000000000',
    '*',
    '%',
    '|',
    'a|b|c',
  ]);
  return own('unknown or foreign patient', reading(patient, { id: `never-${number}` }));
};

const attackInText: Maker = (random, people, number) => {
  const field = random.pick(['patient', 'kind', 'unit', 'at'] as const);
  return own(
    'attack in a judged field',
    reading(people.own, { id: `never-${number}`, [field]: random.pick(attacks) }),
  );
};

const attackInFreeText: Maker = (random, people, number) =>
  own(
    'attack in a free field',
    reading(people.own, {
      id: `may-${number}-${random.pick(attacks)}`,
      device: random.pick(attacks),
      context: { note: random.pick(attacks) },
    }),
    true,
  );

const brokenJson: Maker = (random, people, number) => {
  const whole = JSON.stringify(reading(people.own, { id: `never-${number}` }));
  const body = random.pick([
    whole.slice(0, random.integer(1, whole.length - 1)),
    `${whole}}`,
    '',
    '[',
    'null',
    '"text"',
    '12',
    '[[[',
    '{"a":',
    '\ufeff{',
  ]);
  return { ...own('broken JSON', null), body };
};

const brokenBytes: Maker = (random, people, number) => {
  const whole = Buffer.from(JSON.stringify(reading(people.own, { id: `never-${number}` })));
  const at = random.integer(0, whole.length - 1);
  return {
    ...own('bad UTF-8', null),
    body: Buffer.concat([
      whole.subarray(0, at),
      Buffer.from([0xff, 0xc3, 0x28]),
      whole.subarray(at),
    ]),
  };
};

const brokenGzip: Maker = (random, people, number) => {
  const whole = gzipSync(JSON.stringify(reading(people.own, { id: `never-${number}` })));
  const body = random.pick([
    whole.subarray(0, random.integer(1, whole.length - 1)),
    Buffer.from('not gzip at all'),
    Buffer.concat([whole.subarray(0, 12), Buffer.from('garbage'), whole.subarray(12)]),
  ]);
  return { ...own('broken gzip', null), body, headers: { ...json, 'content-encoding': 'gzip' } };
};

const deep: Maker = (random) => {
  const depth = random.integer(500, 20_000);
  return { ...own('deep nesting', null), body: '['.repeat(depth) + ']'.repeat(depth) };
};

const huge: Maker = (random, people, number) => {
  const item = reading(people.own, {
    id: `never-${number}`,
    patient: 'p'.repeat(random.integer(100_000, 900_000)),
  });
  return own('huge text', item);
};

const strangeType: Maker = (random, people, number) => ({
  ...own('strange content type', reading(people.own, { id: `may-${number}` })),
  headers: {
    'content-type': random.pick([
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'x',
      'application/json; charset=utf-7',
    ]),
  },
  // Whoever labels JSON as JSON with a strange charset sent JSON all the same.
  mayBelieve: true,
});

const fhirObservation: Maker = (random, people, number) => {
  const resource: Item = {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    identifier: [{ system: 'urn:hostile', value: `never-${number}` }],
    subject: { reference: `Patient/${people.own}` },
    effectiveDateTime: new Date().toISOString(),
    valueQuantity: { value: 74, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  };
  resource[
    random.pick(['resourceType', 'status', 'code', 'subject', 'effectiveDateTime', 'valueQuantity'])
  ] = random.pick([
    ...wrongValues.filter((value) => value !== null && typeof value !== 'undefined'),
    ...attacks,
  ]);
  const path = random.pick(['/fhir/R4/Observation', '/fhir/R4']);
  const body = path.endsWith('R4')
    ? {
        resourceType: 'Bundle',
        type: random.pick(['batch', 'transaction', 'history', 7]),
        entry: [{ resource, request: { method: 'POST', url: 'Observation' } }],
      }
    : resource;
  return {
    name: 'hostile FHIR',
    path,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/fhir+json' },
    mayBelieve: false,
  };
};

const makers: readonly Maker[] = [
  wrongType,
  wrongType,
  wrongComponent,
  missingPart,
  impossibleTime,
  mixedUnits,
  unknownPerson,
  attackInText,
  attackInFreeText,
  brokenJson,
  brokenBytes,
  brokenGzip,
  deep,
  huge,
  strangeType,
  fhirObservation,
  fhirObservation,
];
// Big bodies take their time to send; a few dozen of each prove as much as hundreds.
const rare = new Set<Maker>([deep, huge]);

/** A generated set of hostile deliveries; the same seed gives the same set. */
export function hostileCases(random: Random, people: HostilePeople, count: number): HostileCase[] {
  return Array.from({ length: count }, (_, number) => {
    const maker = random.pick(makers);
    const chosen = rare.has(maker) && !random.chance(0.15) ? wrongType : maker;
    return chosen(random, people, number);
  });
}
