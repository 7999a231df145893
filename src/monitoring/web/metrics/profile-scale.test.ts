import { expect, test } from 'vitest';

import { glucoseEnds, pointsText, profileScale, runsOf } from './profile-scale.ts';

test('reaches as high as the highest value, never beyond what sensors show', () => {
  expect(glucoseEnds('mg/dL', 180)).toEqual([40, 300]);
  expect(glucoseEnds('mg/dL', 312)).toEqual([40, 350]);
  expect(glucoseEnds('mg/dL', 401)).toEqual([40, 400]);
  expect(glucoseEnds('mmol/L', 10)).toEqual([2, 16]);
});

test('places a day from left to right and glucose from the bottom up, and clips at the edges', () => {
  const { x, y } = profileScale({ left: 40, right: 760, top: 10, bottom: 270 }, [40, 300]);
  expect([x(0), x(720), x(1_440)]).toEqual([40, 400, 760]);
  expect([y(40), y(170), y(300), y(20), y(500)]).toEqual([270, 140, 10, 270, 10]);
});

test('draws no line over what is missing', () => {
  const runs = runsOf([1, 2, null, 3, null], (value) => value ?? undefined);
  expect(runs).toEqual([[1, 2], [3]]);
  expect(pointsText([[1, 2.04]])).toBe('1.0,2.0');
});
