import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantOfWallClock, isZone, localDate, zoneOffset } from './zone.ts';

test.each([
  ['2026-11-20T05:59:59Z', 'America/Chicago', '2026-11-19'],
  ['2026-11-20T06:00:00Z', 'America/Chicago', '2026-11-20'],
  ['2026-07-20T04:59:59Z', 'America/Chicago', '2026-07-19'],
  ['2026-07-20T05:00:00Z', 'America/Chicago', '2026-07-20'],
  ['2026-11-20T09:59:59Z', 'Pacific/Kiritimati', '2026-11-20'],
  ['2026-11-20T10:00:00Z', 'Pacific/Kiritimati', '2026-11-21'],
  ['2026-11-20T18:29:59Z', 'Asia/Kolkata', '2026-11-20'],
  ['2026-11-20T18:30:00Z', 'Asia/Kolkata', '2026-11-21'],
  ['2000-01-01T03:00:00Z', 'America/New_York', '1999-12-31'],
])('at %s the date in %s is %s', (instant, zone, date) => {
  expect(localDate(Date.parse(instant), zone)).toBe(date);
});

/** A small generator with a seed, so that a failure can be repeated. */
function randomTimes(seed: number, count: number): readonly number[] {
  let state = seed;
  const since = Date.UTC(2000, 0, 1);
  const span = Date.UTC(2028, 0, 1) - since;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return since + Math.floor((state / 2 ** 32) * span);
  });
}

/** The minutes around every change of the year, where a table of hours could go wrong. */
function timesAroundChanges(zone: string, year: number): readonly number[] {
  const times: number[] = [];
  let at = Temporal.ZonedDateTime.from(`${year}-01-01T00:00[${zone}]`);
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.year > year) return times;
    for (let minute = -70; minute <= 70; minute++) {
      times.push(change.epochMilliseconds + minute * 60_000);
    }
    at = change;
  }
}

test.each([
  'America/Chicago',
  'America/Phoenix',
  'America/Puerto_Rico',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
])('agrees with Temporal everywhere in %s', (zone) => {
  const times = [
    ...randomTimes(20261121, 300),
    ...timesAroundChanges(zone, 2009),
    ...timesAroundChanges(zone, 2026),
  ];
  for (const at of times) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    expect(zoneOffset(at, zone)).toBe(zoned.offsetNanoseconds / 1e6);
    expect(localDate(at, zone)).toBe(zoned.toPlainDate().toString());
    const wallClock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
    const expected = wallClock.toPlainDateTime().toZonedDateTime(zone).epochMilliseconds;
    expect(instantOfWallClock(at, zone)).toBe(expected);
  }
});

test('knows a zone from a word', () => {
  expect(['America/Chicago', 'UTC', 'Texas', ''].map(isZone)).toEqual([true, true, false, false]);
});

test('refuses to calculate in a zone that does not exist', () => {
  expect(() => localDate(0, 'America/Nowhere')).toThrow(RangeError);
});
