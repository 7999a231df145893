import { Temporal } from 'temporal-polyfill';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** Entries kept per zone and direction; about eleven years of hours. Beyond that the table starts anew. */
const tableSize = 100_000;

/** Offset in ms by hour since 1970; NaN marks an hour in which the offset changes. */
type OffsetTable = Map<number, number>;

const byInstant = new Map<string, OffsetTable>();
const byWallClock = new Map<string, OffsetTable>();

/** Tells whether the name is a time zone that can be calculated with. */
export function isZone(zone: string): boolean {
  try {
    exactOffset(0, zone);
    return true;
  } catch {
    return false;
  }
}

/** The offset of a zone at an instant, in ms east of UTC. Throws RangeError for an unknown zone. */
export function zoneOffset(at: number, zone: string): number {
  return offsetFrom(byInstant, at, zone, exactOffset);
}

/**
 * The instant (ms UTC) of a wall-clock time in a zone; `wallClock` is that time as if it were UTC.
 * Daylight saving is decided as RFC 5545 and Temporal's "compatible" do, and never by the time of
 * arrival, so that a replay finds the same instant: a time that occurs twice is the first one, a
 * time that does not occur (a clock not yet put forward) is read with the offset before the change.
 */
export function instantOfWallClock(wallClock: number, zone: string): number {
  return wallClock - offsetFrom(byWallClock, wallClock, zone, exactWallClockOffset);
}

/** The calendar date (YYYY-MM-DD) that a person in the zone had at an instant. */
export function localDate(at: number, zone: string): string {
  return calendarDate(Math.floor((at + zoneOffset(at, zone)) / dayMs));
}

let lastDay = Number.NaN;
let lastDate = '';

/** Readings come in day by day, so that the last answer is usually the next one as well. */
function calendarDate(day: number): string {
  if (day !== lastDay) {
    lastDate = new Date(day * dayMs).toISOString().slice(0, -14);
    lastDay = day;
  }
  return lastDate;
}

function offsetFrom(
  tables: Map<string, OffsetTable>,
  time: number,
  zone: string,
  exact: (time: number, zone: string) => number,
): number {
  let table = tables.get(zone);
  if (table === undefined) tables.set(zone, (table = new Map()));
  const hour = Math.floor(time / hourMs);
  let offset = table.get(hour);
  if (offset === undefined) {
    const start = exact(hour * hourMs, zone);
    // Not every change is on the hour: Lord Howe moves by 30 minutes, St John's did at 00:01.
    offset = start === exact((hour + 1) * hourMs - 1, zone) ? start : Number.NaN;
    if (table.size >= tableSize) table.clear();
    table.set(hour, offset);
  }
  return Number.isNaN(offset) ? exact(time, zone) : offset;
}

function exactOffset(at: number, zone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return zoned.offsetNanoseconds / 1e6;
}

function exactWallClockOffset(wallClock: number, zone: string): number {
  const plain = Temporal.Instant.fromEpochMilliseconds(wallClock)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
  return (
    wallClock - plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  );
}
