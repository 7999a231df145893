import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseCsv } from 'hucre/csv';
import { contentRoot } from './content.ts';

/** One row of a truth table: cell text by column name; an empty cell is an empty string. */
export type TruthRow<Column extends string> = Readonly<Record<Column, string>>;

/**
 * Reads a CSV truth table for its test; `file` is absolute or within the content folder. Lines that begin with "#" are
 * remarks. Throws when the columns are not the expected ones or a row has more or fewer cells, because
 * a shifted row would test something else.
 */
export function readTruthTable<const Column extends string>(
  file: string,
  columns: readonly Column[],
): readonly TruthRow<Column>[] {
  const [header = [], ...rows] = parseTable(resolve(contentRoot, file));
  if (header.join() !== columns.join()) {
    throw new Error(`${file} has the columns ${header.join()}, not ${columns.join()}.`);
  }
  return rows.map((cells, index) => {
    if (cells.length !== columns.length) {
      throw new Error(`${file}, row ${index + 1}: ${cells.length} cells, not ${columns.length}.`);
    }
    const entries = columns.map((column, cell) => [column, String(cells[cell]).trim()] as const);
    return Object.fromEntries(entries) as Record<Column, string>;
  });
}

/** How many rows the truth table beside a content file (`protocols/glucose.yaml`) has; null when none stands there. */
export function countTruthRows(contentFile: string): number | null {
  const path = resolve(contentRoot, contentFile.replace(/\.yaml$/, '.csv'));
  return path.endsWith('.csv') && existsSync(path) ? parseTable(path).length - 1 : null;
}

function parseTable(path: string) {
  const text = readFileSync(path, 'utf8');
  return parseCsv(text, { delimiter: ',', comment: '#', skipEmptyRows: true });
}
