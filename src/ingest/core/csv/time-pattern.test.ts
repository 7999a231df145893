import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { readTruthTable } from '../../../platform/server/truth-table.ts';
import { checkPattern, readByPattern } from './time-pattern.ts';

const file = fileURLToPath(new URL('time-pattern.csv', import.meta.url));
const rows = readTruthTable(file, ['pattern', 'cell', 'expected']);

test('has every row of its truth table', () => {
  expect(rows.length).toBe(18);
});

test.each(rows)('reads "$cell" by $pattern as "$expected"', ({ pattern, cell, expected }) => {
  expect(readByPattern(pattern, cell) ?? '').toBe(expected);
});

test.each(['YYYY-MM-DD', 'yyyy-MM-dd EEE', 'HH:mm HH'])(
  'refuses the pattern %s instead of reading something else by it',
  (pattern) => {
    expect(() => checkPattern(pattern)).toThrow();
  },
);
