import { expect, test } from 'vitest';

import { passedBand, zonesOf, type LimitBand } from './limit-band.ts';

function band(direction: 'high' | 'low', value: number, more: Partial<LimitBand> = {}): LimitBand {
  const usual = {
    component: 'value',
    inclusive: false,
    tone: 'watch',
    label: '',
    own: false,
  } as const;
  return { ...usual, direction, value, ...more };
}

const bands = [
  band('low', 70),
  band('low', 54, { tone: 'alarm' }),
  band('high', 250),
  band('high', 400, { tone: 'alarm' }),
];

test('the zone lies inside of every limit', () => {
  expect(zonesOf(bands)).toEqual([{ component: 'value', low: 70, high: 250 }]);
  expect(zonesOf([band('high', 120)])).toEqual([{ component: 'value', low: null, high: 120 }]);
});

test.each([
  [70, undefined],
  [69, 70],
  [53, 54],
  [250, undefined],
  [251, 250],
  [401, 400],
])('%i passes the limit %s', (value, limit) => {
  expect(passedBand(bands, 'value', value)?.value).toBe(limit);
});

test('reaching a limit is enough where it says so, and other components are not compared', () => {
  const severe = [band('high', 180, { component: 'systolic', inclusive: true })];
  expect(passedBand(severe, 'systolic', 180)).toBe(severe[0]);
  expect(passedBand(severe, 'diastolic', 200)).toBeUndefined();
});
