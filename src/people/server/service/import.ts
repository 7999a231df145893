import { recordAudit } from '../../../access/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import type { ImportResult } from '../../contract/organization.ts';
import type { ImportRemark } from '../../core/import-remark.ts';
import { peopleProblems } from '../../core/problems.ts';
import type { Target } from '../fhir/reference.ts';
import { lockIdentities } from '../store/identity.ts';
import { selectPractices } from '../store/practices.ts';
import { applyDirectory, planDirectory, type SettledItem } from './import/directory.ts';
import { receiveResources, type Item, type Received } from './import/intake.ts';
import { closeLedger, openLedger, type Key } from './import/ledger.ts';
import { applyPatients, planPatients } from './import/patients.ts';
import { applyRecord, planRecord } from './import/record.ts';
import { tidy } from './text.ts';

export interface ImportOptions {
  /** Of patients who are new here; without it the caller's practice or the only active one. */
  readonly practiceId?: string | undefined;
  /** The system it comes from: ids are unique only within one. */
  readonly source?: string | undefined;
  /** Reads, matches and tells the outcome of everything, and stores nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface ImportOutcome {
  readonly results: ImportResult[];
  /** How many were accepted, updated, duplicate and rejected. */
  readonly counts: Record<ImportResult['status'], number>;
}

const anySource = 'import';

/**
 * Takes in FHIR R4 resources and Bundles of the types that intake.ts reads, in any order, with one result each; what is
 * wrong spoils nothing else. Safe to repeat: what has not changed at the source is a duplicate, and what
 * was corrected here meanwhile stays corrected. Limits of text and units: none are converted; codes stay.
 */
export async function importFhir(
  context: Context,
  resources: readonly unknown[],
  { practiceId, source, dryRun = false }: ImportOptions = {},
): Promise<ImportOutcome> {
  const { tx, caller, now } = context;
  await requirePractice(context, practiceId);
  await lockIdentities(tx, caller.organizationId);
  const received = receiveResources(resources, now);
  if (caller.patientId !== null) refuseOthers(received);
  const items = received.flatMap(({ item }) => (item === null ? [] : [item]));
  const remark = (at: number, code: ImportRemark) => received[at]?.remarks.add(code);
  const origin = tidy(source ?? caller.source ?? anySource);
  const ledger = await openLedger(tx, origin, items.flatMap(keysOf));
  const directory = await planDirectory(tx, ledger, items);
  const patients = await planPatients(context, ledger, items, {
    practiceId: practiceId ?? null,
    remark,
  });
  const record = await planRecord(context, ledger, items, { directory, patients, remark });
  const settled = [...directory.settled, ...patients.settled, ...record.settled];
  const patientIds = new Set([...record.patientIds, ...patients.settled.map(({ rowId }) => rowId)]);
  const outcome = toOutcome(received, settled);
  if (!dryRun) {
    await applyDirectory(tx, caller.organizationId, directory);
    await applyPatients(context, patients);
    await applyRecord(context, record);
    await closeLedger(tx, caller.organizationId, origin, ledger, now);
    await announce(
      tx,
      caller.organizationId,
      [...patientIds].map((id) => `patient:${id}` as const),
    );
  }
  const stored = [...patientIds].filter((id) => !dryRun || !patients.fresh.has(id));
  await recordAudit(context, {
    action: 'patients.import',
    patientIds: stored,
    purpose: 'operations',
    detail: { ...outcome.counts, dryRun },
  });
  return outcome;
}

/** Whoever is bound to one patient brings nobody new and changes no directory. */
function refuseOthers(received: Received[]): void {
  for (const [at, one] of received.entries()) {
    const type = one.item?.draft.type;
    if (type !== 'Patient' && type !== 'Practitioner' && type !== 'Organization') continue;
    one.remarks.add('not-permitted');
    received[at] = { ...one, item: null };
  }
}

async function requirePractice(context: Context, practiceId: string | undefined): Promise<void> {
  if (practiceId === undefined) return;
  const practices = await selectPractices(context.tx, context.caller.practiceId);
  if (!practices.some(({ id }) => id === practiceId))
    throw peopleProblems['people.practice-unknown']();
}

/** Everything whose earlier import matters: the item itself and whatever it points at. */
function keysOf({ keys, draft }: Item): Key[] {
  const own = keys.map((key) => ({ type: draft.type, key }));
  return [...own, ...targetsOf(draft).flatMap(keysOfTarget)];
}

function targetsOf(draft: Item['draft']): (Target | null)[] {
  switch (draft.type) {
    case 'Patient':
      return [...draft.content.professionals];
    case 'Practitioner':
    case 'Organization':
      return [];
    case 'MedicationRequest':
      return [draft.content.subject, draft.content.prescriber];
    case 'Encounter':
      return [draft.content.subject, draft.content.place, draft.content.professional];
    case 'Condition':
    case 'RelatedPerson':
      return [draft.content.subject];
  }
}

function keysOfTarget(target: Target | null): Key[] {
  if (target === null) return [];
  const types = target.type === null ? ['Patient', 'Practitioner', 'Organization'] : [target.type];
  return types.flatMap((type) => target.keys.map((key) => ({ type, key })));
}

function toOutcome(received: readonly Received[], settled: readonly SettledItem[]): ImportOutcome {
  const byPlace = new Map(settled.map((one) => [one.at, one]));
  const counts = { accepted: 0, updated: 0, duplicate: 0, rejected: 0 };
  const results = received.map(({ where, resource, remarks }, at): ImportResult => {
    const outcome = byPlace.get(at);
    const status = outcome?.settled ?? 'rejected';
    counts[status] += 1;
    return { where, resource, status, codes: [...remarks], id: outcome?.rowId ?? null };
  });
  return { results, counts };
}
