import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';

import type { CsvMapping } from '../../ingest/core/csv/mapping.ts';
import { importRows, readCsv } from '../../ingest/server/service/csv.ts';
import {
  findMapping,
  readMapping,
  recognizeMapping,
} from '../../ingest/server/service/mappings.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { asSystem } from '../commands/command.ts';
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
    // JSON is YAML too.
    return { name: mapping, mapping: readMapping(parseYaml(readFileSync(mapping, 'utf8'))) };
  }
  return asSystem(runtime, organizationId, (context) =>
    mapping === undefined
      ? recognizeMapping(context, readCsv(text).header)
      : findMapping(context, mapping),
  );
}
