import { localDate } from '../../vitals/core/zone.ts';
import { hourMs } from './numbers.ts';
import type { Protocol } from './protocol.ts';

/**
 * Whole years between a birth date (YYYY-MM-DD) and the patient's calendar day at `now`.
 * The calendar of the zone is asked only when the day could matter: every zone's date lies between
 * those of 12 hours behind and 14 hours ahead of UTC.
 */
export function ageYearsAt(birthDate: string, zone: string, now: number): number {
  const youngest = ageOnDay(birthDate, utcDay(now - 12 * hourMs));
  const oldest = ageOnDay(birthDate, utcDay(now + 14 * hourMs));
  return youngest === oldest ? youngest : ageOnDay(birthDate, localDate(now, zone));
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function ageOnDay(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
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
