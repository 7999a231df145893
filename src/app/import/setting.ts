import type { Ingest } from '../../ingest/server/service.ts';
import type { Text } from '../../platform/core/text.ts';
import type { Runtime } from '../runtime.ts';

/** Where an import works and what was said on the command line. */
export interface ImportSetting {
  readonly runtime: Runtime;
  readonly ingest: Ingest;
  readonly organizationId: string;
  /** Id of the patient of files that name none. */
  readonly patientId: string | undefined;
  readonly practiceId: string | undefined;
  readonly zone: string | undefined;
  /** Name of a saved mapping, or a file with one. */
  readonly mapping: string | undefined;
  readonly dryRun: boolean;
}

export const importStatuses = [
  'accepted',
  'updated',
  'duplicate',
  'quarantined',
  'rejected',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** What became of one row of a file, or of one of its measurements. */
export interface RowResult {
  /** As a person finds it: the line, or the place in the list, from 1. */
  readonly row: number;
  readonly resource?: string | undefined;
  readonly status: ImportStatus;
  readonly codes: readonly string[];
  readonly message?: Text | undefined;
}

export interface FileResult {
  readonly file: string;
  readonly format: 'fhir' | 'nightscout' | 'readings' | 'csv';
  readonly mapping?: string;
  readonly rows: readonly RowResult[];
}

/** How many rows ended in each way. */
export function countRows(rows: readonly RowResult[]): Record<ImportStatus, number> {
  const counts = { accepted: 0, updated: 0, duplicate: 0, quarantined: 0, rejected: 0 };
  for (const { status } of rows) counts[status] += 1;
  return counts;
}

/** A row that is no JSON at all. */
export function brokenRow(row: number): RowResult {
  return {
    row,
    status: 'rejected',
    codes: ['not-json'],
    message: {
      en: 'This line is not JSON that can be read.',
      es: 'Esta línea no es JSON que se pueda leer.',
    },
  };
}
