import { isCalendarDay } from './age.ts';
import { nameWords } from './name.ts';

/** What two records are compared by. Unknown parts speak neither for nor against. */
export interface IdentityProbe {
  /** All names in one text, in any order. */
  readonly name: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly postalCode: string | null;
  /** As E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  /** As `system|value`. */
  readonly identifiers: readonly string[];
}

export const duplicateReasons = [
  'same-identifier',
  'same-birth-date',
  'near-birth-date',
  'other-birth-date',
  'same-name',
  'similar-name',
  'same-phone',
  'same-email',
  'same-postal-code',
  'other-sex',
] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

export interface DuplicateScore {
  /** Points of 0 to 100. */
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** From this score on, whoever enters a patient is asked to look first. */
export const likelyDuplicateScore = 50;

// Points, after the weights of record linkage (Fellegi and Sunter 1969) rounded to what a person can
// add up: an identifier decides, name and birth date together are enough, either alone is not, and
// a telephone is shared within a family. Our own judgement; the truth table beside the content pins it.
const points: Readonly<Record<DuplicateReason, number>> = {
  'same-identifier': 100,
  'same-birth-date': 35,
  'near-birth-date': 20,
  'other-birth-date': -30,
  'same-name': 35,
  'similar-name': 22,
  'same-phone': 25,
  'same-email': 20,
  'same-postal-code': 5,
  'other-sex': -15,
};

const similarName = 0.6;
const sameName = 0.95;

/** Scores how likely two records are the same person, with the reasons for people to read. */
export function scoreDuplicate(one: IdentityProbe, other: IdentityProbe): DuplicateScore {
  const reasons = [
    meets(one.identifiers, other.identifiers) ? 'same-identifier' : null,
    compareBirthDates(one.birthDate, other.birthDate),
    compareNames(one.name, other.name),
    meets(one.phones, other.phones) ? 'same-phone' : null,
    meets(one.emails, other.emails) ? 'same-email' : null,
    one.postalCode !== null && one.postalCode.slice(0, 5) === other.postalCode?.slice(0, 5)
      ? 'same-postal-code'
      : null,
    isOtherSex(one.sex, other.sex) ? 'other-sex' : null,
  ].filter((reason) => reason !== null) as DuplicateReason[];
  const sum = reasons.reduce((total, reason) => total + points[reason], 0);
  return { score: Math.max(0, Math.min(100, sum)), reasons };
}

function meets(one: readonly string[], other: readonly string[]): boolean {
  return one.some((value) => other.includes(value));
}

function isOtherSex(one: string | null, other: string | null): boolean {
  const known = ['female', 'male'];
  return one !== other && known.includes(one ?? '') && known.includes(other ?? '');
}

function compareBirthDates(one: string | null, other: string | null): DuplicateReason | null {
  if (one === null || other === null) return null;
  if (one === other) return 'same-birth-date';
  return isSlip(one, other) ? 'near-birth-date' : 'other-birth-date';
}

/** The usual slips of the hand: one digit wrong, two neighbours swapped, or day and month swapped. */
function isSlip(one: string, other: string): boolean {
  const [year, month, day] = one.split('-');
  if (other === `${year}-${day}-${month}`) return true;
  const differing = [...one].flatMap((character, at) => (character === other[at] ? [] : [at]));
  const [first = 0, second = 0] = differing;
  if (differing.length === 1) return true;
  const swapped = one[first] === other[second] && one[second] === other[first];
  return differing.length === 2 && second === first + 1 && swapped;
}

/**
 * All days that a slip of the hand makes of a birth date: among these stored patients are looked for.
 * Some sixty; only days of the calendar.
 */
export function nearBirthDates(birthDate: string): string[] {
  const digits = [...birthDate];
  const places = digits.flatMap((character, at) => (character === '-' ? [] : [at]));
  const changed = places.flatMap((at) =>
    Array.from({ length: 10 }, (_, digit) => digits.with(at, String(digit)).join('')),
  );
  const swapped = places.slice(0, -1).map((at) =>
    digits
      .with(at, digits[at + 1] ?? '')
      .with(at + 1, digits[at] ?? '')
      .join(''),
  );
  const [year, month, day] = birthDate.split('-');
  const near = new Set([...changed, ...swapped, `${year}-${day}-${month}`]);
  near.delete(birthDate);
  // PostgreSQL has no year 0.
  return [...near].filter((one) => one >= '0001' && isCalendarDay(one) && isSlip(birthDate, one));
}

function compareNames(one: string, other: string): DuplicateReason | null {
  const similarity = nameSimilarity(one, other);
  if (similarity >= sameName) return 'same-name';
  return similarity >= similarName ? 'similar-name' : null;
}

/**
 * How alike two names are, 0 to 1, whatever the order of their words: Dice's coefficient over the
 * trigrams of the words. A name with fewer words all of which the other has ("Ana Quintero" of "Ana
 * María Quintero Ríos") counts as similar: second names and second surnames are often left out.
 */
export function nameSimilarity(one: string, other: string): number {
  const words = nameWords(one);
  const otherWords = nameWords(other);
  const dice = diceOf(words.flatMap(trigrams), otherWords.flatMap(trigrams));
  const [shorter, longer] =
    words.length <= otherWords.length ? [words, otherWords] : [otherWords, words];
  const contained = shorter.length >= 2 && shorter.every((word) => longer.includes(word));
  return contained ? Math.max(dice, 0.8) : dice;
}

function trigrams(word: string): string[] {
  const padded = `  ${word} `;
  return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3));
}

function diceOf(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const left = new Set(one);
  const right = new Set(other);
  const shared = [...left].filter((trigram) => right.has(trigram)).length;
  return (2 * shared) / (left.size + right.size);
}
