import { recordAudit } from '../../../access/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { CreatedPatient, NewPatient, PatientChanges } from '../../contract.ts';
import { dayIn, isCalendarDay } from '../../core/age.ts';
import type { Identifier, PatientStatus, RestrictionReason } from '../../core/person.ts';
import { peopleProblems } from '../../core/problems.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { decideZone, isZone } from '../../core/zone.ts';
import { loadPatientHeaders, openPatientToChange } from '../service.ts';
import { insertContactPoints } from '../store/contact-points.ts';
import {
  deleteIdentifiers,
  insertIdentifiers,
  lockIdentities,
  selectIdentifierOwners,
} from '../store/identity.ts';
import {
  insertPatients,
  setRestricted,
  updatePatientRow,
  type PatientRow,
} from '../store/patients.ts';
import { selectPractices } from '../store/practices.ts';
import { given } from './changes.ts';
import { readContactPoint } from './contact-points.ts';
import { findLikelyDuplicates } from './search.ts';
import { tidy, tidyOrNull } from './text.ts';

/**
 * Enters a patient. While there are likely duplicates that the caller has not looked at
 * (`confirmedNotDuplicate`), they are the answer and nothing is stored.
 */
export async function createPatient(
  context: Context,
  entered: NewPatient,
  confirmedNotDuplicate: readonly string[] = [],
): Promise<CreatedPatient> {
  const { tx, caller } = context;
  await lockIdentities(tx, caller.organizationId);
  const patient = await readNewPatient(context, entered);
  const duplicates = await findLikelyDuplicates(context, entered);
  if (duplicates.some(({ patient: { id } }) => !confirmedNotDuplicate.includes(id))) {
    return { outcome: 'likely-duplicates', duplicates };
  }
  const identifiers = tidyIdentifiers(entered.identifiers ?? []);
  await refuseTaken(context, identifiers, patient.id);
  const points = (entered.contactPoints ?? []).map((point) =>
    readContactPoint(context, patient.id, point),
  );
  await insertPatients(tx, caller.organizationId, [patient], context.now);
  await storeIdentifiers(context, patient.id, identifiers);
  await insertContactPoints(tx, caller.organizationId, points);
  await recordAudit(context, {
    action: 'patient.create',
    patientIds: [patient.id],
    detail: { confirmedNotDuplicate: [...confirmedNotDuplicate] },
  });
  await announce(tx, caller.organizationId, [`patient:${patient.id}`]);
  return { outcome: 'created', patient: await headerOf(context, patient.id) };
}

/** Changes what is given of a patient; refuses with `record.changed` unless `version` is the newest. */
export async function updatePatient(
  context: Context,
  patientId: string,
  { version, ...changes }: PatientChanges,
): Promise<PatientHeader> {
  const { tx, caller, now } = context;
  if (changes.identifiers) await lockIdentities(tx, caller.organizationId);
  const before = await openPatientToChange(context, patientId);
  const after = await applyChanges(context, before, changes);
  if (!(await updatePatientRow(tx, after, version, now)))
    throw platformProblems['record.changed']();
  if (changes.identifiers) {
    const identifiers = tidyIdentifiers(changes.identifiers);
    await refuseTaken(context, identifiers, patientId);
    await deleteIdentifiers(tx, patientId);
    await storeIdentifiers(context, patientId, identifiers);
  }
  await recordAudit(context, {
    action: 'patient.update',
    patientIds: [patientId],
    detail: { fields: Object.keys(changes) },
  });
  await announce(tx, caller.organizationId, [`patient:${patientId}`]);
  return headerOf(context, patientId);
}

/** Closes a record to everybody without a reason on it, or opens it again. Needs no glass to be broken. */
export async function restrictPatient(
  context: Context,
  patientId: string,
  restricted: boolean,
  reason?: RestrictionReason,
): Promise<{ restricted: boolean }> {
  const { tx, caller, now } = context;
  const header = (await loadPatientHeaders(tx, [patientId])).get(patientId);
  const bound = caller.practiceId !== null && caller.practiceId !== header?.practiceId;
  if (!header || bound) throw platformProblems['record.not-found']();
  await setRestricted(tx, patientId, restricted, now);
  await recordAudit(context, {
    action: restricted ? 'patient.restrict' : 'patient.unrestrict',
    patientIds: [patientId],
    purpose: 'operations',
    detail: reason ? { reason } : {},
  });
  await announce(tx, caller.organizationId, [`patient:${patientId}`]);
  return { restricted };
}

