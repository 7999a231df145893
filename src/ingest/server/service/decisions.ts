import { openPatient, resolvePatientReferences } from '../../../people/server/service.ts';
import type { Input } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import { parseCandidate, type Measurement } from '../../../vitals/core/candidate.ts';
import { assessPlausibility } from '../../../vitals/core/plausibility.ts';
import { findDevices, vitalSigns } from '../../../vitals/server/service.ts';
import type { correctQuarantine, Difference, QuarantineItem } from '../../contract.ts';
import type { Candidate } from '../../core/adapter.ts';
import { readingOf } from '../../core/decide.ts';
import { place, type Owner, type Placed, type Understood } from '../../core/entry.ts';
import type { HeldCandidate } from '../../core/held.ts';
import { ingestProblems } from '../../core/problems.ts';
import { settleDataChecks } from '../data-check.ts';
import { updateDecision, type HeldItemRow } from '../store/held-items.ts';
import type { QuarantineState } from '../store/quarantine.ts';
import { storeBelieved } from './change-readings.ts';
import { auditItem, describeItem, isReleasableItem, openUndecided } from './quarantine.ts';

/**
 * Believes a held item: it is stored as accepted, what depends on it is recomputed, and the difference is
 * answered. Under a message that was stored with another time it takes that reading's place. Refuses
 * with `ingest.not-releasable` what a correction must complete. Runs alone for the organization.
 */
export async function releaseItem(context: Context, id: string, note: string): Promise<Difference> {
  const item = await openUndecided(context, id);
  const { candidate, patientId } = item;
  if (!isReleasableItem(item) || candidate === null || patientId === null) {
    throw ingestProblems['ingest.not-releasable']({ reason: item.reason });
  }
  const placed = await placeItem(context, item, understoodAgain(candidate), patientId);
  return conclude(context, item, placed, { state: 'released', note });
}

/**
 * Stores a held item in a corrected form: another patient, kind, value, unit or time. What arrived is
 * kept as it is. Refuses with `ingest.correction-invalid` what is no possible reading either. Runs alone
 * for the organization.
 */
export async function correctItem(
  context: Context,
  id: string,
  { note, ...corrected }: Input<typeof correctQuarantine>['body'],
): Promise<Difference> {
  const item = await openUndecided(context, id);
  const patientId = corrected.patientId ?? item.patientId;
  if (patientId === null) throw invalid('patient-unknown');
  if (Object.keys(corrected).length === 0) throw invalid('nothing-corrected');
  const understood = correctedForm(item, corrected);
  const placed = await placeItem(context, item, understood, patientId);
  const taken = { ...placed.measurement, at: placed.time.at, trust: placed.time.trust };
  const { placement, reasons } = assessPlausibility(vitalSigns(), taken, []);
  if (placement === 'quarantined') throw invalid(reasons[0]?.code ?? 'values-invalid');
  return conclude(context, item, placed, { state: 'corrected', note });
}

/** Closes a held item without using it; the note says why. */
export async function refuseItem(
  context: Context,
  id: string,
  note: string,
): Promise<QuarantineItem> {
  const item = await openUndecided(context, id);
  await decide(context, item, { state: 'refused', note });
  await auditItem(context, item, 'quarantine.refuse');
  const decided = {
    state: 'refused' as const,
    decidedBy: context.caller.id,
    decidedAt: context.now,
    decisionNote: note.trim(),
  };
  return describeItem(context, { ...item, ...decided });
}

function invalid(reason: string) {
  return ingestProblems['ingest.correction-invalid']({ reason });
}

interface Verdict {
  readonly state: Exclude<QuarantineState, 'open'>;
  readonly note: string;
}

