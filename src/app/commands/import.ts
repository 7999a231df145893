import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { fieldsOf } from '../../ingest/core/narrow.ts';
import { listPractices } from '../../people/server/service/practices.ts';
import type { Context } from '../../platform/server/context.ts';
import { Problem } from '../../platform/core/problem.ts';
import { importCsvText } from '../import/csv.ts';
import { detect, UnreadableFile, type Detected } from '../import/detect.ts';
import { importResources, type FileResource } from '../import/fhir.ts';
import { importReadings } from '../import/readings.ts';
import { describeReport, errorLines, reportOf } from '../import/report.ts';
import {
  brokenRow,
  type FileResult,
  type ImportSetting,
  type RowResult,
} from '../import/setting.ts';
import {
  asSystem,
  chooseOrganization,
  UsageError,
  withIngest,
  withRuntime,
  type Command,
} from './command.ts';
import { patientIdOf } from './token.ts';

const options = {
  mapping: { type: 'string' },
  patient: { type: 'string' },
  zone: { type: 'string' },
  practice: { type: 'string' },
  organization: { type: 'string' },
  'dry-run': { type: 'boolean' },
  errors: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const importCommand: Command = {
  name: 'import',
  usage:
    'import FILE… [--mapping NAME|FILE.yaml] [--patient REF] [--zone IANA] [--practice ID|NAME] [--dry-run] [--errors FILE] [--json]',
  summary:
    'Take in files by their content: FHIR (NDJSON, Bundle), Nightscout, own JSON, CSV. Safe to repeat.',
  run: async (args) => {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length === 0) throw new UsageError('Name at least one file.');
    const files = positionals.map((file) => ({ file, detected: readDetected(file) }));
    if (values.errors) writeErrors(values.errors, []);
    return withRuntime(async (runtime) => {
      const organizationId = await chooseOrganization(runtime, values.organization);
      const { patient } = values;
      const patientId = patient
        ? await asSystem(runtime, organizationId, (context) => patientIdOf(context, patient))
        : undefined;
      const practiceId = await asSystem(runtime, organizationId, (context) =>
        practiceOf(context, values.practice, files),
      );
      const results = await withIngest(runtime, (ingest) =>
        importFiles(files, {
          ...{ runtime, ingest, organizationId, patientId },
          practiceId,
          zone: values.zone,
          mapping: values.mapping,
          dryRun: values['dry-run'] ?? false,
        }),
      );
      const report = reportOf(results, values['dry-run'] ?? false);
      console.log(values.json ? JSON.stringify(report, null, 2) : describeReport(report));
      if (values.errors) writeErrors(values.errors, results);
      return report.counts.rejected > 0 ? 1 : 0;
    });
  },
};

function readDetected(file: string): Detected {
  try {
    const detected = detect(readFileSync(file));
    if (detected.format !== 'csv' && detected.records.length + detected.broken.length === 0) {
      throw new UnreadableFile('holds no records.');
    }
    return detected;
  } catch (error) {
    if (error instanceof UnreadableFile) throw new UsageError(`${file} ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const why = { EISDIR: 'it is a folder', ENOENT: 'there is no such file' }[code] ?? message;
    throw new UsageError(`${file} cannot be read: ${why}.`);
  }
}

/** Tried before the import too, so that a file that cannot be written is found out while nothing is done. */
function writeErrors(file: string, results: readonly FileResult[]): void {
  try {
    writeFileSync(file, errorLines(results), { mode: 0o600 });
  } catch (error) {
    throw new UsageError(`The file of --errors cannot be written: ${(error as Error).message}`);
  }
}

/**
 * The practice of new patients by its id or name. Without it the only one there is; where there are
 * several and patients to import, it has to be said.
 */
async function practiceOf(
  context: Context,
  given: string | undefined,
  files: readonly NamedFile[],
): Promise<string | undefined> {
  const practices = (await listPractices(context)).filter(({ active }) => active);
  const names = practices.map(({ id, name }) => `${id}  ${name}`).join('\n');
  if (given !== undefined) {
    const wanted = given.trim().toLowerCase();
    const found = practices.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
    if (found !== undefined) return found.id;
    throw new UsageError(`There is no practice "${given}". There are:\n${names}`);
  }
  const hasPatients = files.some(
    ({ detected }) =>
      detected.format === 'fhir' &&
      detected.records.some(({ value }) => fieldsOf(value)?.resourceType === 'Patient'),
  );
  if (!hasPatients || practices.length === 1) return undefined;
  if (practices.length > 1) {
    throw new UsageError(`Say with --practice where new patients belong. There are:\n${names}`);
  }
  throw new UsageError('There is no practice yet that patients could belong to. Add one first.');
}

interface NamedFile {
  readonly file: string;
  readonly detected: Detected;
}

/** FHIR files together, because they refer to each other; the others one by one. */
async function importFiles(
  files: readonly NamedFile[],
  setting: ImportSetting,
): Promise<readonly FileResult[]> {
  const resources = files.flatMap(({ detected }, file): FileResource[] =>
    detected.format === 'fhir' ? detected.records.map((record) => ({ ...record, file })) : [],
  );
  const imported = Map.groupBy(await importResources(setting, resources), ({ file }) => file);
  const results: FileResult[] = [];
  for (const [place, named] of files.entries()) {
    const own = (imported.get(place) ?? []).map(({ file: _file, ...row }) => row);
    results.push(await importFile(named, own, setting));
  }
  return results;
}

async function importFile(
  { file, detected }: NamedFile,
  resources: readonly RowResult[],
  setting: ImportSetting,
): Promise<FileResult> {
  const { format } = detected;
  if (format === 'csv') {
    const { mapping, rows } = await refusedAs(file, () => importCsvText(setting, detected.text));
    return { file, format, mapping, rows };
  }
  const rows =
    format === 'fhir' ? resources : await importReadings(setting, format, detected.records);
  const all = [...rows, ...detected.broken.map(brokenRow)];
  return { file, format, rows: all.toSorted((one, other) => one.row - other.row) };
}

/** A file that cannot be read as it was asked for is bad use; what is wrong with it is said. */
async function refusedAs<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${file}: ${error.message}`);
    if (!(error instanceof Problem)) throw error;
    const { title, advice } = error.definition;
    const detail = Object.keys(error.detail).length === 0 ? '' : ` ${JSON.stringify(error.detail)}`;
    throw new UsageError(`${file}: ${title.en} ${advice.en}${detail}`);
  }
}
