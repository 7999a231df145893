import { isStorableText } from '../../vitals/core/storable-text.ts';
import { fhirProblems } from './problems.ts';

/** Search parameters as they came: several values of one name must all hold. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** From (included) and to (excluded), in milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Token {
  /** Undefined: any system. */
  readonly system: string | undefined;
  readonly code: string;
}

/** Parameters that change nothing of what is found. */
const formal: ReadonlySet<string> = new Set(['_format', '_pretty']);

const longestValue = 4_000;

/** A query string's values by name; "a" and ["a", "b"] alike. Refuses text that nothing stored can equal. */
export function readQuery(given: Readonly<Record<string, string | readonly string[]>>): Query {
  const query = new Map(
    Object.entries(given)
      .filter(([name]) => !formal.has(name))
      .map(([name, value]) => [name, typeof value === 'string' ? [value] : value] as const),
  );
  for (const [name, values] of query) {
    if (values.every((value) => value.length <= longestValue && isStorableText(value))) continue;
    throw fhirProblems['fhir.parameter-invalid']({ parameter: name });
  }
  return query;
}

/** Refuses a search by something that is not looked at: its answer would be too wide without a word. */
export function refuseOthers(query: Query, supported: readonly string[]): void {
  for (const name of query.keys()) {
    if (!supported.includes(name))
      throw fhirProblems['fhir.parameter-unsupported']({ parameter: name });
  }
}

/** The values of a parameter that may each hold ("a,b" is a or b); undefined when it was not given. */
export function anyOf(query: Query, name: string): readonly string[] | undefined {
  const values = query.get(name);
  if (values === undefined) return undefined;
  if (values.length > 1) throw fhirProblems['fhir.parameter-invalid']({ parameter: name });
  return values[0]?.split(',').filter((one) => one !== '') ?? [];
}

/** Tokens of a parameter: "code", "|code" or "system|code". */
export function tokensOf(query: Query, name: string): readonly Token[] | undefined {
  return anyOf(query, name)?.map((written) => {
    const bar = written.indexOf('|');
    return bar < 0
      ? { system: undefined, code: written }
      : { system: written.slice(0, bar), code: written.slice(bar + 1) };
  });
}

/** Ids of patients: "Patient/<id>" or the id alone. */
export function patientIdsOf(
  query: Query,
  ...names: readonly string[]
): readonly string[] | undefined {
  for (const name of names) {
    const given = anyOf(query, name);
    if (given !== undefined) return given.map((one) => one.replace(/^Patient\//, '').toLowerCase());
  }
  return undefined;
}

const everything: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** What all values of a date parameter leave over; everything when it was not given. */
export function spanOf(query: Query, name: string): Span {
  return (query.get(name) ?? []).reduce<Span>((left, written) => {
    const span = readDate(written);
    if (span === undefined) throw fhirProblems['fhir.parameter-invalid']({ parameter: name });
    return { from: Math.max(left.from, span.from), to: Math.min(left.to, span.to) };
  }, everything);
}

const dateForm =
  /^(eq|gt|ge|lt|le|sa|eb)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+\- ]\d\d:\d\d)?)?)?)?$/;

/**
 * The instants that a date with its prefix lets through. A date stands for all of its day, a month for
 * all of its days; without an offset it is UTC. A "+" that came through a query string is a space.
 */
export function readDate(written: string): Span | undefined {
  const [all, prefix = 'eq', year, month, day, hour, minute, second, fraction, offset] =
    dateForm.exec(written) ?? [];
  if (all === undefined || year === undefined) return undefined;
  const zone = offset === undefined ? 'Z' : offset.replace(' ', '+');
  const time = `${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0')}`;
  const from = Date.parse(`${year}-${month ?? '01'}-${day ?? '01'}T${time}${zone}`);
  if (Number.isNaN(from) || rollsOver(year, month, day)) return undefined;
  const to = from + lengthOf({ from, month, day, hour, second, fraction });
  switch (prefix) {
    case 'gt':
    case 'sa':
      return { ...everything, from: to };
    case 'ge':
      return { ...everything, from };
    case 'lt':
    case 'eb':
      return { ...everything, to: from };
    case 'le':
      return { ...everything, to };
    default:
      return { from, to };
  }
}

/** V8 reads February 30 as March 2. */
function rollsOver(year: string, month = '01', day = '01'): boolean {
  return new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() !== Number(day);
}

interface Precision {
  readonly from: number;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly second: string | undefined;
  readonly fraction: string | undefined;
}

function lengthOf({ from, month, day, hour, second, fraction }: Precision): number {
  if (fraction !== undefined) return 10 ** (3 - Math.min(fraction.length, 3));
  if (second !== undefined) return 1_000;
  if (hour !== undefined) return 60_000;
  if (day !== undefined) return 86_400_000;
  const start = new Date(from);
  const end = new Date(from);
  if (month === undefined) end.setUTCFullYear(start.getUTCFullYear() + 1);
  else end.setUTCMonth(start.getUTCMonth() + 1);
  return end.getTime() - from;
}

const defaultCount = 50;
const largestCount = 1_000;

/** How many resources a page has: `_count`, at most 1,000; 0 asks only whether the search is possible. */
export function countOf(query: Query): number {
  const [given] = query.get('_count') ?? [];
  if (given === undefined) return defaultCount;
  if (!/^\d{1,6}$/.test(given))
    throw fhirProblems['fhir.parameter-invalid']({ parameter: '_count' });
  return Math.min(Number(given), largestCount);
}

/** Whether `_sort` asks for the newest first; only by `fields`, and newest first when not said. */
export function newestFirst(query: Query, fields: readonly string[]): boolean {
  const [given] = query.get('_sort') ?? [];
  if (given === undefined) return true;
  if (!fields.includes(given.replace(/^-/, ''))) {
    throw fhirProblems['fhir.parameter-unsupported']({ parameter: '_sort' });
  }
  return given.startsWith('-');
}
