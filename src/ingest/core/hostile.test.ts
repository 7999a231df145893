import { expect, test } from 'vitest';

import { vitalSigns } from '../../vitals/server/service.ts';
import type { DeliveryItem } from './adapter.ts';
import type { CsvMapping } from './csv/mapping.ts';
import { csvRows } from './csv/rows.ts';
import { understand } from './entry.ts';
import { parseBundle } from './fhir/bundle.ts';
import { itemMessages } from './item-codes.ts';
import { fieldsOf } from './narrow.ts';
import { nightscout } from './nightscout.ts';

const context = { vitals: vitalSigns(), patientId: '0192f3c0-0000-7000-8000-000000000001' };

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const hostile: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, -0, 5e-324, 1e21, '', ' ', 'HI', 'NaN', '１２０'],
  ...[
    "'; drop table reading; --",
    '<script>alert(1)</script>',
    '\u0000',
    '\uD800',
    'a'.repeat(5_000),
  ],
  ...[
    '2026-02-30T25:61:00+99:99',
    '0000-00-00',
    'Patient/../..',
    '#',
    'urn:uuid:',
    'Patient?identifier=',
  ],
  ...[[], [[]], [null], {}, { value: {} }, { coding: 'x' }, { coding: [null, 7, { code: {} }] }],
  ...[{ reference: {} }, { constructor: 1 }, { $ne: null }, { toString: 'x' }],
];

/** A copy in which one to three places hold something else, are gone or are doubled. */
function mutate(value: unknown, random: () => number): unknown {
  const copy = structuredClone(value);
  for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes -= 1) {
    const places = placesOf(copy);
    const place = places[Math.floor(random() * places.length)];
    if (place === undefined) return copy;
    const { holder, key } = place;
    const choice = random();
    if (choice < 0.15) Reflect.deleteProperty(holder, key);
    else if (choice < 0.25)
      Reflect.set(holder, key, [Reflect.get(holder, key), Reflect.get(holder, key)]);
    else Reflect.set(holder, key, structuredClone(hostile[Math.floor(random() * hostile.length)]));
  }
  return copy;
}

function placesOf(value: unknown): readonly { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    { holder: value, key },
    ...placesOf(child),
  ]);
}

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const quantity = (value: number, code: string) => ({
  valueQuantity: { value, unit: code, system: 'http://unitsofmeasure.org', code },
});
const base = {
  resourceType: 'Observation',
  identifier: [{ system: 'urn:x', value: '1' }],
  status: 'final',
  subject: { reference: 'urn:uuid:p', identifier: { system: 'urn:mrn', value: '7' } },
  device: { reference: '#d' },
  contained: [{ resourceType: 'Device', id: 'd', serialNumber: 'S' }],
  effectivePeriod: { start: '2026-11-20T07:12:00-06:00' },
};
const bundle = {
  resourceType: 'Bundle',
  type: 'batch',
  entry: [
    {
      fullUrl: 'urn:uuid:p',
      resource: { resourceType: 'Patient', id: 'p', identifier: [{ value: '7' }] },
    },
    {
      resource: {
        ...base,
        code: loinc('85354-9'),
        component: [
          { code: loinc('8480-6'), ...quantity(120, 'mm[Hg]') },
          { code: loinc('8462-4'), ...quantity(80, 'mm[Hg]') },
        ],
      },
    },
    {
      resource: {
        ...base,
        code: loinc('2339-0'),
        valueQuantity: { value: 600, comparator: '>', unit: 'mg/dL' },
      },
    },
    { resource: { ...base, code: loinc('35094-2'), hasMember: [{ reference: 'Observation/m' }] } },
    { resource: { ...base, id: 'm', code: loinc('8480-6'), ...quantity(120, 'mm[Hg]') } },
  ],
};
const entries = [
  {
    type: 'sgv',
    sgv: 121,
    date: 1_763_644_320_000,
    dateString: '2025-11-20T07:12:00-0600',
    device: 'x',
    direction: 'Flat',
  },
  { type: 'mbg', mbg: 118, date: 1_763_644_320_000, units: 'mg/dl' },
];
const mapping: CsvMapping = {
  title: { en: 'Test', es: 'Prueba' },
  patient: { column: 'who' },
  time: {
    date: { column: 'day', format: 'M/d/yyyy' },
    clock: { column: 'hour', format: 'h:mm a' },
  },
  decimal: ',',
  origin: 'import',
  readings: [
    {
      kind: 'glucose',
      values: { value: 'gl' },
      unit: { column: 'unit' },
      context: { note: { column: 'note' } },
    },
  ],
};
const table = [
  ['A-1', '8/1/2026', '9:15 AM', '120', 'mg/dL', 'x'],
  ['A-2', '8/2/2026', '9:15 PM', 'HI', 'mg/dL', ''],
];

const forms: readonly (readonly [string, unknown, (body: unknown) => readonly DeliveryItem[]])[] = [
  ['FHIR Bundles', bundle, (body) => parseBundle(fieldsOf(body) ?? {}, context).items],
  ['Nightscout entries', entries, (body) => nightscout.parse(body, context)],
  [
    'CSV rows',
    table,
    (body) => {
      // Cells are always text: whatever came into the table is written out as such.
      const rows = (body as unknown[]).map((cells) =>
        (Array.isArray(cells) ? cells : [cells]).map((cell: unknown) =>
          typeof cell === 'string' ? cell : JSON.stringify(cell),
        ),
      );
      const header = ['who', 'day', 'hour', 'gl', 'unit', 'note'];
      return csvRows.parse({ mapping, header, rows, first: 0 }, context);
    },
  ],
];

test.each(forms)(
  'answers 2,000 damaged %s item by item, each with a measurement or a known reason',
  (_name, good, parse) => {
    const random = randomFrom(20_261_121);
    const codes = new Set<string>();
    for (let round = 0; round < 2_000; round += 1) {
      // As a body arrives: what JSON cannot say is not in it.
      const body: unknown = JSON.parse(JSON.stringify(mutate(good, random)));
      for (const item of parse(body)) {
        const understood = understand(context.vitals, item);
        codes.add('code' in understood ? understood.code : 'understood');
      }
    }
    expect([...codes].filter((code) => code !== 'understood' && !(code in itemMessages))).toEqual(
      [],
    );
    expect(codes.size).toBeGreaterThan(4);
  },
);
