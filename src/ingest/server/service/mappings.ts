import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

import { recordAudit } from '../../../access/server/service.ts';
import { contentHeader, effectiveOn, strictObject } from '../../../platform/core/content.ts';
import type { Context } from '../../../platform/server/context.ts';
import { contentRoot, loadContent } from '../../../platform/server/content.ts';
import { newId } from '../../../platform/server/ids.ts';
import { isStorableText } from '../../../vitals/core/storable-text.ts';
import { isZone } from '../../../vitals/core/zone.ts';
import { vitalOf } from '../../../vitals/core/vitals.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { MappingView } from '../../contract/imports.ts';
import { CsvMapping } from '../../core/csv/mapping.ts';
import { missingColumns } from '../../core/csv/rows.ts';
import { checkPattern } from '../../core/csv/time-pattern.ts';
import { ingestProblems } from '../../core/problems.ts';
import { putMapping, selectMappings } from '../store/mappings.ts';

/** A file of content/mappings. */
export const MappingFile = strictObject({ ...contentHeader, mapping: CsvMapping });

/** The mappings that come with the product, those in force on a day (YYYY-MM-DD). */
export function productMappings(
  day: string,
): readonly { readonly name: string; readonly mapping: CsvMapping }[] {
  const files = effectiveOn(loadContent(`${contentRoot}mappings`, MappingFile), day);
  return files.map(({ definition }) => {
    checkMapping(definition.mapping);
    return { name: definition.id, mapping: definition.mapping };
  });
}

const Mapping = Compile(Type.Union([CsvMapping, MappingFile]));

/** Reads a mapping written by hand, with or without the header of a content file; throws what is wrong with it. */
export function readMapping(given: unknown): CsvMapping {
  if (!Mapping.Check(given)) {
    const fields = Mapping.Errors(given).map(({ instancePath, message }) => ({
      at: instancePath,
      why: message,
    }));
    throw ingestProblems['ingest.mapping-invalid']({ fields: fields.slice(0, 20) });
  }
  const mapping = 'mapping' in given ? given.mapping : given;
  checkMapping(mapping);
  return mapping;
}

/** What the form of a mapping cannot say: components that exist, time formats and a zone that mean something. */
function checkMapping(mapping: CsvMapping): void {
  const wrong: { at: string; why: string }[] = [];
  const vitals = vitalSigns();
  for (const [place, { kind, values }] of mapping.readings.entries()) {
    const { componentByKey } = vitalOf(vitals, kind);
    for (const component of Object.keys(values)) {
      if (componentByKey.has(component)) continue;
      wrong.push({
        at: `/readings/${place}/values/${component}`,
        why: `${kind} has no such component`,
      });
    }
  }
  if (!isStorable({ ...mapping, delimiter: null }))
    wrong.push({ at: '', why: 'control characters' });
  const { time, zone } = mapping;
  const parts = 'column' in time ? [time] : [time.date, time.clock];
  for (const { format } of parts) {
    if (format === undefined || format === 'iso' || format === 'epoch') continue;
    try {
      checkPattern(format);
    } catch (error) {
      wrong.push({ at: '/time/format', why: (error as Error).message });
    }
  }
  if (zone !== undefined && !isZone(zone)) wrong.push({ at: '/zone', why: 'not a time zone' });
  if (wrong.length > 0) throw ingestProblems['ingest.mapping-invalid']({ fields: wrong });
}

/** Whether all text in it, names of columns included, can be kept. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, part]) => isStorableText(key) && isStorable(part));
}

/** Every mapping that can be used here; one saved under a name of the product's takes its place. */
export async function listMappings(context: Context): Promise<readonly MappingView[]> {
  const saved = await selectMappings(context.tx, context.caller.organizationId);
  const names = new Set(saved.map(({ name }) => name));
  const product = productMappings(context.now.toISOString().slice(0, 10));
  return [
    ...saved.map(({ name, mapping, createdAt }) => ({
      name,
      mapping,
      origin: 'organization' as const,
      savedAt: createdAt.toISOString(),
    })),
    ...product
      .filter(({ name }) => !names.has(name))
      .map(({ name, mapping }) => ({ name, mapping, origin: 'product' as const, savedAt: null })),
  ];
}

/** Saves a mapping under a name, in the place of what had that name here. */
export async function saveMapping(
  context: Context,
  name: string,
  given: unknown,
): Promise<MappingView> {
  const { tx, caller, now } = context;
  const mapping = readMapping(given);
  await putMapping(tx, caller.organizationId, {
    id: newId(now.getTime()),
    name,
    mapping,
    createdBy: caller.kind === 'user' ? caller.id : null,
    createdAt: now,
  });
  await recordAudit(context, {
    action: 'mapping.save',
    patientIds: [],
    subject: `mapping:${name}`,
    purpose: 'operations',
  });
  return { name, mapping, origin: 'organization', savedAt: now.toISOString() };
}

/** The mapping by its name; refuses a name that nobody saved. */
export async function findMapping(context: Context, name: string): Promise<MappingView> {
  const found = (await listMappings(context)).find((one) => one.name === name);
  if (found === undefined) throw ingestProblems['ingest.mapping-unknown']({ mapping: name });
  return found;
}

/** The mapping whose columns the file has; the one that reads most of them where several fit. */
export async function recognizeMapping(
  context: Context,
  header: readonly string[],
): Promise<MappingView> {
  const fitting = (await listMappings(context))
    .filter(({ mapping }) => missingColumns(mapping, header).length === 0)
    .map((view) => ({ view, columns: columnCount(view.mapping) }))
    .toSorted((one, other) => other.columns - one.columns);
  const [best, second] = fitting;
  if (best === undefined) throw ingestProblems['ingest.mapping-needed']();
  if (second !== undefined && second.columns === best.columns) {
    const mappings = [best.view.name, second.view.name];
    throw ingestProblems['ingest.mapping-ambiguous']({ mappings });
  }
  return best.view;
}

function columnCount(mapping: CsvMapping): number {
  return missingColumns(mapping, []).length;
}
