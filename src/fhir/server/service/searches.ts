import type { Bundle, Resource } from '@medplum/fhirtypes';

import { recordAudit } from '../../../access/server/service.ts';
import { loadFhirPatients } from '../../../people/server/service/fhir-patients.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { vitalKinds, type VitalKind } from '../../../vitals/core/reading.ts';
import { toDevice } from '../../../vitals/server/fhir/device.ts';
import { readObservationId, sourceHash } from '../../../vitals/server/fhir/observation-id.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { loadFhirTasks } from '../../../work/server/service/fhir-tasks.ts';
import { readCursor, writeCursor } from '../../core/cursor.ts';
import { fhirProblems } from '../../core/problems.ts';
import {
  anyOf,
  countOf,
  newestFirst,
  patientIdsOf,
  refuseOthers,
  spanOf,
  tokensOf,
  type Query,
} from '../../core/search.ts';
import { selectDevices } from '../store/devices.ts';
import {
  selectObservations,
  selectObservationsAt,
  type ObservationStatus,
} from '../store/observations.ts';
import { selectPatientIds } from '../store/patients.ts';
import { selectTaskIds, type TaskStatus } from '../store/tasks.ts';
import { observationOf } from './read-back.ts';
import { patientsOf } from './reads.ts';

/** One page of a search, with the cursor of the next one where there is more. */
export interface Page {
  readonly resources: readonly Resource[];
  readonly next: string | undefined;
}

/** Where searches stand: the address of the server, and of this search without its cursor. */
export interface Address {
  readonly base: string;
  readonly self: string;
  readonly type: string;
}

