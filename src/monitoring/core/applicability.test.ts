import { expect, test } from 'vitest';
import { ageYearsAt } from './applicability.ts';

test.each([
  ['2008-11-20', 'America/New_York', '2026-11-20T12:00:00Z', 18],
  ['2008-11-21', 'America/New_York', '2026-11-20T12:00:00Z', 17],
  // Midnight UTC is still the evening before in New York, and already the day after in Kiribati.
  ['2008-11-21', 'America/New_York', '2026-11-21T02:00:00Z', 17],
  ['2008-11-21', 'America/New_York', '2026-11-21T05:00:00Z', 18],
  ['2008-11-21', 'Pacific/Kiritimati', '2026-11-20T10:00:00Z', 18],
  ['2008-11-21', 'Pacific/Honolulu', '2026-11-21T09:59:00Z', 17],
  // Born on 29 February: a year older on 1 March of a common year.
  ['2008-02-29', 'UTC', '2026-02-28T12:00:00Z', 17],
  ['2008-02-29', 'UTC', '2026-03-01T12:00:00Z', 18],
  ['1926-01-01', 'America/Los_Angeles', '2026-11-20T12:00:00Z', 100],
  ['2026-11-20', 'America/New_York', '2026-11-20T12:00:00Z', 0],
  ['2008-12-31', 'America/New_York', '2027-01-01T03:00:00Z', 18],
  ['2009-01-01', 'America/New_York', '2027-01-01T03:00:00Z', 17],
])('born %s is in %s at %s %i years old', (birthDate, zone, now, years) => {
  expect(ageYearsAt(birthDate, zone, Date.parse(now))).toBe(years);
});
