import { parseBundle } from '../../ingest/core/fhir/bundle.ts';
import { itemMessages } from '../../ingest/core/item-codes.ts';
import { fieldsOf, type Fields } from '../../ingest/core/narrow.ts';
import type { ImportRemark } from '../../people/core/import-remark.ts';
import { en } from '../../people/messages/en.ts';
import { es } from '../../people/messages/es.ts';
import { importFhir } from '../../people/server/service/import.ts';
import type { Context } from '../../platform/server/context.ts';
import type { Text } from '../../platform/core/text.ts';
import { importDevices } from '../../vitals/server/service/import-devices.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import { asSystem } from '../commands/command.ts';
import type { FileRecord } from './detect.ts';
import { deliver } from './readings.ts';
import type { ImportSetting, RowResult } from './setting.ts';

/** A resource with the file that it stands in, by its place among the files. */
export interface FileResource extends FileRecord {
  readonly file: number;
}

export interface ResourceResult extends RowResult {
  readonly file: number;
}

/** Whom others refer to goes first; what is not named comes after people and before readings. */
const order = ['Organization', 'Practitioner', 'Patient'];
const portion = 2_000;
const readingPortion = 1_000;

/**
 * Imports FHIR resources of several files together, whatever stands in which: people and what is known
 * of them, then devices, then Observations. Each portion is one transaction; all of it is safe to repeat.
 */
export async function importResources(
  setting: ImportSetting,
  resources: readonly FileResource[],
): Promise<readonly ResourceResult[]> {
  const byType = Map.groupBy(resources, ({ value }) => typeOf(value));
  const observations = byType.get('Observation') ?? [];
  const devices = byType.get('Device') ?? [];
  const first = order.flatMap((type) => byType.get(type) ?? []);
  const others = [...byType].flatMap(([type, list]) =>
    [...order, 'Observation', 'Device'].includes(type) ? [] : list,
  );
  const results: ResourceResult[] = [];
  // A rehearsal leaves nothing behind for the next portion: who belongs together is rehearsed together.
  const size = setting.dryRun ? Infinity : portion;
  for (const list of portions([...first, ...others], size)) {
    results.push(...(await importPeople(setting, list)));
  }
  const newPeople = new Set(
    results.flatMap(({ resource, status }) => (status === 'accepted' && resource ? resource : [])),
  );
  for (const list of portions(devices, portion)) {
    const imported = await importAllDevices(setting, list);
    results.push(...(setting.dryRun ? knowing(newPeople, list, imported) : imported));
  }
  for (const list of portions(observations, readingPortion)) {
    const imported = await importObservations(setting, list);
    results.push(...(setting.dryRun ? knowing(newPeople, list, imported) : imported));
  }
  return results;
}

/** In a rehearsal nobody is stored yet: what is about people of the same files is not unknown, only unjudged. */
function knowing(
  newPeople: ReadonlySet<string>,
  list: readonly FileResource[],
  results: readonly ResourceResult[],
): readonly ResourceResult[] {
  const about = new Map(list.map(({ file, row, value }) => [`${file} ${row}`, subjectOf(value)]));
  return results.map((result) => {
    const isNew = newPeople.has(about.get(`${result.file} ${result.row}`) ?? '');
    if (!isNew || result.codes[0] !== 'patient-unknown') return result;
    return { ...result, status: 'accepted', codes: ['patient-new'], message: undefined };
  });
}

function subjectOf(value: unknown): string {
  const { subject, patient } = fieldsOf(value) ?? {};
  const reference = fieldsOf(subject ?? patient)?.reference;
  return typeof reference === 'string' ? reference : '';
}

function typeOf(value: unknown): string {
  const type = fieldsOf(value)?.resourceType;
  return typeof type === 'string' ? type : '';
}

function nameOf(value: unknown): string {
  const { id } = fieldsOf(value) ?? {};
  return typeof id === 'string' ? `${typeOf(value)}/${id}` : typeOf(value);
}

function portions<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const parts = [];
  for (let at = 0; at < list.length; at += size) parts.push(list.slice(at, at + size));
  return parts;
}

function within<T>(
  { runtime, organizationId }: ImportSetting,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  return asSystem(runtime, organizationId, work);
}

async function importPeople(
  setting: ImportSetting,
  list: readonly FileResource[],
): Promise<readonly ResourceResult[]> {
  const { practiceId, dryRun } = setting;
  const values = list.map(({ value }) => value);
  const { results } = await within(setting, (context) =>
    importFhir(context, values, { practiceId, dryRun }),
  );
  return results.flatMap(({ where, resource, status, codes }) => {
    const place = list[Number.parseInt(where, 10)];
    if (place === undefined) return [];
    const { file, row } = place;
    // What rejects a record is found out last, after what was merely left out of it.
    const [reason, ...others] = status === 'rejected' ? codes.toReversed() : codes;
    const told = reason === undefined ? [] : [reason, ...others];
    return { file, row, resource, status, codes: told, message: remarkOf(reason) };
  });
}

function remarkOf(code: string | undefined): Text | undefined {
  if (code === undefined || !(code in en.importRemark)) return undefined;
  const remark = code as ImportRemark;
  return { en: en.importRemark[remark], es: es.importRemark[remark] };
}

const deviceProblems: Readonly<Record<'device-without-name' | 'patient-unknown', Text>> = {
  'device-without-name': {
    en: 'The device has neither an identifier nor a serial number.',
    es: 'El dispositivo no tiene identificador ni número de serie.',
  },
  'patient-unknown': itemMessages['patient-unknown'].title,
};

async function importAllDevices(
  setting: ImportSetting,
  list: readonly FileResource[],
): Promise<readonly ResourceResult[]> {
  const values = list.map(({ value }) => fieldsOf(value) ?? {});
  const { dryRun } = setting;
  const imported = await within(setting, (context) => importDevices(context, values, { dryRun }));
  return list.map(({ file, row, value }, place): ResourceResult => {
    const { status = 'rejected', code } = imported[place] ?? {};
    const codes = code === undefined ? [] : [code];
    const message = code === undefined ? undefined : deviceProblems[code];
    return { file, row, resource: nameOf(value), status, codes, message };
  });
}

async function importObservations(
  setting: ImportSetting,
  list: readonly FileResource[],
): Promise<readonly ResourceResult[]> {
  const bundle: Fields = { entry: list.map(({ value }) => ({ resource: value })) };
  const context = { vitals: vitalSigns(), patientId: setting.patientId ?? null };
  const { items } = parseBundle(bundle, context);
  const outcomes = await deliver(setting, 'fhir', bundle, items);
  return outcomes.flatMap(({ index, ...outcome }) => {
    const place = list[index];
    if (place === undefined) return [];
    return { ...outcome, file: place.file, row: place.row, resource: nameOf(place.value) };
  });
}
