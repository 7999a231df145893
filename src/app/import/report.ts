import type { Text } from '../../platform/core/text.ts';
import {
  countRows,
  importStatuses,
  type FileResult,
  type ImportStatus,
  type RowResult,
} from './setting.ts';

const shownPerFile = 20;
const namedPerReason = 5;

export interface ImportReport {
  readonly dryRun: boolean;
  readonly counts: Record<ImportStatus, number>;
  readonly files: readonly {
    readonly file: string;
    readonly format: string;
    readonly mapping?: string;
    readonly counts: Record<ImportStatus, number>;
    /** How often something was left out of a record that was taken in, by code. */
    readonly remarks: Record<string, number>;
    /** Why rows were rejected or held. */
    readonly reasons: readonly Reason[];
    /** Rows that were rejected or held, the first 20. */
    readonly problems: readonly RowResult[];
  }[];
}

interface Reason {
  readonly status: ImportStatus;
  readonly code: string;
  readonly message?: Text | undefined;
  readonly count: number;
  /** The first of the rows. */
  readonly rows: readonly number[];
}

/** What a machine reads of an import. */
export function reportOf(files: readonly FileResult[], dryRun: boolean): ImportReport {
  return {
    dryRun,
    counts: countRows(files.flatMap(({ rows }) => rows)),
    files: files.map(({ file, format, mapping, rows }) => ({
      file,
      format,
      ...(mapping === undefined ? {} : { mapping }),
      counts: countRows(rows),
      remarks: remarksOf(rows),
      reasons: reasonsOf(rows),
      problems: rows.filter(isProblem).slice(0, shownPerFile),
    })),
  };
}

/** Tells a row that somebody must look at. */
export function isProblem({ status }: RowResult): boolean {
  return status === 'rejected' || status === 'quarantined';
}

function reasonsOf(rows: readonly RowResult[]): readonly Reason[] {
  const groups = Map.groupBy(
    rows.filter(isProblem),
    ({ status, codes }) => `${status} ${codes[0] ?? ''}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { status, codes, message } = first;
    const places = group.slice(0, namedPerReason).map(({ row }) => row);
    return [{ status, code: codes[0] ?? '', message, count: group.length, rows: places }];
  });
}

function remarksOf(rows: readonly RowResult[]): Record<string, number> {
  const remarks: Record<string, number> = {};
  for (const row of rows) {
    if (isProblem(row)) continue;
    for (const code of row.codes) remarks[code] = (remarks[code] ?? 0) + 1;
  }
  return remarks;
}

/** What a person reads of an import: each reason once, with how many rows it met and the first of them. */
export function describeReport(report: ImportReport): string {
  const lines = report.files.flatMap(({ file, format, mapping, counts, remarks, reasons }) => [
    `${file}  (${format}${mapping === undefined ? '' : `, mapping ${mapping}`})`,
    `  ${countsLine(counts)}`,
    ...Object.entries(remarks).map(([code, count]) => `  note: ${code} ${count}`),
    ...reasons.map((reason) => `  ${describeReason(reason)}`),
  ]);
  const total = report.files.length > 1 ? [`Together  ${countsLine(report.counts)}`] : [];
  const dry = report.dryRun ? ['Nothing was stored: this was a dry run.'] : [];
  return [...lines, ...total, ...dry].join('\n');
}

function describeReason({ status, code, message, count, rows }: Reason): string {
  const places = `${count === 1 ? 'row' : 'rows'} ${rows.join(', ')}${count > rows.length ? ' …' : ''}`;
  return `${status} ${count}: ${code}${message ? ` (${message.en})` : ''} ${places}`;
}

function countsLine(counts: Record<ImportStatus, number>): string {
  return importStatuses
    .filter((status) => status !== 'updated' || counts.updated > 0)
    .map((status) => `${status} ${counts[status]}`)
    .join('  ');
}

/** Every row that somebody must look at, one JSON object per line. */
export function errorLines(files: readonly FileResult[]): string {
  return files
    .flatMap(({ file, rows }) =>
      rows.filter(isProblem).map((row) => `${JSON.stringify({ file, ...row })}\n`),
    )
    .join('');
}
