import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import { type VitalKind, vitalKinds } from './reading.ts';
import { convert, knownUnits } from './units.ts';

const rows = readTruthTable(fileURLToPath(new URL('units.csv', import.meta.url)), [
  'kind',
  'value',
  'from',
  'to',
  'digits',
  'expected',
]);

test('has every row of its truth table', () => {
  expect(rows.length).toBe(30);
});

test.each(rows)('$kind: $value $from is $expected $to', (row) => {
  const converted = convert(Number(row.value), row.kind as VitalKind, row.from, row.to);
  expect(converted.toFixed(Number(row.digits))).toBe(row.expected);
});

test('returns to the value it started from, within the rounding of a double', () => {
  for (const kind of vitalKinds) {
    for (const from of knownUnits(kind)) {
      for (const to of knownUnits(kind)) {
        if (kind === 'blood-pressure' || kind === 'spo2') continue;
        const there = convert(101.3, kind, from, to);
        expect(convert(there, kind, to, from)).toBeCloseTo(101.3, 9);
      }
    }
  }
});

test('throws for a unit that the kind does not have', () => {
  expect(() => convert(120, 'blood-pressure', 'mm[Hg]', 'mmol/L')).toThrow(RangeError);
  expect(() => convert(5, 'glucose', 'mmol', 'mg/dL')).toThrow('glucose is not measured in mmol');
});
