import { parseCsv } from 'hucre/csv';

import type { Caller } from '../../../platform/server/context.ts';
import { isZone } from '../../../vitals/core/zone.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { ItemResult } from '../../contract.ts';
import type { CsvMapping } from '../../core/csv/mapping.ts';
import { csvRows, missingColumns, type CsvRows } from '../../core/csv/rows.ts';
import { ingestProblems } from '../../core/problems.ts';
import { describeOutcome } from '../answer.ts';
import type { Ingest } from '../service.ts';

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads the text of a CSV file; the delimiter is found from its first lines unless it is given. */
export function readCsv(text: string, delimiter?: string): CsvTable {
  const given = delimiter === undefined ? {} : { delimiter };
  const [header = [], ...rows] = parseCsv(text, given).map((cells) => cells.map(String));
  if (rows.length === 0) throw ingestProblems['ingest.csv-unreadable']();
  return { header, rows };
}

export interface CsvImport {
  readonly caller: Caller;
  readonly table: CsvTable;
  readonly mapping: CsvMapping;
  /** Reference to the patient of all rows, where the mapping names no column. */
  readonly patient?: string | undefined;
  /** IANA zone of times without offset; before that of the mapping. */
  readonly zone?: string | undefined;
  readonly dryRun: boolean;
}

/** What became of a measurement, with the number that a spreadsheet shows beside its row. */
export interface RowOutcome extends Omit<ItemResult, 'index' | 'id'> {
  readonly row: number;
}

/** Rows in one delivery: large files do not hold up what arrives meanwhile. */
const portion = 1_000;
/** All files share one source, so that a reading which is in two of them is one reading. */
const source = 'csv';

/**
 * Stores the rows of a CSV file as readings, or rehearses it; an outcome for each measurement. Rows that
 * are empty are passed over. Safe to repeat: a reading is known by what its row says.
 */
export async function importRows(
  ingest: Pick<Ingest, 'receive' | 'rehearse'>,
  { caller, table, mapping, patient, zone, dryRun }: CsvImport,
): Promise<readonly RowOutcome[]> {
  const columns = missingColumns(mapping, table.header);
  if (columns.length > 0) throw ingestProblems['ingest.columns-missing']({ columns });
  if (mapping.patient === undefined && patient === undefined) {
    throw ingestProblems['ingest.import-patient-needed']();
  }
  if (zone !== undefined && !isZone(zone)) throw ingestProblems['ingest.zone-unknown']();
  const context = { vitals: vitalSigns(), patientId: caller.patientId };
  const outcomes: RowOutcome[] = [];
  for (let first = 0; first < table.rows.length; first += portion) {
    const rows = table.rows.slice(first, first + portion);
    const body: CsvRows = { mapping, header: table.header, rows, first, patient, zone };
    const blank = new Set(rows.flatMap((cells, place) => (isBlank(cells) ? [first + place] : [])));
    const delivery = {
      caller,
      source,
      adapter: csvRows.name,
      contentType: 'application/json',
      body: Buffer.from(JSON.stringify(body)),
      items: csvRows.parse(body, context).filter(({ index }) => !blank.has(index)),
    };
    const done = dryRun ? await ingest.rehearse(delivery) : await ingest.receive(delivery);
    for (const outcome of done) {
      const { index, id: _id, ...told } = describeOutcome(outcome);
      outcomes.push({ row: index + 2, ...told });
    }
  }
  return outcomes;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
