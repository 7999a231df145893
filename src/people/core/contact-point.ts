import { parsePhoneNumberFromString } from 'libphonenumber-js';

export const channels = ['phone', 'text', 'email', 'letter', 'portal'] as const;
export type Channel = (typeof channels)[number];

export const contactUses = ['home', 'mobile', 'work', 'other'] as const;
export type ContactUse = (typeof contactUses)[number];

/** `unknown` is what nobody has asked yet; only `granted` is consent. */
export const consents = ['granted', 'refused', 'revoked', 'unknown'] as const;
export type Consent = (typeof consents)[number];

/**
 * A telephone number as E.164, with its extension as RFC 3966 writes it ("+13055550142;ext=5"); null
 * when it cannot be one. National numbers are read as those of the United States. The length decides,
 * not whether the number is assigned: numbers are assigned faster than libraries learn of it.
 */
export function normalizePhone(text: string): string | null {
  const number = parsePhoneNumberFromString(text, 'US');
  if (!number?.isPossible()) return null;
  return number.ext ? `${number.number};ext=${number.ext}` : number.number;
}

/** A stored telephone number for people: "(305) 555-0142", foreign ones with their country code. */
export function formatPhone(stored: string): string {
  const [e164 = stored, extension] = stored.split(';ext=');
  const number = parsePhoneNumberFromString(e164);
  if (!number) return stored;
  const written =
    number.countryCallingCode === '1' ? number.formatNational() : number.formatInternational();
  return extension ? `${written} ext. ${extension}` : written;
}

/** What is kept of a contact point's value; null when it cannot be one of its channel. */
export function normalizeContactValue(channel: Channel, value: string): string | null {
  const trimmed = value.trim();
  switch (channel) {
    case 'phone':
    case 'text':
      return normalizePhone(trimmed);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed) ? trimmed.toLowerCase() : null;
    case 'letter':
    case 'portal':
      return trimmed === '' ? null : trimmed;
  }
}
