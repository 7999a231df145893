import { Temporal } from 'temporal-polyfill';

/** Opening hours of one weekday (1 is Monday), local time HH:MM; closing may be 24:00. */
export interface OpeningHours {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

/** When an organization is open. Without any hours it is taken to be always open: the stricter clock. */
export interface BusinessCalendar {
  readonly zone: string;
  readonly hours: readonly OpeningHours[];
  /** Closed days, YYYY-MM-DD. */
  readonly holidays: ReadonlySet<string>;
}

interface Opening {
  readonly from: number;
  readonly to: number;
}

const minuteMs = 60_000;
/** Beyond this many closed days in a row the calendar is a mistake, and time runs around the clock. */
const longestClosure = 60;

/** Tells whether the organization is open at an instant. */
export function isOpenAt(calendar: BusinessCalendar, at: Date): boolean {
  if (calendar.hours.length === 0) return true;
  const opening = openingOn(calendar, localDay(calendar, at));
  return opening !== undefined && opening.from <= at.getTime() && at.getTime() < opening.to;
}

/**
 * The instant at which that many minutes of business time have passed. Elapsed time counts, so that
 * an hour that daylight saving skips or repeats is neither counted nor forgotten.
 */
export function addBusinessMinutes(calendar: BusinessCalendar, from: Date, minutes: number): Date {
  let left = minutes * minuteMs;
  for (const opening of openingsFrom(calendar, localDay(calendar, from))) {
    const start = Math.max(opening.from, from.getTime());
    if (start >= opening.to) continue;
    if (start + left <= opening.to) return new Date(start + left);
    left -= opening.to - start;
  }
  return new Date(from.getTime() + minutes * minuteMs);
}

/**
 * Closing time of the nth business day after the local day of an instant: on Friday, and over the
 * weekend, the first one is Monday. Without usable hours it is the end of the nth day.
 */
export function endOfBusinessDay(calendar: BusinessCalendar, from: Date, days: number): Date {
  const today = localDay(calendar, from);
  let left = days;
  for (const opening of openingsFrom(calendar, today.add({ days: 1 }))) {
    left -= 1;
    if (left === 0) return new Date(opening.to);
  }
  return new Date(startOfDay(calendar, today.add({ days: days + 1 })));
}

/** Opening time of a day (YYYY-MM-DD), or of the next business day when it is closed then. */
export function openingFrom(calendar: BusinessCalendar, day: string): Date {
  const date = Temporal.PlainDate.from(day);
  for (const opening of openingsFrom(calendar, date)) return new Date(opening.from);
  return new Date(startOfDay(calendar, date));
}

/** The calendar date (YYYY-MM-DD) of an instant where the organization is. */
export function businessDate(calendar: BusinessCalendar, at: Date): string {
  return localDay(calendar, at).toString();
}

function* openingsFrom(calendar: BusinessCalendar, first: Temporal.PlainDate): Generator<Opening> {
  if (calendar.hours.length === 0) return;
  let day = first;
  for (let closed = 0; closed < longestClosure; day = day.add({ days: 1 })) {
    const opening = openingOn(calendar, day);
    closed = opening ? 0 : closed + 1;
    if (opening) yield opening;
  }
}

function openingOn(calendar: BusinessCalendar, day: Temporal.PlainDate): Opening | undefined {
  const hours = calendar.hours.find((one) => one.weekday === day.dayOfWeek);
  if (!hours || calendar.holidays.has(day.toString())) return undefined;
  return {
    from: instantOf(calendar, day, hours.opens),
    to: instantOf(calendar, day, hours.closes),
  };
}

function instantOf(calendar: BusinessCalendar, day: Temporal.PlainDate, time: string): number {
  if (time === '24:00') return startOfDay(calendar, day.add({ days: 1 }));
  const local = day.toPlainDateTime(Temporal.PlainTime.from(time));
  return local.toZonedDateTime(calendar.zone).epochMilliseconds;
}

function startOfDay(calendar: BusinessCalendar, day: Temporal.PlainDate): number {
  return day.toZonedDateTime(calendar.zone).epochMilliseconds;
}

function localDay(calendar: BusinessCalendar, at: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(calendar.zone)
    .toPlainDate();
}