/** A page as a searchset Bundle. It tells no total: counting would read everything. */
export function toSearchset({ resources, next }: Page, { base, self, type }: Address): Bundle {
  const separator = self.includes('?') ? '&' : '?';
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [
      { relation: 'self', url: self },
      ...(next === undefined
        ? []
        : [{ relation: 'next', url: `${self}${separator}_cursor=${next}` }]),
    ],
    entry: resources.map((resource) => ({
      fullUrl: `${base}/${type}/${resource.id ?? ''}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}

/** Cuts what was read (one more than asked for) to a page. */
function pageOf<T>(
  found: readonly T[],
  count: number,
  cursor: (last: T) => string,
): { readonly shown: readonly T[]; readonly next: string | undefined } {
  const shown = found.slice(0, count);
  const last = shown.at(-1);
  return { shown, next: found.length > count && last !== undefined ? cursor(last) : undefined };
}

async function audit(context: Context, type: string, patientIds: readonly string[]): Promise<void> {
  await recordAudit(context, { action: 'fhir.search', patientIds, subject: type });
}

/** Ids that can be ids; others find nothing. */
function uuidsOf(ids: readonly string[] | undefined): readonly string[] | null {
  return ids === undefined ? null : ids.filter(isUuid);
}

function isActive(query: Query, name: string, yes: string, no: string): boolean | null {
  const given = anyOf(query, name);
  if (given === undefined) return null;
  const wanted = new Set(given);
  if (wanted.has(yes) === wanted.has(no)) return null;
  return wanted.has(yes);
}

/** Patients by `_id`, `identifier` and `active`; all whom the token may see when nothing is asked. */
export async function searchPatients(context: Context, query: Query): Promise<Page> {
  refuseOthers(query, ['_id', 'identifier', 'active', '_count', '_sort', '_cursor']);
  newestFirst(query, ['_id']);
  const { tx, caller } = context;
  const limit = countOf(query);
  const [cursor] = query.get('_cursor') ?? [];
  const found = await selectPatientIds(tx, caller.organizationId, {
    bounds: caller,
    ids: uuidsOf(anyOf(query, '_id')),
    identifiers: tokensOf(query, 'identifier') ?? null,
    active: isActive(query, 'active', 'true', 'false'),
    afterId: afterIdOf(cursor),
    limit: limit + 1,
  });
  const { shown, next } = pageOf(found, limit, (id) => writeCursor([id]));
  await audit(context, 'Patient', shown);
  return { resources: await loadFhirPatients(context, shown), next };
}

function afterIdOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [id] = readCursor(cursor, ['string']);
  if (!isUuid(id)) throw fhirProblems['fhir.parameter-invalid']({ parameter: '_cursor' });
  return id;
}

/** Devices by `_id`, `patient`, `identifier` and `status`. */
export async function searchDevices(context: Context, query: Query): Promise<Page> {
  refuseOthers(query, ['_id', 'patient', 'identifier', 'status', '_count', '_sort', '_cursor']);
  newestFirst(query, ['_id']);
  const { tx, caller } = context;
  const limit = countOf(query);
  const [cursor] = query.get('_cursor') ?? [];
  const found = await selectDevices(tx, caller.organizationId, {
    bounds: caller,
    ids: uuidsOf(anyOf(query, '_id')),
    patientIds: uuidsOf(patientIdsOf(query, 'patient')),
    identifiers: tokensOf(query, 'identifier')?.map(({ code }) => code) ?? null,
    active: isActive(query, 'status', 'active', 'inactive'),
    afterId: afterIdOf(cursor),
    limit: limit + 1,
  });
  const { shown, next } = pageOf(found, limit, ({ id }) => writeCursor([id]));
  await audit(
    context,
    'Device',
    shown.flatMap(({ patientId }) => patientId ?? []),
  );
  const vitals = vitalSigns();
  return { resources: shown.map((device) => toDevice(vitals, device)), next };
}

const observationStatuses: readonly string[] = [
  'final',
  'preliminary',
  'corrected',
  'entered-in-error',
];

/** Readings of patients by `code`, `category`, `date` and `status`, or by `_id`. */
export async function searchObservations(context: Context, query: Query): Promise<Page> {
  refuseOthers(query, [
    ...['_id', 'patient', 'subject', 'code', 'category', 'date', 'status'],
    ...['_count', '_sort', '_cursor'],
  ]);
  const { tx, caller } = context;
  const ids = anyOf(query, '_id');
  if (ids !== undefined) {
    refuseOthers(query, ['_id', '_count']);
    return findObservations(context, ids);
  }
  const asked =
    patientIdsOf(query, 'patient', 'subject') ??
    (caller.patientId ? [caller.patientId] : undefined);
  if (asked === undefined) throw fhirProblems['fhir.patient-needed']();
  const limit = countOf(query);
  const [cursor] = query.get('_cursor') ?? [];
  const found = await selectObservations(tx, caller.organizationId, {
    bounds: caller,
    patientIds: asked.filter(isUuid),
    kinds: kindsOf(query),
    ...spanOf(query, 'date'),
    statuses: statusesOf(query),
    newestFirst: newestFirst(query, ['date']),
    after: afterReadingOf(cursor),
    limit: limit + 1,
  });
  const { shown, next } = pageOf(found, limit, (row) =>
    writeCursor([row.at, row.patientId, row.kind, row.sourceId]),
  );
  // Also a search that found nothing tells something of the patient.
  await audit(context, 'Observation', await admitted(context, asked));
  return { resources: shown.map(observationOf), next };
}

/** The patients of a search whom the caller may see. */
async function admitted(context: Context, asked: readonly string[]): Promise<readonly string[]> {
  const { tx, caller } = context;
  return selectPatientIds(tx, caller.organizationId, {
    bounds: caller,
    ids: asked.filter(isUuid),
    identifiers: null,
    active: null,
    afterId: null,
    limit: asked.length,
  });
}

async function findObservations(context: Context, ids: readonly string[]): Promise<Page> {
  const { tx, caller } = context;
  const keys = ids.flatMap((id) => readObservationId(id) ?? []);
  const visible = new Set(
    await admitted(
      context,
      keys.map(({ patientId }) => patientId),
    ),
  );
  const resources = [];
  for (const key of keys.filter(({ patientId }) => visible.has(patientId))) {
    const rows = await selectObservationsAt(tx, caller.organizationId, key);
    resources.push(
      ...rows.filter((row) => sourceHash(row.sourceId) === key.sourceHash).map(observationOf),
    );
  }
  await audit(context, 'Observation', [...visible]);
  return { resources, next: undefined };
}

const loinc = 'http://loinc.org';
const categorySystem = 'http://terminology.hl7.org/CodeSystem/observation-category';

/** The vital signs that the codes name; everything here is a vital sign by category. */
function kindsOf(query: Query): readonly VitalKind[] {
  const categories = tokensOf(query, 'category');
  const isVital = categories?.some(
    ({ system, code }) =>
      code === 'vital-signs' && (system === undefined || system === categorySystem),
  );
  if (isVital === false) return [];
  const codes = tokensOf(query, 'code');
  if (codes === undefined) return vitalKinds;
  const { kindByLoinc } = vitalSigns();
  const kinds = codes
    .filter(({ system }) => system === undefined || system === loinc)
    .flatMap(({ code }) => kindByLoinc.get(code) ?? []);
  return [...new Set(kinds)];
}

function statusesOf(query: Query): readonly ObservationStatus[] | null {
  const given = tokensOf(query, 'status');
  if (given === undefined) return null;
  const wanted = given.map(({ code }) => code).filter((code) => observationStatuses.includes(code));
  return wanted as ObservationStatus[];
}

function afterReadingOf(cursor: string | undefined) {
  if (cursor === undefined) return null;
  const [at, patientId, kind, sourceId] = readCursor(cursor, [
    'number',
    'string',
    'string',
    'string',
  ]);
  if (!isUuid(patientId) || !Number.isInteger(at)) {
    throw fhirProblems['fhir.parameter-invalid']({ parameter: '_cursor' });
  }
  return { at, patientId, kind, sourceId };
}

const taskStatuses: readonly string[] = [
  'requested',
  'received',
  'in-progress',
  'on-hold',
  'completed',
];
// As work/server/fhir.ts words them.
const taskPriorities: Readonly<Record<string, number>> = {
  stat: 1,
  asap: 2,
  urgent: 3,
  routine: 4,
};

/** Work items by `patient`, `code`, `status`, `priority` and the time they were opened. */
export async function searchTasks(context: Context, query: Query): Promise<Page> {
  refuseOthers(query, [
    ...['_id', 'patient', 'subject', 'code', 'status', 'priority', 'authored-on', 'date'],
    ...['_count', '_sort', '_cursor'],
  ]);
  const { tx, caller } = context;
  const limit = countOf(query);
  const [cursor] = query.get('_cursor') ?? [];
  const opened = spanOf(query, 'authored-on');
  const dated = spanOf(query, 'date');
  const found = await selectTaskIds(tx, caller.organizationId, {
    bounds: caller,
    ids: uuidsOf(anyOf(query, '_id')),
    patientIds: uuidsOf(patientIdsOf(query, 'patient', 'subject')),
    kinds: tokensOf(query, 'code')?.map(({ code }) => code) ?? null,
    statuses: (tokensOf(query, 'status')
      ?.map(({ code }) => code)
      .filter((code) => taskStatuses.includes(code)) ?? null) as TaskStatus[] | null,
    priorities:
      tokensOf(query, 'priority')?.flatMap(({ code }) => taskPriorities[code] ?? []) ?? null,
    from: Math.max(opened.from, dated.from),
    to: Math.min(opened.to, dated.to),
    newestFirst: newestFirst(query, ['authored-on', 'date']),
    after: afterTaskOf(cursor),
    limit: limit + 1,
  });
  const { shown, next } = pageOf(found, limit, ({ at, id }) => writeCursor([at, id]));
  const tasks = await loadFhirTasks(
    context,
    shown.map(({ id }) => id),
  );
  await audit(context, 'Task', tasks.flatMap(patientsOf));
  return { resources: tasks, next };
}

function afterTaskOf(cursor: string | undefined) {
  if (cursor === undefined) return null;
  const [at, id] = readCursor(cursor, ['number', 'string']);
  if (!isUuid(id)) throw fhirProblems['fhir.parameter-invalid']({ parameter: '_cursor' });
  return { at, id };
}
