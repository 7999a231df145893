import { decimalFrom, type ReadingCandidate } from '../../../vitals/core/candidate.ts';
import type { Adapter, Candidate, DeliveryItem, Rejection } from '../adapter.ts';
import { isName } from '../narrow.ts';
import { columnsOf, type CsvMapping } from './mapping.ts';
import { readByPattern } from './time-pattern.ts';

/** Rows of a CSV file with all that is needed to read them. */
export interface CsvRows {
  readonly mapping: CsvMapping;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Place of the first of these rows in the file, from 0: a large file comes in portions. */
  readonly first: number;
  /** Whom all rows are about, where the mapping names no column. */
  readonly patient?: string | undefined;
  /** Before that of the mapping. */
  readonly zone?: string | undefined;
}

/** Rows of a CSV file by a mapping; one row gives as many items as it has measurements. */
export const csvRows: Adapter<CsvRows> = {
  name: 'csv',
  parse: (body) => {
    const file = openFile(body);
    return body.rows.flatMap((cells, place) => parseRow(file, cells, body.first + place));
  },
};

/** The columns of a mapping that a file does not have. */
export function missingColumns(mapping: CsvMapping, header: readonly string[]): readonly string[] {
  const present = new Set(header.map(foldColumn));
  return columnsOf(mapping).filter((column) => !present.has(foldColumn(column)));
}

/** Programs that write the same file change case, spaces and the mark at its beginning. */
function foldColumn(name: string): string {
  return name
    .replace(/^\uFEFF/, '')
    .normalize('NFKC')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

interface File extends CsvRows {
  readonly places: ReadonlyMap<string, number>;
  readonly missing: ReadonlySet<string>;
}

function openFile(body: CsvRows): File {
  const names = body.header.map(foldColumn);
  const places = new Map(
    columnsOf(body.mapping).map((column) => [column, names.indexOf(foldColumn(column))]),
  );
  return { ...body, places, missing: new Set(['', ...(body.mapping.missing ?? [])]) };
}

/** What a cell says; undefined when it is empty, says "missing" or is not there. */
function cellOf(file: File, cells: readonly string[], column: string): string | undefined {
  const cell = cells[file.places.get(column) ?? -1]?.trim();
  return cell === undefined || file.missing.has(cell) ? undefined : cell;
}

function parseRow(file: File, cells: readonly string[], index: number): readonly DeliveryItem[] {
  const raw = Object.fromEntries(file.header.map((name, place) => [name, cells[place] ?? '']));
  const messageId = file.mapping.messageId && cellOf(file, cells, file.mapping.messageId.column);
  const named = messageId === undefined ? undefined : { messageId };
  const rejected = (code: Rejection['code'], field?: string): Rejection => {
    return { index, ...named, code, ...(field === undefined ? undefined : { field }), raw };
  };
  // A row with more cells than the header has a delimiter inside a value: everything behind it is shifted.
  if (cells.length > file.header.length) return [rejected('row-invalid', 'columns')];
  const patient = patientOf(file, cells);
  if (patient === undefined) return [rejected('patient-missing', 'patient')];
  const at = timeOf(file, cells);
  if (at === undefined) return [rejected('time-invalid', 'time')];
  const device = textOf(file, cells, file.mapping.device);
  if (device !== undefined && !isName(device)) return [rejected('field-invalid', 'device')];
  const zone = file.zone ?? file.mapping.zone;
  const measured = file.mapping.readings.flatMap((source) => readingOf(file, cells, source));
  if (measured.length === 0) return [rejected('row-invalid', 'values')];
  return measured.map((one) => ({
    index,
    ...named,
    patient,
    ...(device === undefined ? undefined : { device }),
    measured: one,
    at,
    ...(zone === undefined ? undefined : { zone }),
    origin: file.mapping.origin,
    raw,
  })) satisfies Candidate[];
}

function patientOf(file: File, cells: readonly string[]): string | undefined {
  const source = file.mapping.patient;
  if (source === undefined) return file.patient;
  const value = cellOf(file, cells, source.column);
  if (value === undefined) return undefined;
  return source.system === undefined ? value : `${source.system}|${value}`;
}

type TextSource = CsvMapping['device'];

function textOf(file: File, cells: readonly string[], source: TextSource): string | undefined {
  if (source === undefined) return undefined;
  return 'constant' in source ? source.constant : cellOf(file, cells, source.column);
}

function timeOf(file: File, cells: readonly string[]): string | number | undefined {
  const { time } = file.mapping;
  if ('column' in time) return readTime(cellOf(file, cells, time.column), time.format);
  const date = readTime(cellOf(file, cells, time.date.column), time.date.format);
  const clock = readTime(cellOf(file, cells, time.clock.column), time.clock.format);
  return date === undefined || clock === undefined ? undefined : `${date}T${clock}`;
}

function readTime(cell: string | undefined, format = 'iso'): string | number | undefined {
  if (cell === undefined) return undefined;
  if (format === 'iso') return cell.length <= 64 ? cell : undefined;
  if (format === 'epoch') return /^\d{9,13}(\.\d+)?$/.test(cell) ? Number(cell) : undefined;
  return readByPattern(format, cell);
}

type ReadingSource = CsvMapping['readings'][number];

/** The measurement that a row has of one kind; none when all its cells are empty or the row is of another kind. */
function readingOf(
  file: File,
  cells: readonly string[],
  source: ReadingSource,
): readonly ReadingCandidate[] {
  const { when } = source;
  if (when !== undefined) {
    const said = cellOf(file, cells, when.column);
    if (said === undefined || !when.is.some((one) => foldColumn(one) === foldColumn(said)))
      return [];
  }
  const values: Record<string, unknown> = {};
  for (const [component, column] of Object.entries(source.values)) {
    const cell = cellOf(file, cells, column);
    if (cell !== undefined) values[component] = numberOf(cell, file.mapping.decimal ?? '.');
  }
  if (Object.keys(values).length === 0) return [];
  const context = contextOf(file, cells, source);
  return [{ kind: source.kind, values, unit: textOf(file, cells, source.unit), context }];
}

/** A number where the cell is one; "HI", "LO" and everything else stay as written and are judged later. */
function numberOf(cell: string, decimal: '.' | ','): number | string {
  if (decimal === '.') return decimalFrom(cell) ?? cell;
  // "1.234" would be a thousand to the writer and one and a quarter to us.
  if (cell.includes('.')) return cell;
  return decimalFrom(cell.replace(',', '.')) ?? cell;
}

function contextOf(
  file: File,
  cells: readonly string[],
  { context = {} }: ReadingSource,
): Record<string, string | number | boolean> {
  const told: Record<string, string | number | boolean> = {};
  for (const [key, source] of Object.entries(context)) {
    if ('constant' in source) told[key] = source.constant;
    else {
      const cell = cellOf(file, cells, source.column);
      const value = cell === undefined ? undefined : source.codes ? source.codes[cell] : cell;
      if (value !== undefined) told[key] = value;
    }
  }
  return told;
}
