import { expect, test } from 'vitest';

import {
  dayIn,
  formatAgo,
  formatDay,
  formatLanguageName,
  formatMoment,
  formatSpan,
} from './format.ts';

const now = Date.parse('2026-11-21T15:00:00Z');
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

test.each([
  [5_000, '5 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [-720_000, '12 min'],
  [7_500_000, '2 h 5 min'],
  [86_400_000, '1 d'],
  [273_600_000, '3 d 4 h'],
])('writes a span of %i ms as %s', (span, expected) => {
  expect(formatSpan(span)).toBe(expected);
});

test.each([
  ['en', '2026-11-21T13:12:00Z', '7:12 AM'],
  ['es', '2026-11-21T13:12:00Z', '7:12 a.m.'],
  ['en', '2026-11-20T13:12:00Z', 'Nov 20, 7:12 AM'],
  ['es', '2026-11-20T13:12:00Z', '20 nov, 7:12 a.m.'],
  ['en', '2025-11-20T13:12:00Z', 'Nov 20, 2025, 7:12 AM'],
] as const)('writes a moment in %s: %s', (language, at, expected) => {
  expect(plain(formatMoment(at, 'America/Chicago', language, now))).toBe(expected);
});

test('takes the calendar date of the zone, not of Greenwich', () => {
  expect(dayIn('2026-11-21T04:30:00Z', 'America/New_York')).toBe('2026-11-20');
  expect(dayIn('2026-11-21T04:30:00Z', 'UTC')).toBe('2026-11-21');
});

test('writes calendar dates, ages of data and languages in either language', () => {
  expect(formatDay('1961-03-04', 'en')).toBe('Mar 4, 1961');
  expect(formatDay('1961-03-04', 'es')).toBe('4 mar 1961');
  expect(formatAgo(5_000, 'en')).toBe('5 s ago');
  expect(formatAgo(5_000, 'es')).toBe('hace 5 s');
  expect(formatLanguageName('es', 'en')).toBe('Spanish');
  expect(formatLanguageName('es', 'es')).toBe('español');
});
