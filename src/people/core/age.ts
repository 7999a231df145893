import { Temporal } from 'temporal-polyfill';

/**
 * Age in completed years on a calendar day (both YYYY-MM-DD); null when the birth date is unknown or
 * lies after the day. Who is born on 29 February is a year older on 1 March of common years.
 */
export function ageOn(birthDate: string | null, day: string): number | null {
  if (birthDate === null) return null;
  const [bornYear, bornMonthDay] = split(birthDate);
  const [year, monthDay] = split(day);
  const age = year - bornYear - (monthDay < bornMonthDay ? 1 : 0);
  return age < 0 ? null : age;
}

/** The calendar day (YYYY-MM-DD) that it is in a zone at an instant. Throws RangeError for an unknown zone. */
export function dayIn(zone: string, at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** The birthday (YYYY-MM-DD) on which this age is reached; 1 March for 29 February in common years. */
export function birthdayAt(birthDate: string, age: number): string {
  const [year, monthDay] = split(birthDate);
  const leap = monthDay !== '02-29' || isLeapYear(year + age);
  return `${String(year + age).padStart(4, '0')}-${leap ? monthDay : '03-01'}`;
}

/** Tells whether the text is a day of the calendar, YYYY-MM-DD. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function split(day: string): [year: number, monthDay: string] {
  return [Number(day.slice(0, 4)), day.slice(5)];
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
