import { breakGlassProblems } from '../../access/core/problems.ts';
import { hasBrokenGlass } from '../../access/server/service.ts';
import { platformProblems } from '../../platform/core/problem.ts';
import type { Context } from '../../platform/server/context.ts';
import { isUuid, type Tx } from '../../platform/server/database.ts';
import { fullName } from '../core/name.ts';
import { readReference } from '../core/reference.ts';
import type { PatientHeader } from '../core/schemas.ts';
import {
  selectByIdentifiers,
  selectKnownPatients,
  type FoundReference,
  type KnownPatient,
} from './store/identity.ts';
import { lockPatient, selectHeaders, type HeaderRow } from './store/patients.ts';
import { selectPresentConditions, type PresentCondition } from './store/record.ts';

/** Tells whether the caller has a reason to open this restricted patient, such as owning work on them. */
export type AccessReason = (context: Context, patientId: string) => Promise<boolean>;

const accessReasons: AccessReason[] = [];

/**
 * Adds a reason that opens restricted patients. Slices above people know such reasons (work knows who
 * owns an open item); app registers them when it composes the server.
 */
export function registerAccessReason(reason: AccessReason): void {
  accessReasons.push(reason);
}

/**
 * The gate before everything of a patient: the header if the caller may see the patient. Refuses with
 * `record.not-found` whoever is bound to another practice or patient, so that they do not even learn
 * that there is one, and with `access.break-glass-needed` a restricted record without a reason. Machines
 * and Enlace itself are bound by organization, practice and patient, not by restriction. Does not audit.
 */
export async function openPatient(context: Context, patientId: string): Promise<PatientHeader> {
  return toHeader(await openPatientRow(context, patientId));
}

/** As `openPatient`, with the address. */
export async function openPatientRow(context: Context, patientId: string): Promise<HeaderRow> {
  if (!isUuid(patientId)) throw platformProblems['record.not-found']();
  const [row] = await selectHeaders(context.tx, [patientId]);
  return admit(context, row);
}

/** As `openPatient`, and nobody else changes the patient until the end of the transaction. */
export async function openPatientToChange(context: Context, patientId: string): Promise<HeaderRow> {
  if (!isUuid(patientId)) throw platformProblems['record.not-found']();
  return admit(context, await lockPatient(context.tx, patientId));
}

/** Refuses with `record.not-found` who is no patient, or out of the caller's bounds; restricted ones pass. */
export async function requirePatient(context: Context, patientId: string): Promise<void> {
  const [row] = await selectHeaders(context.tx, [patientId]);
  if (!row || !isWithinBounds(context, row)) throw platformProblems['record.not-found']();
}

async function admit(context: Context, row: HeaderRow | undefined): Promise<HeaderRow> {
  if (!row || !isWithinBounds(context, row)) throw platformProblems['record.not-found']();
  if (row.restricted && context.caller.kind === 'user' && !(await hasReason(context, row.id))) {
    throw breakGlassProblems['access.break-glass-needed']({ patientId: row.id });
  }
  return row;
}

/** Tells whether the practice and the patient that the caller is bound to, if any, are these. */
export function isWithinBounds(context: Context, row: { id: string; practiceId: string }): boolean {
  const { practiceId, patientId } = context.caller;
  return (!practiceId || practiceId === row.practiceId) && (!patientId || patientId === row.id);
}

async function hasReason(context: Context, patientId: string): Promise<boolean> {
  if (await hasBrokenGlass(context, patientId)) return true;
  for (const reason of accessReasons) {
    if (await reason(context, patientId)) return true;
  }
  return false;
}

/** The headers of patients by id, for lists of patients whom the caller already may see. */
export async function loadPatientHeaders(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, PatientHeader>> {
  const rows = await selectHeaders(tx, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, toHeader(row)]));
}

/** A stored patient as screens see it. */
export function toHeader({ address: _address, ...row }: HeaderRow): PatientHeader {
  return { ...row, name: fullName(row) };
}

/** What patients have now, as codes: conditions that are neither over, refuted nor a mistake. */
export async function loadPresentConditions(
  tx: Tx,
  patientIds: readonly string[],
): Promise<PresentCondition[]> {
  return patientIds.length === 0 ? [] : selectPresentConditions(tx, patientIds);
}

/** What a reference stands for, or why it stands for nobody. */
export type ResolvedReference = KnownPatient | 'unknown' | 'ambiguous' | 'forbidden';

/**
 * Whom references mean, all in at most two statements: a patient's id (also as "Patient/…"),
 * `system|value`, or an identifier's value alone where only one patient within the scope has it.
 * `forbidden` are patients outside the practice or patient that the sender is bound to; whether the
 * sender may learn that they exist is the caller's decision.
 */
export async function resolvePatientReferences(
  tx: Tx,
  references: readonly string[],
  scope: { readonly practiceId?: string | null; readonly patientId?: string | null } = {},
): Promise<Map<string, ResolvedReference>> {
  const read = [...new Set(references)].map(readReference).filter((one) => one !== null);
  const ids = read.flatMap((one) => (one.id === null ? [] : [one.id]));
  const byId = new Map<string, KnownPatient>();
  if (ids.length > 0) {
    for (const patient of await selectKnownPatients(tx, ids)) byId.set(patient.id, patient);
  }
  const others = read.filter((one) => one.id === null || !byId.has(one.id));
  const found = others.length > 0 ? await selectByIdentifiers(tx, others) : [];
  const byReference = Map.groupBy(found, (row) => row.reference);
  const resolved = new Map<string, ResolvedReference>();
  for (const reference of references) resolved.set(reference, 'unknown');
  for (const { reference, id } of read) {
    const own = id === null ? undefined : byId.get(id);
    const candidates = own ? [own] : (byReference.get(reference) ?? []);
    resolved.set(reference, choose(candidates, scope));
  }
  return resolved;
}

function choose(
  candidates: readonly (KnownPatient | FoundReference)[],
  scope: { readonly practiceId?: string | null; readonly patientId?: string | null },
): ResolvedReference {
  const within = candidates.filter(
    (one) =>
      (!scope.practiceId || one.practiceId === scope.practiceId) &&
      (!scope.patientId || one.id === scope.patientId),
  );
  const [first] = within;
  if (!first) return candidates.length === 0 ? 'unknown' : 'forbidden';
  if (within.length > 1) return 'ambiguous';
  const { id, practiceId, zone, language, birthDate, status } = first;
  return { id, practiceId, zone, language, birthDate, status };
}
