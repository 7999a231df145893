import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { ImportAnswer } from '../../contract/imports.ts';
import type { CsvMapping } from '../../core/csv/mapping.ts';
import { countOutcomes } from '../../core/outcome.ts';
import type { Ingest } from '../service.ts';
import { importRows, readCsv } from './csv.ts';
import { findMapping, readMapping, recognizeMapping } from './mappings.ts';

export interface CsvUpload {
  readonly text: string;
  /** A saved name or the mapping itself; absent: found by the columns. */
  readonly mapping?: string | CsvMapping | undefined;
  readonly patientId?: string | undefined;
  readonly zone?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

const problemsShown = 200;

/** Imports an uploaded CSV file, or rehearses it: counts, and the rows that were not simply stored. */
export async function importCsv(
  context: Context,
  ingest: Ingest,
  upload: CsvUpload,
): Promise<ImportAnswer> {
  const { dryRun = false } = upload;
  const patientIds =
    upload.patientId === undefined ? [] : [(await openPatient(context, upload.patientId)).id];
  const { name, mapping } = await chooseMapping(context, upload);
  const table = readCsv(upload.text, mapping.delimiter);
  const outcomes = await importRows(ingest, {
    caller: context.caller,
    table,
    mapping,
    patient: upload.patientId,
    zone: upload.zone,
    dryRun,
  });
  const counts = countOutcomes(outcomes);
  // Each portion has written its own event with all of its patients; this one says who sent the file.
  await recordAudit(context, {
    action: 'readings.import',
    patientIds,
    subject: `mapping:${name}`,
    purpose: 'operations',
    detail: { ...counts, rows: table.rows.length, dryRun },
  });
  return {
    mapping: name,
    dryRun,
    rows: table.rows.length,
    counts,
    problems: outcomes
      .filter(({ status }) => status === 'rejected' || status === 'quarantined')
      .slice(0, problemsShown),
  };
}

async function chooseMapping(
  context: Context,
  { text, mapping }: CsvUpload,
): Promise<{ readonly name: string; readonly mapping: CsvMapping }> {
  if (mapping === undefined) return recognizeMapping(context, readCsv(text).header);
  if (typeof mapping === 'string') return findMapping(context, mapping);
  return { name: 'given', mapping: readMapping(mapping) };
}
