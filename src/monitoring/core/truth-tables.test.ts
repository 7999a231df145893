import { describe, expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import { assess } from './assess.ts';
import {
  contextOf,
  input,
  profileOf,
  reading,
  readingsBefore,
  verdictNote,
} from './testing-notation.ts';

const columns = ['reading', 'told', 'patient', 'before', 'expected', 'category'] as const;

/** Rows of each table; a row that gets lost must not go unnoticed. */
const tables = {
  'blood-pressure-pregnancy': 13,
  'blood-pressure': 50,
  'glucose-pregnancy': 14,
  glucose: 53,
  'heart-failure-weight': 25,
  'heart-rate': 17,
  ketones: 10,
  news2: 29,
  'peak-flow': 9,
  'respiratory-rate': 8,
  'spo2-scale-2': 19,
  spo2: 17,
  'temperature-neutropenic': 11,
  temperature: 18,
} as const;

for (const [protocol, rowCount] of Object.entries(tables)) {
  describe(`content/protocols/${protocol}.csv`, () => {
    const rows = readTruthTable(`protocols/${protocol}.csv`, columns);

    test(`has ${rowCount} rows`, () => {
      expect(rows).toHaveLength(rowCount);
    });

    test.each(rows.map((row, index) => [index + 1, row] as const))('row %i: %o', (_, row) => {
      const context = contextOf(row.told);
      const newest = reading(row.reading, undefined, { context });
      const { verdicts } = assess(
        input({
          profile: profileOf(row.patient),
          newReadings: [newest],
          history: readingsBefore(row.before),
          detail: 'all',
        }),
      );
      const own = verdicts.filter(({ ruleId }) => ruleId.startsWith(`${protocol}/`));
      const notable = own.filter(({ state }) => state !== 'clear' && state !== 'not-applicable');
      expect({
        expected: notable.map(verdictNote).toSorted().join('; ') || (own.length > 0 ? 'none' : ''),
        category: own[0]?.category ?? '',
      }).toEqual({ expected: row.expected, category: row.category });
    });
  });
}
