import type { Context } from '../../../../platform/server/context.ts';
import { isUuid } from '../../../../platform/server/database.ts';
import { newId } from '../../../../platform/server/ids.ts';
import type { IdentityProbe } from '../../../core/duplicate.ts';
import type { ImportRemark } from '../../../core/import-remark.ts';
import { fullName } from '../../../core/name.ts';
import type { PatientDraft } from '../../fhir/read-patient.ts';
import { isWithinBounds } from '../../service.ts';
import { insertContactPoints, type ContactPointRow } from '../../store/contact-points.ts';
import {
  insertIdentifiers,
  selectIdentifierOwners,
  selectIdentifiers,
  selectKnownPatients,
} from '../../store/identity.ts';
import { insertPatients, lockPatient, updatePatientRow } from '../../store/patients.ts';
import { selectPractices, type PracticeRow } from '../../store/practices.ts';
import { findDuplicatesOf } from '../search.ts';
import type { SettledItem } from './directory.ts';
import type { Item } from './intake.ts';
import { recall, settle, type Ledger } from './ledger.ts';
import { mergePatient, newPatient } from './merge.ts';

/** Tells with the result of an item what was noticed; also why it is rejected. */
export type Remark = (at: number, code: ImportRemark) => void;

export interface PatientPlan {
  readonly fresh: ReadonlyMap<string, PatientDraft>;
  readonly changed: ReadonlyMap<string, PatientDraft>;
  readonly practice: PracticeRow | null;
  readonly settled: readonly SettledItem[];
}

/**
 * Plans what becomes of Patients. The same one is who was imported before from this source, who has
 * the id, or who has one of the identifiers; identifiers of two patients refuse the resource.
 */
export async function planPatients(
  context: Context,
  ledger: Ledger,
  items: readonly Item[],
  { practiceId, remark }: { readonly practiceId: string | null; readonly remark: Remark },
): Promise<PatientPlan> {
  const drafts = items.flatMap(({ draft, ...item }) =>
    draft.type === 'Patient' ? [{ ...item, content: draft.content }] : [],
  );
  const practice = await choosePractice(context, practiceId);
  const known = await loadKnown(context, ledger, drafts);
  const fresh = new Map<string, PatientDraft>();
  const changed = new Map<string, PatientDraft>();
  const settled: SettledItem[] = [];
  for (const { at, keys, content } of drafts) {
    const found = findPatient(ledger, known, keys[0] ?? '', content);
    const matched = found === 'conflict' ? null : found.patientId;
    if (found === 'conflict') remark(at, 'identifier-of-another-patient');
    else if (matched === null && practice === null) remark(at, 'practice-needed');
    else {
      const ownId = keys[0] && isUuid(keys[0]) ? keys[0].toLowerCase() : null;
      const record = { keys, stored: keys.slice(0, 1), content, matched, freshId: ownId };
      const outcome = settle(ledger, 'Patient', record);
      settled.push({ at, ...outcome });
      for (const one of content.identifiers) {
        known.owners.set(`${one.system}|${one.value}`, outcome.rowId);
      }
      if (outcome.settled === 'duplicate') continue;
      const isNew = matched === null || fresh.has(outcome.rowId);
      (isNew ? fresh : changed).set(outcome.rowId, content);
    }
  }
  await warnOfDuplicates(context, fresh, settled, remark);
  return { fresh, changed, practice, settled };
}

interface Known {
  /** Patient by `system|value`. */
  readonly owners: Map<string, string>;
  /** Patients of the organization that are matched, and whether the caller may change them. */
  readonly within: ReadonlyMap<string, boolean>;
}

interface PatientItem {
  readonly keys: readonly string[];
  readonly content: PatientDraft;
}

async function loadKnown(
  context: Context,
  ledger: Ledger,
  drafts: readonly PatientItem[],
): Promise<Known> {
  const identifiers = drafts.flatMap(({ content }) => content.identifiers);
  const owners = await selectIdentifierOwners(context.tx, identifiers);
  const ids = [
    ...owners.map(({ patientId }) => patientId),
    ...drafts.flatMap(({ keys: [key = ''] }) => recall(ledger, 'Patient', key)?.rowId ?? []),
    ...drafts.flatMap(({ keys: [key = ''] }) => (isUuid(key) ? [key.toLowerCase()] : [])),
  ];
  const patients = await selectKnownPatients(context.tx, [...new Set(ids)]);
  return {
    owners: new Map(
      owners.map(({ system, value, patientId }) => [`${system}|${value}`, patientId]),
    ),
    within: new Map(patients.map((patient) => [patient.id, isWithinBounds(context, patient)])),
  };
}

