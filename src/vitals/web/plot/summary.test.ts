import { expect, test } from 'vitest';

import type { PlotPoint } from './plot-data.ts';
import { summarize } from './summary.ts';

const bands = [
  {
    component: 'systolic',
    direction: 'high',
    value: 180,
    inclusive: true,
    tone: 'alarm',
    label: 'Very high',
    own: false,
  },
] as const;

function point(at: number, systolic: number, diastolic: number): PlotPoint {
  return { at, values: { systolic, diastolic }, beyond: null, count: 1 };
}

test('tells how many, from where to where, and how many beyond a limit', () => {
  const points = [point(1, 120, 70), point(2, 186, 101), point(3, 140, 88)];
  expect(summarize(points, ['systolic', 'diastolic'], bands)).toEqual({
    count: 3,
    unconfirmed: 0,
    passed: 1,
    newest: points[2],
    ranges: [
      { component: 'systolic', low: 120, high: 186 },
      { component: 'diastolic', low: 70, high: 101 },
    ],
  });
});

test('counts the readings of a stretch, and finds the extreme that its mean hides', () => {
  const stretch: PlotPoint = {
    at: 1,
    values: { systolic: 130 },
    low: { systolic: 96 },
    high: { systolic: 190 },
    beyond: null,
    count: 40,
  };
  const { count, passed, ranges } = summarize([stretch], ['systolic'], bands);
  expect({ count, passed, ranges }).toEqual({
    count: 40,
    passed: 1,
    ranges: [{ component: 'systolic', low: 96, high: 190 }],
  });
});

test('says nothing of a component without values', () => {
  expect(summarize([], ['systolic'], bands)).toEqual({
    count: 0,
    unconfirmed: 0,
    passed: 0,
    newest: undefined,
    ranges: [],
  });
});
