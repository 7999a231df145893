import { gunzipSync } from 'node:zlib';

/** One record of a file with the number by which a person finds it there: line, entry or element, from 1. */
export interface FileRecord {
  readonly row: number;
  readonly value: unknown;
}

/** What a file is by what it contains; its name says nothing. `broken`: rows that are no JSON. */
export type Detected =
  | {
      readonly format: 'fhir' | 'nightscout' | 'readings';
      readonly records: readonly FileRecord[];
      readonly broken: readonly number[];
    }
  | { readonly format: 'csv'; readonly text: string };

/** A file in which there is nothing to tell apart; the message says why. */
export class UnreadableFile extends Error {}

/** Tells FHIR (a resource, a Bundle, a list or one resource per line), Nightscout, own JSON and CSV apart. */
export function detect(bytes: Uint8Array): Detected {
  const text = decode(isGzip(bytes) ? unpack(bytes) : bytes);
  if (text.trim() === '') throw new UnreadableFile('is empty.');
  if (!/^\s*[{[]/.test(text)) return { format: 'csv', text };
  const whole = parse(text);
  if (whole !== undefined) return { ...classify(recordsOf(whole)), broken: [] };
  const lines = text.split(/\r?\n/).map((line, place) => ({ row: place + 1, line: line.trim() }));
  const read = lines
    .filter(({ line }) => line !== '')
    .map(({ row, line }) => ({ row, value: parse(line) }));
  const broken = read.filter(({ value }) => value === undefined).map(({ row }) => row);
  return { ...classify(read.filter(({ value }) => value !== undefined)), broken };
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new UnreadableFile('cannot be unpacked: it is damaged or was cut off.', { cause });
  }
}

/** UTF-8 or, with its mark, UTF-16; what is neither comes from a spreadsheet of a Western Windows. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Undefined for what is no JSON, or nested so deeply that nothing could write it again. */
function parse(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return isDeeperThan(deepest, value) ? undefined : value;
  } catch {
    return undefined;
  }
}

const deepest = 200;

function isDeeperThan(limit: number, value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((one): readonly unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  }
  return false;
}

function recordsOf(whole: unknown): readonly FileRecord[] {
  const list: readonly unknown[] = Array.isArray(whole) ? whole : (entriesOf(whole) ?? [whole]);
  return list.map((value, place) => ({ row: place + 1, value }));
}

/** The resources of a Bundle of any type. */
function entriesOf(whole: unknown): readonly unknown[] | undefined {
  const bundle = whole as { resourceType?: unknown; entry?: unknown } | null;
  if (bundle?.resourceType !== 'Bundle') return undefined;
  return Array.isArray(bundle.entry)
    ? bundle.entry.map((entry: { resource?: unknown } | null) => ({ ...entry }).resource ?? entry)
    : [];
}

function classify(records: readonly FileRecord[]) {
  const has = (field: string) =>
    records.some(({ value }) => Object.hasOwn(Object(value) as object, field));
  const format = has('resourceType')
    ? ('fhir' as const)
    : has('kind') || has('values')
      ? ('readings' as const)
      : ('nightscout' as const);
  return { format, records };
}
