import { localDate } from '../../vitals/core/zone.ts';
import { hourMs } from './numbers.ts';
import type { Protocol } from './protocol.ts';

/**
 * Whole years between a birth date (YYYY-MM-DD) and the patient's calendar day at `now`.
 * The calendar of the zone is asked only when the day could matter: every zone's date lies between
 * those of 12 hours behind and 14 hours ahead of UTC.
 */
export function ageYearsAt(birthDate: string, zone: string, now: number): number {
  const birth = dayNumber(birthDate);
  const youngest = yearsBetween(birth, utcDayNumber(now - 12 * hourMs));
  const oldest = yearsBetween(birth, utcDayNumber(now + 14 * hourMs));
  return youngest === oldest ? youngest : yearsBetween(birth, dayNumber(localDate(now, zone)));
}

/** A calendar day as a number that reads like it: 20261120. */
function dayNumber(day: string): number {
  return (
    Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10))
  );
}

function utcDayNumber(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** In days that read like numbers, a birthday not yet reached borrows a year by itself. */
function yearsBetween(birth: number, day: number): number {
  return Math.floor((day - birth) / 10_000);
}

/** Tells whether a protocol is for this patient. An unknown age counts as old enough: unknown must not unwatch. */
export function applies(
  { appliesTo }: Protocol,
  flags: ReadonlySet<string>,
  ageYears: number | undefined,
): boolean {
  if (
    ageYears !== undefined &&
    appliesTo.minimumAge !== undefined &&
    ageYears < appliesTo.minimumAge
  ) {
    return false;
  }
  for (const flag of appliesTo.requiredFlags) if (!flags.has(flag)) return false;
  for (const flag of appliesTo.excludedFlags) if (flags.has(flag)) return false;
  return true;
}
