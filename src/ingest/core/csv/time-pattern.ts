/** The parts that a pattern may have, and what each may stand for in a cell. */
const parts: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<half>\\d{2})',
  h: '(?<half>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  a: '(?<noon>[AaPp])\\.?\\s?[Mm]\\.?',
};

const compiled = new Map<string, RegExp>();

/**
 * Reads a cell by a pattern such as "M/d/yyyy h:mm a" into the date "2026-11-20", the time of day
 * "07:12:00", or both joined by "T". Undefined when the cell has another form; whether the day exists
 * is decided where times are resolved. English and Spanish write a.m. and p.m. with dots.
 */
export function readByPattern(pattern: string, cell: string): string | undefined {
  const found = expressionOf(pattern).exec(cell.trim())?.groups;
  if (found === undefined) return undefined;
  const date = found.year && `${found.year}-${two(found.month)}-${two(found.day)}`;
  const clock = clockOf(found);
  if (clock === undefined) return undefined;
  return clock === '' ? date : date === undefined ? clock : `${date}T${clock}`;
}

/** Throws a sentence when a pattern has letters that mean nothing, or one part twice. */
export function checkPattern(pattern: string): void {
  expressionOf(pattern);
}

function expressionOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = pattern.replaceAll(/([A-Za-z])\1*|[^A-Za-z]/g, (piece) => {
    if (!/[A-Za-z]/.test(piece)) return piece.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const part = piece === 'T' ? 'T' : parts[piece];
    if (part === undefined)
      throw new Error(`"${piece}" means nothing in the time format "${pattern}".`);
    return part;
  });
  const expression = new RegExp(`^${source}$`);
  compiled.set(pattern, expression);
  return expression;
}

type Found = Readonly<Record<string, string | undefined>>;

/** "" when the pattern has no time of day; undefined for the hour 0 or 13 of a twelve-hour clock. */
function clockOf({ hour, half, noon, minute, second }: Found): string | undefined {
  if (hour === undefined && half === undefined) return '';
  if (hour !== undefined) return `${two(hour)}:${two(minute)}:${two(second)}`;
  const hours = Number(half);
  if (noon === undefined || hours < 1 || hours > 12) return undefined;
  const full = (hours % 12) + (noon.toLowerCase() === 'p' ? 12 : 0);
  return `${two(String(full))}:${two(minute)}:${two(second)}`;
}

function two(digits: string | undefined): string {
  return (digits ?? '').padStart(2, '0');
}
