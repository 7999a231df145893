import { isCalendarDay } from './age.ts';

/** What a search text asks for. All parts must hold; `words` and `digits` are read in more than one way. */
export interface PatientQuery {
  /** Calendar day, YYYY-MM-DD. */
  readonly birthDate: string | null;
  /** Beginnings of words of the name, in any order. */
  readonly words: readonly string[];
  /** The text without a date when it is one word with a digit: perhaps a medical record number. */
  readonly identifier: string | null;
  /** At least four digits: perhaps the end of a telephone number. */
  readonly digits: string | null;
}

/** Tells whether there is nothing in a query to look for. */
export function isEmptyQuery({ birthDate, words, identifier, digits }: PatientQuery): boolean {
  return birthDate === null && words.length === 0 && identifier === null && digits === null;
}

const fewestDigits = 4;

/**
 * Reads what somebody typed into the search box: "garcia maria", "gar 03/04/1961", "1961-03-04",
 * "MRN-10233", "(305) 555-0142", "0142". Dates are month/day/year as in the United States; a year
 * of two digits is the latest one that is not after `today` (YYYY-MM-DD).
 */
export function parsePatientQuery(text: string, today: string): PatientQuery {
  let birthDate: string | null = null;
  const rest: string[] = [];
  for (const part of text.trim().split(/[\s,;]+/)) {
    const day: string | null = birthDate === null ? readDay(part, today) : null;
    if (day === null) rest.push(part);
    else birthDate = day;
  }
  const remaining = rest.filter((part) => part !== '');
  const joined = remaining.join('');
  const numeric = /^[+()\d.\-/]+$/.test(joined) ? joined.replaceAll(/\D/g, '') : '';
  return {
    birthDate,
    words: wordsOf(remaining),
    identifier: readIdentifier(remaining),
    digits: numeric.length >= fewestDigits ? numeric : null,
  };
}

function readDay(text: string, today: string): string | null {
  const iso = /^\d{4}-\d{2}-\d{2}$/.exec(text);
  if (iso) return isCalendarDay(text) ? text : null;
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/.exec(text);
  const [, month, day, year] = american ?? [];
  if (month === undefined || day === undefined || year === undefined) return null;
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const century = Number(today.slice(0, 2));
  const candidates =
    year.length === 4
      ? [year]
      : [`${century}${year}`, `${String(century - 1).padStart(2, '0')}${year}`];
  const read = candidates.map((one) => `${one}-${monthDay}`);
  return read.find((one) => isCalendarDay(one) && (year.length === 4 || one <= today)) ?? null;
}

function readIdentifier(parts: readonly string[]): string | null {
  const [only, ...others] = parts;
  return only && others.length === 0 && /\d/.test(only) ? only.toLowerCase() : null;
}

function wordsOf(parts: readonly string[]): string[] {
  return parts
    .join(' ')
    .replaceAll(/['’`]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}
