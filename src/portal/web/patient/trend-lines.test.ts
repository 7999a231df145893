import { expect, test } from 'vitest';

import { trendLines } from './trend-lines.ts';

const reading = (at: string, values: Record<string, number>) => ({
  ...{ kind: 'blood-pressure' as const, at, values, unit: 'mm[Hg]', beyond: null },
});

test('draws each component between the lowest and the highest of all, in the order of time', () => {
  const readings = [
    reading('2026-11-01T00:00:00Z', { systolic: 140, diastolic: 80 }),
    reading('2026-11-11T00:00:00Z', { systolic: 180, diastolic: 90 }),
    reading('2026-11-21T00:00:00Z', { systolic: 160 }),
  ];
  expect(trendLines(['systolic', 'diastolic'], readings)).toEqual([
    [
      [6, 33.2],
      [150, 6],
      [294, 19.6],
    ],
    [
      [6, 74],
      [150, 67.2],
    ],
  ]);
});

test('puts a single value into the middle', () => {
  expect(trendLines(['value'], [reading('2026-11-01T00:00:00Z', { value: 70 })])).toEqual([
    [[150, 40]],
  ]);
});

test('draws nothing of what has no number', () => {
  expect(trendLines(['value'], [reading('2026-11-01T00:00:00Z', {})])).toEqual([[]]);
});
