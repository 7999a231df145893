import { expect, test } from 'vitest';

import { isQuietHour } from './quiet-hours.ts';

test.each([
  ['2026-11-21T12:59:59Z', 'America/New_York', true],
  ['2026-11-21T13:00:00Z', 'America/New_York', false],
  ['2026-11-22T01:59:59Z', 'America/New_York', false],
  ['2026-11-22T02:00:00Z', 'America/New_York', true],
  ['2026-11-21T14:30:00Z', 'America/Phoenix', true],
  ['2026-11-21T05:00:00Z', 'America/New_York', true],
])('at %s in %s: %s', (at, zone, expected) => {
  expect(isQuietHour(Date.parse(at), zone)).toBe(expected);
});
