import type { Context } from '../../../platform/server/context.ts';
import type { Reading, VitalKind } from '../../../vitals/core/reading.ts';
import { assess } from '../../core/assess.ts';
import type { AssessInput, FactProposal, LateReading } from '../../core/assessment.ts';
import type { CompiledProtocols } from '../../core/compile.ts';
import { sameEpisodeMs } from '../../core/follow-alert.ts';
import { historyNeeded, type HistoryNeed } from '../../core/history.ts';
import { areAllQuiet } from '../../core/quiet-path.ts';
import type { PatientProfile } from '../../core/profile.ts';
import type { SymptomReport } from '../../core/symptom.ts';
import { alertOf, applyChanges, type AppliedChanges } from '../alert-rows.ts';
import { loadProfiles, type MonitoredPatient } from '../profiles.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import {
  insertAlertEvents,
  selectRunning,
  upsertAlerts,
  type RunningAlert,
} from '../store/alerts.ts';
import { updateWork, type WorkUpdate } from '../work-updates.ts';

/** What rules must know of a patient before anything new is judged. */
export interface Judging {
  readonly patient: MonitoredPatient;
  readonly profile: PatientProfile;
  readonly recentSymptoms: readonly SymptomReport[];
  readonly running: readonly RunningAlert[];
  /** Of the organization, as they were when the batch began. */
  readonly protocols: CompiledProtocols;
}

/** Loads the state before, for all patients at once. The caller holds the organization's readings lock. */
export async function loadJudging(
  context: Context,
  patients: readonly MonitoredPatient[],
): Promise<ReadonlyMap<string, Judging>> {
  if (patients.length === 0) return new Map();
  const { tx, caller, now } = context;
  const ids = patients.map(({ id }) => id).toSorted();
  const clearedSince = new Date(now.getTime() - sameEpisodeMs);
  const [profiles, running, protocols] = await Promise.all([
    loadProfiles(context, patients),
    selectRunning(tx, caller.organizationId, ids, clearedSince),
    loadProtocolsOf(context),
  ]);
  const byPatient = Map.groupBy(running, (row) => row.patientId);
  const judgings = new Map<string, Judging>();
  for (const [id, loaded] of profiles) {
    judgings.set(id, { ...loaded, running: byPatient.get(id) ?? [], protocols });
  }
  return judgings;
}

/** The stored readings that judging these new ones will look at. */
export function historyNeeds(
  judging: Judging,
  {
    newReadings = [],
    newSymptoms = [],
    newestJudgedAt,
  }: Pick<ToJudge, 'newestJudgedAt' | 'newSymptoms'> & { newReadings?: readonly Reading[] },
  now: Date,
): readonly HistoryNeed[] {
  const { profile, recentSymptoms, protocols } = judging;
  const input = {
    profile,
    newReadings,
    newSymptoms,
    history: [],
    recentSymptoms,
    activeAlerts: judging.running.map(alertOf),
    newestJudgedAt,
    now: now.getTime(),
    protocols,
  };
  return areAllQuiet(input, protocols.at(input.now)) ? [] : historyNeeded(input);
}

/** One patient's news, with everything that judging it needs. */
export interface ToJudge {
  readonly judging: Judging;
  readonly newReadings: readonly Reading[];
  /** At least what `historyNeeds` asked for. */
  readonly history: readonly Reading[];
  readonly newestJudgedAt: AssessInput['newestJudgedAt'];
  readonly newSymptoms?: readonly SymptomReport[];
  /** Kinds that the patient should send: silence is judged for them. */
  readonly expectedKinds?: readonly VitalKind[];
}

/** What judging changed for one patient. */
export interface Judged extends AppliedChanges {
  readonly patient: MonitoredPatient;
  readonly late: readonly LateReading[];
  readonly proposals: readonly FactProposal[];
}

export interface JudgedAll {
  /** Only patients for whom something is to be told. */
  readonly judged: readonly Judged[];
  /** Whether a card opened, rose or closed. */
  readonly workChanged: boolean;
}

/**
 * Judges what is new by the protocols in force and carries the consequences out: alerts, their
 * history, and the patients' cards. All patients of a batch in a handful of statements.
 */
export async function judge(context: Context, toJudge: readonly ToJudge[]): Promise<JudgedAll> {
  const judged = toJudge.flatMap((one) => judgeOne(one, context.now.getTime()));
  const { tx, caller } = context;
  const rows = judged.flatMap((one) => one.changed).sort((a, b) => (a.id < b.id ? -1 : 1));
  const events = judged.flatMap((one) => one.events);
  if (rows.length === 0) return { judged, workChanged: false };
  const updates = judged
    .filter((one) => one.events.length > 0)
    .map(({ patient, running, events: own }): WorkUpdate => ({ patient, running, events: own }));
  // Alerts before their events, which refer to them; the connection keeps the order.
  const [, , workChanged] = await Promise.all([
    upsertAlerts(tx, caller.organizationId, rows),
    insertAlertEvents(tx, caller.organizationId, events),
    updateWork(context, updates),
  ]);
  return { judged, workChanged };
}

function judgeOne(one: ToJudge, now: number): readonly Judged[] {
  const { judging, newReadings, history, newestJudgedAt } = one;
  const { patient, profile, recentSymptoms, running, protocols } = judging;
  const assessment = assess({
    profile,
    newReadings,
    history,
    recentSymptoms,
    activeAlerts: running.map(alertOf),
    newestJudgedAt,
    now,
    protocols,
    ...(one.newSymptoms === undefined ? undefined : { newSymptoms: one.newSymptoms }),
    ...(one.expectedKinds === undefined ? undefined : { expectedKinds: one.expectedKinds }),
  });
  const { changes, late, proposals } = assessment;
  if (changes.length === 0 && late.length === 0 && proposals.length === 0) return [];
  return [{ patient, late, proposals, ...applyChanges(patient.id, running, changes, now) }];
}
