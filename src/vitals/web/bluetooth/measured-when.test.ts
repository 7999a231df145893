import { expect, test } from 'vitest';

import { asksWhen, wallClockIn } from './measured-when.ts';

const now = Date.parse('2026-11-21T13:12:30Z');
const zone = 'America/Chicago';

test("writes the wall clock of the patient's zone", () => {
  expect(wallClockIn(zone, now)).toBe('2026-11-21T07:12:30');
  expect(wallClockIn(zone, Date.parse('2026-11-21T06:00:00Z'))).toBe('2026-11-21T00:00:00');
});

test.each([
  ['2026-11-21T07:12:00', false],
  ['2026-11-21T07:03:00', false],
  ['2026-11-21T07:22:00', false],
  ['2026-11-21T07:01:00', true],
  ['2026-11-20T07:12:00', true],
  ['2020-01-01T00:00:00', true],
  ['2026-11-21T08:12:30', true],
  [undefined, false],
])('of a clock that says %s it asks: %s', (wallClock, asked) => {
  expect(asksWhen(wallClock, zone, now)).toBe(asked);
});
