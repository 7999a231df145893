import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';

import type { CsvMapping } from '../../ingest/core/csv/mapping.ts';
import { missingColumns } from '../../ingest/core/csv/rows.ts';
import { importRows, readCsv } from '../../ingest/server/service/csv.ts';
import {
  findMapping,
  listMappings,
  readMapping,
  recognizeMapping,
} from '../../ingest/server/service/mappings.ts';
import { Problem } from '../../platform/core/problem.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { asSystem, UsageError } from '../commands/command.ts';
import type { ImportSetting, RowResult } from './setting.ts';

/** Imports the text of a CSV file by the mapping named, or by the one whose columns it has. */
export async function importCsvText(
  setting: ImportSetting,
  text: string,
): Promise<{ readonly mapping: string; readonly rows: readonly RowResult[] }> {
  const { name, mapping } = await chooseMapping(setting, text);
  const outcomes = await importRows(setting.ingest, {
    caller: systemCaller(setting.organizationId, 'command-line'),
    table: readCsv(text, mapping.delimiter),
    mapping,
    patient: setting.patientId,
    zone: setting.zone,
    dryRun: setting.dryRun,
  });
  const rows = outcomes.map(({ row, status, code, messages }) => ({
    row,
    status,
    codes: code === undefined ? [] : [code],
    message: messages,
  }));
  return { mapping: name, rows };
}

async function chooseMapping(
  { runtime, organizationId, mapping }: ImportSetting,
  text: string,
): Promise<{ readonly name: string; readonly mapping: CsvMapping }> {
  if (mapping !== undefined && /\.(ya?ml|json)$/.test(mapping) && existsSync(mapping)) {
    return { name: mapping, mapping: readMapping(readYaml(mapping)) };
  }
  return asSystem(runtime, organizationId, async (context) => {
    if (mapping !== undefined) return findMapping(context, mapping);
    const { header } = readCsv(text);
    try {
      return await recognizeMapping(context, header);
    } catch (error) {
      const isUnknown = error instanceof Problem && error.code === 'ingest.mapping-needed';
      const nearest = isUnknown ? nearestTo(header, await listMappings(context)) : undefined;
      if (nearest === undefined) throw error;
      throw new UsageError(nearest);
    }
  });
}

function readYaml(file: string): unknown {
  try {
    // JSON is YAML too.
    return parseYaml(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`The mapping ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** What the file lacks for the mapping that fits best; nothing when it has no column of any. */
function nearestTo(
  header: readonly string[],
  mappings: readonly { readonly name: string; readonly mapping: CsvMapping }[],
): string | undefined {
  const [best] = mappings
    .map(({ name, mapping }) => {
      const lacking = missingColumns(mapping, header);
      return { name, lacking, found: missingColumns(mapping, []).length - lacking.length };
    })
    .filter(({ found }) => found > 0)
    .toSorted((one, other) => one.lacking.length - other.lacking.length);
  return best && `it lacks the columns ${best.lacking.join(', ')} of the mapping ${best.name}.`;
}
