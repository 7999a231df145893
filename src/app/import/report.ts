import {
  countRows,
  importStatuses,
  type FileResult,
  type ImportStatus,
  type RowResult,
} from './setting.ts';

const shownPerFile = 20;

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
    /** Rows that were rejected or held, the first 20. */
    readonly problems: readonly RowResult[];
  }[];
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
      problems: rows.filter(isProblem).slice(0, shownPerFile),
    })),
  };
}

/** Tells a row that somebody must look at. */
export function isProblem({ status }: RowResult): boolean {
  return status === 'rejected' || status === 'quarantined';
}

function remarksOf(rows: readonly RowResult[]): Record<string, number> {
  const remarks: Record<string, number> = {};
  for (const row of rows) {
    if (isProblem(row)) continue;
    for (const code of row.codes) remarks[code] = (remarks[code] ?? 0) + 1;
  }
  return remarks;
}

/** What a person reads of an import. */
export function describeReport(report: ImportReport): string {
  const lines = report.files.flatMap(({ file, format, mapping, counts, remarks, problems }) => [
    `${file}  (${format}${mapping === undefined ? '' : `, mapping ${mapping}`})`,
    `  ${countsLine(counts)}`,
    ...Object.entries(remarks).map(([code, count]) => `  note: ${code} ${count}`),
    ...problems.map((row) => `  ${describeRow(row)}`),
    ...moreOf(counts, problems.length),
  ]);
  const total = report.files.length > 1 ? [`Together  ${countsLine(report.counts)}`] : [];
  const dry = report.dryRun ? ['Nothing was stored: this was a dry run.'] : [];
  return [...lines, ...total, ...dry].join('\n');
}

function moreOf(counts: Record<ImportStatus, number>, shown: number): readonly string[] {
  const rest = counts.rejected + counts.quarantined - shown;
  return rest > 0 ? [`  … and ${rest} more; --errors FILE writes all of them.`] : [];
}

function countsLine(counts: Record<ImportStatus, number>): string {
  return importStatuses
    .filter((status) => status !== 'updated' || counts.updated > 0)
    .map((status) => `${status} ${counts[status]}`)
    .join('  ');
}

function describeRow({ row, resource, status, codes, message }: RowResult): string {
  const what = resource === undefined || resource === '' ? '' : ` ${resource}`;
  return `row ${row}${what}: ${status} ${codes.join(', ')}${message ? ` (${message.en})` : ''}`;
}

/** Every row that somebody must look at, one JSON object per line. */
export function errorLines(files: readonly FileResult[]): string {
  return files
    .flatMap(({ file, rows }) =>
      rows.filter(isProblem).map((row) => `${JSON.stringify({ file, ...row })}\n`),
    )
    .join('');
}
