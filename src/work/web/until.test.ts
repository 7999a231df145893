import { expect, test } from 'vitest';

import { dayAfter, instantOf, localInput, tomorrowMorning } from './until.ts';

const at = new Date(2026, 10, 21, 9, 5).getTime();

test('writes a moment for the field of the browser and reads it back', () => {
  expect(localInput(at)).toBe('2026-11-21T09:05');
  expect(instantOf('2026-11-21T09:05')).toBe(new Date(at).toISOString());
  expect(instantOf('')).toBeUndefined();
});

test('finds tomorrow morning and days to come across the end of a month', () => {
  expect(localInput(tomorrowMorning(at))).toBe('2026-11-22T08:00');
  expect(dayAfter(at, 0)).toBe('2026-11-21');
  expect(dayAfter(at, 10)).toBe('2026-12-01');
});