function findPatient(
  ledger: Ledger,
  known: Known,
  key: string,
  { identifiers }: PatientDraft,
): { readonly patientId: string | null } | 'conflict' {
  const owners = identifiers.flatMap(
    ({ system, value }) => known.owners.get(`${system}|${value}`) ?? [],
  );
  const byId = known.within.has(key.toLowerCase()) ? key.toLowerCase() : undefined;
  const match = recall(ledger, 'Patient', key)?.rowId ?? byId ?? owners[0] ?? null;
  if (owners.some((owner) => owner !== match)) return 'conflict';
  const elsewhere = match !== null && known.within.get(match) === false;
  return elsewhere ? 'conflict' : { patientId: match };
}

/** Where new patients belong: the practice given, the caller's own, or the only one there is. */
async function choosePractice(context: Context, given: string | null): Promise<PracticeRow | null> {
  const practices = await selectPractices(context.tx, context.caller.practiceId);
  const wanted = given ?? context.caller.practiceId;
  if (wanted !== null) return practices.find(({ id }) => id === wanted) ?? null;
  const active = practices.filter((practice) => practice.active);
  return active.length === 1 ? (active[0] ?? null) : null;
}

async function warnOfDuplicates(
  context: Context,
  fresh: ReadonlyMap<string, PatientDraft>,
  settled: readonly SettledItem[],
  remark: Remark,
): Promise<void> {
  const found = await findDuplicatesOf(context, [...fresh.values()].map(toProbe));
  const suspects = new Set(
    [...fresh.keys()].filter((_id, index) => (found[index] ?? []).length > 0),
  );
  for (const { at, rowId } of settled) if (suspects.has(rowId)) remark(at, 'likely-duplicate');
}

function toProbe(draft: PatientDraft): IdentityProbe {
  const valuesOf = (...channels: readonly string[]) =>
    draft.contacts.flatMap(({ channel, value }) => (channels.includes(channel) ? [value] : []));
  return {
    name: fullName(draft),
    birthDate: draft.birthDate,
    sex: draft.sex,
    postalCode: draft.address.postalCode ?? null,
    phones: valuesOf('phone', 'text'),
    emails: valuesOf('email'),
    identifiers: draft.identifiers.map(({ system, value }) => `${system}|${value}`),
  };
}

/** Stores what was planned: new patients in bulk, changed ones one by one in the order of their ids. */
export async function applyPatients(context: Context, plan: PatientPlan): Promise<void> {
  const { tx, caller, now } = context;
  const { practice } = plan;
  if (practice !== null) {
    const rows = [...plan.fresh].map(([id, draft]) => newPatient(id, draft, practice));
    await insertPatients(tx, caller.organizationId, rows, now);
  }
  const practices = new Map((await selectPractices(tx, null)).map((one) => [one.id, one.zone]));
  for (const [id, draft] of [...plan.changed].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = await lockPatient(tx, id);
    if (!before) continue;
    const merged = mergePatient(before, draft, practices.get(before.practiceId) ?? before.zone);
    await updatePatientRow(tx, merged, before.version, now);
  }
  await addContacts(context, plan);
}

async function addContacts(context: Context, plan: PatientPlan): Promise<void> {
  const { tx, caller } = context;
  const drafts = [...plan.fresh, ...plan.changed];
  const stored = await selectIdentifiers(tx, [...plan.changed.keys()]);
  const known = new Set(stored.map(({ system, value }) => `${system}|${value}`));
  const identifiers = drafts.flatMap(([patientId, draft]) =>
    draft.identifiers
      .filter(({ system, value }) => !known.has(`${system}|${value}`))
      .map((one) => ({ ...one, patientId })),
  );
  await insertIdentifiers(tx, caller.organizationId, identifiers);
  const points = drafts.flatMap(([patientId, draft]) =>
    draft.contacts.map((contact) => toContactPoint(contact, patientId, plan.fresh.has(patientId))),
  );
  await insertContactPoints(tx, caller.organizationId, points);
}

/** Consent is never taken from a source; and it does not choose anew which number is preferred here. */
function toContactPoint(
  contact: PatientDraft['contacts'][number],
  patientId: string,
  isNew: boolean,
): ContactPointRow {
  const consent = { consent: 'unknown', consentAt: null, consentBy: null } as const;
  return { id: newId(), patientId, ...contact, preferred: isNew && contact.preferred, ...consent };
}
