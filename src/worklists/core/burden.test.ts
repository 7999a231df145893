import { expect, test } from 'vitest';

import { fewest, quantileOf, rateOf, shareOf, type Estimate } from './burden.ts';

function rounded(estimate: Estimate | null, digits = 3) {
  if (estimate === null) return null;
  const { value, low, high, n } = estimate;
  return [...[value, low, high].map((one) => Number(one.toFixed(digits))), n];
}

// Wilson (1927), computed by hand from the closed form.
test.each([
  [8, 10, null],
  [0, 11, [0, 0, 0.259, 11]],
  [11, 11, [1, 0.741, 1, 11]],
  [50, 100, [0.5, 0.404, 0.596, 100]],
  [81, 263, [0.308, 0.255, 0.366, 263]],
])('share of %d in %d', (count, of, expected) => {
  expect(rounded(shareOf(count, of))).toEqual(expected);
});

test('a quantile is one of the figures, and its interval two others', () => {
  const figures = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(rounded(quantileOf(figures, 0.5))).toEqual([50, 40, 61, 100]);
  expect(rounded(quantileOf(figures, 0.9))).toEqual([90, 84, 97, 100]);
  expect(quantileOf(figures.slice(0, fewest - 1), 0.5)).toBeNull();
});

// Exact limits of a Poisson count: 0 → 0 to 3.69; 10 → 4.80 to 18.39; 70 → 54.6 to 88.4; 100 → 81.4 to 121.6.
test.each([
  [0, 100, 1, [0, 0, 3.7, 100]],
  [10, 100, 1, [10, 4.8, 18.4, 100]],
  [100, 100, 1, [100, 81.4, 121.6, 100]],
  [70, 100, 7, [10, 7.8, 12.6, 100]],
  [70, 10, 7, null],
])(
  '%d events among %d patients in %d days, per 100 patients and day',
  (events, patients, days, expected) => {
    expect(rounded(rateOf(events, patients, days), 1)).toEqual(expected);
  },
);
