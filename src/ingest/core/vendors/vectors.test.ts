import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { vitalSigns } from '../../../vitals/server/service.ts';
import { vendorAdapters } from './adapters.ts';
import { readVector, type Vector } from './testing.ts';

const rowCounts = {
  tenovi: 45,
  withings: 23,
  ihealth: 26,
  dexcom: 20,
  validic: 26,
  bodytrace: 19,
} as const;

function vectorsOf(name: string): readonly Vector[] {
  const file = new URL(`${name}.vectors.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[];
}

describe.each(Object.entries(rowCounts))('%s', (name, count) => {
  const vectors = vectorsOf(name);
  const adapter = vendorAdapters[name as keyof typeof rowCounts];

  test('has every row of its table', () => {
    expect(vectors.length).toBe(count);
  });

  test.each(vectors)('$name', (vector) => {
    const { items, events = [] } = vector;
    expect(readVector(vitalSigns(), adapter, vector)).toEqual({ items, events });
  });

  test.each([null, 0, 'x', [], {}, [[[]]], { data: { data: [] } }, [{ values: [] }]])(
    'answers %j without throwing',
    (body) => {
      expect(() => readVector(vitalSigns(), adapter, { name: '', body, items: [] })).not.toThrow();
    },
  );
});