async function headerOf(context: Context, id: string): Promise<PatientHeader> {
  const header = (await loadPatientHeaders(context.tx, [id])).get(id);
  if (!header) throw new Error('A patient just written cannot be read.');
  return header;
}

async function readNewPatient(context: Context, entered: NewPatient): Promise<PatientRow> {
  const zone = await findZone(context, {
    practiceId: entered.practiceId,
    zone: entered.zone,
    postalCode: entered.address?.postalCode,
  });
  checkBirthDate(context, entered.birthDate ?? null, zone.zone);
  return {
    id: newId(context.now.getTime()),
    practiceId: entered.practiceId,
    givenNames: tidy(entered.givenNames),
    familyName: tidy(entered.familyName),
    secondFamilyName: tidyOrNull(entered.secondFamilyName),
    preferredName: tidyOrNull(entered.preferredName),
    birthDate: entered.birthDate ?? null,
    sex: entered.sex ?? null,
    language: entered.language,
    interpreterNeeded: entered.interpreterNeeded ?? null,
    ...zone,
    address: entered.address ?? {},
    status: 'active' satisfies PatientStatus,
    restricted: false,
  };
}

async function applyChanges(
  context: Context,
  before: PatientRow,
  changes: Omit<PatientChanges, 'version'>,
): Promise<PatientRow> {
  const { identifiers: _identifiers, zone: givenZone, ...columns } = changes;
  const merged = { ...pickPatient(before), ...given(columns) };
  // Null asks for the zone to be decided anew; a zone given earlier stays unless it is asked for.
  const kept = givenZone === undefined && before.zoneSource === 'given' ? before.zone : givenZone;
  const zone = await findZone(context, {
    practiceId: merged.practiceId,
    zone: kept,
    postalCode: merged.address.postalCode,
  });
  if (changes.birthDate !== undefined) checkBirthDate(context, changes.birthDate, zone.zone);
  return {
    ...merged,
    givenNames: tidy(merged.givenNames),
    familyName: tidy(merged.familyName),
    secondFamilyName: tidyOrNull(merged.secondFamilyName),
    preferredName: tidyOrNull(merged.preferredName),
    ...zone,
  };
}

/** A header row carries more than the patient's own columns. */
function pickPatient(row: PatientRow): PatientRow {
  const { id, practiceId, givenNames, familyName, secondFamilyName, preferredName } = row;
  const { birthDate, sex, language, interpreterNeeded, zone, zoneSource } = row;
  const { address, status, restricted } = row;
  const names = { givenNames, familyName, secondFamilyName, preferredName };
  const person = { birthDate, sex, language, interpreterNeeded, zone, zoneSource };
  return { id, practiceId, ...names, ...person, address, status, restricted };
}

/** The zone of a patient of this practice; refuses practices that the caller cannot enter patients into. */
async function findZone(
  context: Context,
  known: { practiceId: string; zone: string | null | undefined; postalCode: string | undefined },
) {
  const { practiceId, zone, postalCode } = known;
  const practices = await selectPractices(context.tx, context.caller.practiceId);
  const practice = practices.find((one) => one.id === practiceId);
  if (!practice) throw peopleProblems['people.practice-unknown']();
  if (zone && !isZone(zone)) throw peopleProblems['people.zone-unknown']();
  return decideZone({ given: zone, postalCode, practiceZone: practice.zone });
}

const earliestBirth = '1880-01-01';

function checkBirthDate(context: Context, birthDate: string | null, zone: string): void {
  if (birthDate === null) return;
  const today = dayIn(zone, context.now);
  if (isCalendarDay(birthDate) && birthDate >= earliestBirth && birthDate <= today) return;
  throw peopleProblems['people.birth-date-impossible']();
}

function tidyIdentifiers(identifiers: readonly Identifier[]): Identifier[] {
  const tidied = identifiers.map((one) => ({ ...one, value: tidy(one.value) }));
  return [...new Map(tidied.map((one) => [`${one.system}|${one.value}`, one])).values()];
}

async function refuseTaken(
  context: Context,
  identifiers: readonly Identifier[],
  patientId: string,
): Promise<void> {
  const owners = await selectIdentifierOwners(context.tx, identifiers);
  if (owners.some((owner) => owner.patientId !== patientId)) {
    throw peopleProblems['people.identifier-taken']();
  }
}

async function storeIdentifiers(
  context: Context,
  patientId: string,
  identifiers: readonly Identifier[],
): Promise<void> {
  const rows = identifiers.map((one) => ({ ...one, patientId }));
  await insertIdentifiers(context.tx, context.caller.organizationId, rows);
}
