import { expect, test } from 'vitest';
import { readTruthTable } from '../../../platform/server/truth-table.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { dayMs } from '../numbers.ts';
import { noon, reading } from '../testing-notation.ts';
import { Baseline, baselineOf, suggestedLimit } from './baseline.ts';
import { shippedMetric } from './testing-content.ts';

const definition = shippedMetric('baseline', Baseline);
const place = { zone: 'America/New_York', until: noon };
const forms: Readonly<Record<string, (value: string) => string>> = {
  systolic: (value) => `blood-pressure ${value}/70 mm[Hg]`,
  weight: (value) => `weight ${value} kg`,
  spo2: (value) => `spo2 ${value} %`,
};

function daily(texts: readonly string[], more: Partial<Reading> = {}): readonly Reading[] {
  return texts.map((text, index) => reading(text, noon - (texts.length - 1 - index) * dayMs, more));
}

function measureOf(name: string) {
  const found = definition.measures.find(
    ({ kind, component }) => kind === name || component === name,
  );
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

const columns = ['values', 'measure', 'median', 'low', 'high', 'newest'] as const;
const rows = readTruthTable('metrics/baseline.csv', columns);

test('has 9 rows', () => {
  expect(rows).toHaveLength(9);
});

test.each(rows.map((row, index) => [index + 1, row] as const))('row %i: %o', (_, row) => {
  const form = forms[row.measure];
  if (form === undefined) throw new Error(row.measure);
  const readings = daily(row.values.split(' ').map(form));
  const { usual, newest } = baselineOf(definition, measureOf(row.measure), readings, place);
  const shown = (value: number | undefined) =>
    value === undefined ? '' : String(row.measure === 'weight' ? value : Math.round(value));
  expect({
    ...{ values: row.values, measure: row.measure },
    ...{ median: shown(usual?.median), low: shown(usual?.low), high: shown(usual?.high) },
    newest: newest?.standing ?? '',
  }).toEqual(row);
});

test('leaves out sensor values, unconfirmed ones, doubted times and what is older than its days', () => {
  const weight = measureOf('weight');
  const good = daily(Array.from({ length: 12 }, () => 'weight 80 kg'));
  const wrong = [
    reading('weight 60 kg', noon - dayMs, { standing: 'unconfirmed' }),
    reading('weight 60 kg', noon - dayMs, { trust: 'clock-suspect' }),
    reading('weight 60 kg', noon - 31 * dayMs),
    reading('weight 60 kg', noon + dayMs),
  ];
  const result = baselineOf(definition, weight, [...wrong, ...good], place);
  expect([result.readings, result.usual?.median]).toEqual([11, 80]);
  const sensed = daily(
    Array.from({ length: 12 }, () => 'glucose 120 mg/dL'),
    { context: { sensor: true } },
  );
  expect(baselineOf(definition, measureOf('glucose'), sensed, place).readings).toBe(0);
});

test('brings readings of two units together', () => {
  const readings = daily([
    ...Array.from({ length: 8 }, () => 'weight 180 [lb_av]'),
    ...Array.from({ length: 4 }, () => 'weight 81.6466266 kg'),
  ]);
  const { usual } = baselineOf(definition, measureOf('weight'), readings, place);
  expect(usual?.median).toBeCloseTo(81.646627, 6);
});

test('says how many readings and days it takes', () => {
  const { lacks } = baselineOf(definition, measureOf('weight'), daily(['weight 80 kg']), place);
  expect(lacks).toEqual([
    { of: 'readings', have: 0, need: 10 },
    { of: 'days', have: 0, need: 7 },
  ]);
});

test('suggests as a limit where a value begins to be unusual, rounded away from what is usual', () => {
  const pressure = daily(
    Array.from({ length: 21 }, (_, day) => `blood-pressure ${120 + (day % 5) * 3}/70 mm[Hg]`),
  );
  const { usual } = baselineOf(definition, measureOf('systolic'), pressure, place);
  if (usual === undefined) throw new Error('There is no baseline.');
  const spread = (usual.high - usual.median) / definition.usualSpreads;
  expect(usual.unusualHigh - usual.median).toBeCloseTo(definition.unusualSpreads * spread, 6);
  const range = { ...usual, unusualLow: 79.04, unusualHigh: 148.21 };
  expect([suggestedLimit(range, 'high', 0), suggestedLimit(range, 'low', 0)]).toEqual([149, 79]);
  expect([suggestedLimit(range, 'high', 1), suggestedLimit(range, 'low', 1)]).toEqual([148.3, 79]);
  expect(suggestedLimit({ ...usual, unusualHigh: 142 }, 'high', 0)).toBe(142);
});
