import type { Language } from '../core/text.ts';
import { localeOf } from './language.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();

// Making a format costs a hundred times more than using one.
function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), options);
  formats.set(key, made);
  return made;
}

type Moment = string | number | Date;

/** The zone of the person at the screen. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "7:12 AM" in a zone. */
export function formatTime(at: Moment, zone: string, language: Language): string {
  const options = { hour: 'numeric', minute: '2-digit', timeZone: zone } as const;
  return dateFormat(language, options).format(new Date(at));
}

/** "7:12 AM" for today in that zone, "Nov 18, 7:12 AM" this year, with the year before. */
export function formatMoment(at: Moment, zone: string, language: Language, now: number): string {
  if (dayIn(at, zone) === dayIn(now, zone)) return formatTime(at, zone, language);
  const sameYear = dayIn(at, zone).slice(0, 4) === dayIn(now, zone).slice(0, 4);
  return dateFormat(language, {
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(at));
}

/** A calendar date (YYYY-MM-DD), in words. */
export function formatDay(day: string, language: Language): string {
  const options = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  return dateFormat(language, options).format(new Date(`${day}T00:00:00Z`));
}

/** The calendar date (YYYY-MM-DD) of a moment in a zone. */
export function dayIn(at: Moment, zone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone } as const;
  const parts = dateFormat('en', options).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** A length of time as its largest two units: "5 s", "12 min", "2 h 5 min", "3 d 4 h". The same in both languages. */
export function formatSpan(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  if (span < minuteMs) return `${Math.floor(span / 1000)} s`;
  if (span < hourMs) return `${Math.floor(span / minuteMs)} min`;
  if (span < dayMs) return twoUnits(span, hourMs, 'h', minuteMs, 'min');
  return twoUnits(span, dayMs, 'd', hourMs, 'h');
}

function twoUnits(
  span: number,
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
) {
  const rest = Math.floor((span % large) / small);
  const first = `${Math.floor(span / large)} ${largeUnit}`;
  return rest === 0 ? first : `${first} ${rest} ${smallUnit}`;
}

/** "3 min ago", "hace 3 min". */
export function formatAgo(milliseconds: number, language: Language): string {
  const span = formatSpan(milliseconds);
  return language === 'es' ? `hace ${span}` : `${span} ago`;
}

/** The name of a language (BCP 47 code) in the reader's language: "Spanish", "español". */
export function formatLanguageName(code: string, language: Language): string {
  return new Intl.DisplayNames(localeOf(language), { type: 'language' }).of(code) ?? code;
}

/** A number as the reader's language writes it. */
export function formatNumber(value: number, language: Language, decimals?: number): string {
  const digits =
    decimals === undefined
      ? {}
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString(localeOf(language), digits);
}

/** "(305) 555-0123": a number of the United States as people read it; any other as it is stored (E.164). */
export function formatPhone(phone: string): string {
  const digits = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return digits ? `(${digits[1]}) ${digits[2]}-${digits[3]}` : phone;
}