async function conclude(
  context: Context,
  item: HeldItemRow,
  placed: Placed,
  verdict: Verdict,
): Promise<Difference> {
  const reading = readingOf(placed, 'accepted');
  const difference = await storeBelieved(context, {
    owner: placed.owner,
    added: { reading, deliveryId: item.deliveryId, receivedAt: item.arrivedAt.getTime() },
    reason: verdict.note.trim(),
    otherId: correctionId(item),
  });
  await decide(context, item, verdict);
  const action = verdict.state === 'released' ? 'quarantine.release' : 'quarantine.correct';
  await auditItem(context, item, action, [placed.owner.id]);
  return difference;
}

/** The work of whoever's data it was learns what is left to check. */
async function decide(context: Context, item: HeldItemRow, verdict: Verdict): Promise<void> {
  const { tx, caller, now } = context;
  if (caller.id === null) throw new Error('A held item is decided by a person.');
  const { state, note } = verdict;
  await updateDecision(tx, caller.organizationId, item.id, {
    ...{ state, decidedBy: caller.id, decidedAt: now, decisionNote: note.trim() },
  });
  await settleDataChecks(context, item.subject);
  await announce(tx, caller.organizationId, ['quarantine', 'work']);
}

/** Names the reading when what the source called it is taken by another, or nobody knows it. */
function correctionId({ id }: HeldItemRow): string {
  return `correction/${id}`;
}

function understoodAgain({ candidate, measurement }: HeldCandidate): Understood {
  return { candidate: { ...candidate, measured: measurement, raw: null }, measurement };
}

type Corrections = Omit<Input<typeof correctQuarantine>['body'], 'note'>;

/** A value or time that a person gave makes it theirs; another patient does not: the device sent it. */
function correctedForm(item: HeldItemRow, corrected: Corrections): Understood {
  const { kind, values, unit, at } = corrected;
  const held = item.candidate;
  const byHand = [kind, values, unit, at].some((one) => one !== undefined);
  if (held === null && at === undefined) throw invalid('time-incomplete');
  const before: Pick<Candidate, 'index' | 'patient'> = held?.candidate ?? { index: 0, patient: '' };
  const measurement = correctedMeasurement(held?.measurement, corrected);
  const told = at === undefined ? {} : { at, offset: null };
  const origin = byHand ? ('manual' as const) : (held?.candidate.origin ?? 'manual');
  return {
    candidate: { ...before, ...told, origin, measured: measurement, raw: null },
    measurement,
  };
}

function correctedMeasurement(
  held: Measurement | undefined,
  { kind, values, unit }: Corrections,
): Measurement {
  if (held !== undefined && kind === undefined && values === undefined && unit === undefined) {
    return held;
  }
  const { measurement, problem } = parseCandidate(vitalSigns(), {
    kind: kind ?? held?.kind,
    values: values ?? held?.beyond ?? held?.values,
    unit: unit ?? held?.unit,
    context: held?.context,
  });
  if (measurement === undefined) throw invalid(problem.code);
  return measurement;
}

async function placeItem(
  context: Context,
  item: HeldItemRow,
  understood: Understood,
  patientId: string,
): Promise<Placed> {
  const owner = await ownerOf(context, patientId);
  const { candidate, measurement } = understood;
  const named =
    candidate.device === undefined ? [] : [[candidate.device, measurement.kind] as const];
  const devices = await findDevices(context, new Map(named));
  const held = item.candidate;
  const placed = place(understood, owner, devices.get(candidate.device ?? ''), {
    source: held?.source ?? item.source,
    receivedAt: item.arrivedAt.getTime(),
    contentHash: Buffer.from(held?.contentHash ?? '', 'hex').toString('base64url'),
  });
  if ('problem' in placed) throw invalid(placed.problem);
  return held === null ? { ...placed, sourceId: correctionId(item) } : placed;
}

/** What ingest must know of a patient whom the caller may see. */
export async function ownerOf(context: Context, patientId: string): Promise<Owner> {
  await openPatient(context, patientId);
  const found = await resolvePatientReferences(context.tx, [patientId]);
  const owner = found.get(patientId);
  if (owner === undefined || typeof owner === 'string')
    throw platformProblems['record.not-found']();
  return owner;
}
