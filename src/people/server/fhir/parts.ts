import { dayIn, isCalendarDay } from '../../core/age.ts';
import { normalizeContactValue, type Channel, type ContactUse } from '../../core/contact-point.ts';
import type { ImportRemark } from '../../core/import-remark.ts';
import { primaryLanguage, unknownLanguage } from '../../core/language.ts';
import type { AddressParts } from '../../core/schemas.ts';
import type { Address, Communication, Concept, HumanName, Telecom } from './shapes.ts';

/** What was left out of a resource and why: codes for people, told with the result. */
export type Remarks = Set<ImportRemark>;

const longestLine = 200;

/** Text as one line that can be stored and indexed: no control characters, single spaces, composed accents. */
export function line(text: string | undefined, longest = longestLine): string | null {
  const tidied = (text ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return tidied === '' ? null : tidied.slice(0, longest).trim();
}

/** The words for a concept: its text, otherwise the first display. */
export function conceptText(concept: Concept | undefined): string | null {
  return line(concept?.text ?? concept?.coding?.find((coding) => coding.display)?.display, 500);
}

/** The first code of a concept. */
export function conceptCode(concept: Concept | undefined): string | null {
  return line(concept?.coding?.find((coding) => coding.code)?.code);
}

/** A coded value if it is one of those known here, otherwise the fallback. */
export function oneOf<T extends string>(
  known: readonly T[],
  value: string | null | undefined,
  fallback: T,
): T {
  return known.find((one) => one === value) ?? fallback;
}

/**
 * The calendar day of a FHIR date or dateTime. A year or month alone is no day: it stays unknown and is
 * remarked, because whoever reads a guessed first of January takes it for known.
 */
export function readDay(
  value: string | undefined,
  remarks: Remarks,
  remark: ImportRemark = 'date-not-exact',
): string | null {
  if (value === undefined) return null;
  const day = value.slice(0, 10);
  if (isCalendarDay(day) && day >= '1800-01-01') return day;
  remarks.add(remark);
  return null;
}

/** The instant of a FHIR dateTime that has an offset; anything less exact stays unknown and is remarked. */
export function readInstant(value: string | undefined, remarks: Remarks): Date | null {
  if (value === undefined) return null;
  const exact = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
  const instant = new Date(value);
  if (exact && !Number.isNaN(instant.getTime()) && isCalendarDay(value.slice(0, 10)))
    return instant;
  remarks.add('date-not-exact');
  return null;
}

/** The name that counts: the official one, else the usual one, else one that is not a former name. */
export function chooseName(names: readonly HumanName[] | undefined): HumanName | null {
  const current = (names ?? []).filter(
    ({ use }) => !['old', 'maiden', 'nickname'].includes(use ?? ''),
  );
  const named = (use: string) => current.find((name) => name.use === use);
  return named('official') ?? named('usual') ?? current[0] ?? null;
}

/** A name as one line, with title and suffix ("Dr. Ana Ríos, MD" as the source writes it). */
export function nameLine(name: HumanName | null): string | null {
  if (name === null) return null;
  const parts = [
    ...(name.prefix ?? []),
    ...(name.given ?? []),
    name.family,
    ...(name.suffix ?? []),
  ];
  return line(name.text ?? parts.filter(Boolean).join(' '));
}

export interface ReadContact {
  readonly channel: Channel;
  readonly value: string;
  readonly use: ContactUse;
  readonly preferred: boolean;
}

const channelOf: Readonly<Record<string, Channel>> = {
  phone: 'phone',
  sms: 'text',
  email: 'email',
};

/** Telephone numbers and e-mail addresses in use; what cannot be reached is remarked. */
export function readTelecom(
  telecom: readonly Telecom[] | undefined,
  remarks: Remarks,
): ReadContact[] {
  const contacts = (telecom ?? []).flatMap(({ system = '', value = '', use = '', rank }) => {
    const channel = channelOf[system];
    if (channel === undefined || use === 'old') return [];
    const normalized =
      value.length > longestLine ? null : normalizeContactValue(channel, line(value) ?? '');
    if (normalized === null) {
      remarks.add('contact-unusable');
      return [];
    }
    const kept = oneOf<ContactUse>(['home', 'mobile', 'work'], use, 'other');
    return [{ channel, value: normalized, use: kept, preferred: rank === 1 }];
  });
  return [...new Map(contacts.map((one) => [`${one.channel} ${one.value}`, one])).values()];
}

/** The address where the person lives, as far as one is given. */
export function readAddress(addresses: readonly Address[] | undefined): AddressParts {
  const current = (addresses ?? []).filter(({ use }) => use !== 'old' && use !== 'billing');
  const chosen = current.find(({ use }) => use === 'home') ?? current[0] ?? {};
  const parts = {
    lines: (chosen.line ?? []).flatMap((one) => line(one) ?? []).slice(0, 4),
    city: line(chosen.city) ?? undefined,
    state: line(chosen.state) ?? undefined,
    postalCode: line(chosen.postalCode) ?? undefined,
    country: line(chosen.country) ?? undefined,
  };
  const given = Object.entries(parts).filter(([, part]) => part !== undefined && part.length > 0);
  return Object.fromEntries(given);
}

/** The language to speak: the preferred one, or the only one. Several without a preference are not one. */
export function readLanguage(
  communication: readonly Communication[] | undefined,
  remarks: Remarks,
): string {
  const spoken = (communication ?? []).map(({ language, preferred }) => ({
    tag: primaryLanguage(conceptCode(language) ?? ''),
    preferred: preferred === true,
  }));
  const chosen =
    spoken.find(({ preferred }) => preferred) ?? (spoken.length === 1 ? spoken[0] : undefined);
  if (spoken.length > 1 && chosen === undefined) remarks.add('language-without-preference');
  return chosen?.tag ?? unknownLanguage;
}

/** A birth date that a living memory could have; others stay unknown and are remarked. */
export function readBirthDate(
  value: string | undefined,
  now: Date,
  remarks: Remarks,
): string | null {
  const day = readDay(value, remarks, 'birth-date-not-exact');
  // The furthest zone ahead: it is never too early for anybody's birthday there.
  if (day === null || (day >= '1880-01-01' && day <= dayIn('Pacific/Kiritimati', now))) return day;
  remarks.add('birth-date-impossible');
  return null;
}
