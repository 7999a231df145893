import { loadPatientHeaders } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { Reading, VitalKind } from '../../../vitals/core/reading.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import { newestOfKinds } from '../../../vitals/server/service/newest.ts';
import type { MonitoredPatient } from '../profiles.ts';
import { endCalm, selectCalm, selectRecheckOverdue, type RunningAlert } from '../store/alerts.ts';
import { updateWork } from '../work-updates.ts';
import { historyNeeds, judge, loadJudging, type Judging, type ToJudge } from './judging.ts';

const day = 24 * 3_600_000;
/** A kind that a patient has not sent for so long is not expected any more. */
const expectedWithinDays = 30;
/** Quiet for less than this is nobody's business yet; content/protocols/silence.yaml says when it is. */
const quietDays = 2;
const page = 200;

/**
 * Judges patients whose time for a second measurement has run out: the clock alone makes the alert
 * unresolved. Gives how many were judged. The caller holds the organization's readings lock.
 */
export async function sweepRechecks(context: Context): Promise<number> {
  const { caller, now, tx } = context;
  const ids = await selectRecheckOverdue(tx, caller.organizationId, now, page);
  if (ids.length === 0) return 0;
  const judgings = await loadJudging(context, await monitored(context, ids));
  const toJudge = [...judgings.values()].map((judging) => ({ judging, newestJudgedAt: {} }));
  await judge(context, await withHistory(context, toJudge));
  return toJudge.length;
}

/**
 * Believes the end of alerts that came and went and have been calm since: their cards learn what is left.
 * Gives how many patients had one. Same lock as above.
 */
export async function sweepCalm(context: Context): Promise<number> {
  const { caller, now, tx } = context;
  const ids = await selectCalm(tx, caller.organizationId, now, page);
  if (ids.length === 0) return 0;
  const judgings = await loadJudging(context, await monitored(context, ids));
  await endCalm(tx, caller.organizationId, ids, now);
  const updates = [...judgings.values()].map(({ patient, running }) => ({
    patient,
    running,
    events: running.filter((row) => row.state === 'cleared').map(ended),
  }));
  await updateWork(context, updates);
  return ids.length;
}

function ended({ id }: RunningAlert) {
  return { alertId: id, type: 'cleared' } as const;
}

/** Judges silence for patients who sent readings lately and then stopped. Same lock as above. */
export async function sweepSilence(context: Context): Promise<number> {
  const now = context.now.getTime();
  const newest = await newestOfKinds(context, new Date(now - expectedWithinDays * day));
  const byPatient = Map.groupBy(newest, (row) => row.patientId);
  const silent = [...byPatient].filter(([, rows]) =>
    rows.some(({ at }) => at < now - quietDays * day),
  );
  for (let first = 0; first < silent.length; first += page) {
    const group = new Map(silent.slice(first, first + page));
    const judgings = await loadJudging(context, await monitored(context, [...group.keys()]));
    const toJudge = [...judgings.values()].map((judging) => {
      const rows = group.get(judging.patient.id) ?? [];
      const kinds = rows.map(({ kind }) => kind);
      const newestJudgedAt: Partial<Record<VitalKind, number>> = Object.fromEntries(
        rows.map(({ kind, at }) => [kind, at]),
      );
      return { judging, newestJudgedAt, expectedKinds: kinds };
    });
    await judge(context, await withHistory(context, toJudge));
  }
  return silent.length;
}

/** Only patients who are followed now: nobody looks for a reading of who has left. */
async function monitored(context: Context, ids: readonly string[]): Promise<MonitoredPatient[]> {
  const headers = await loadPatientHeaders(context.tx, ids);
  return [...headers.values()]
    .filter((header) => header.status === 'active')
    .map(({ id, practiceId, language, zone, birthDate }) => ({
      ...{ id, practiceId, language, zone, birthDate },
    }));
}

/** Adds the stored readings that judging will look at where nothing but the clock or an answer is new. */
export async function withHistory(
  context: Context,
  toJudge: readonly (Omit<ToJudge, 'history' | 'newReadings'> & { readonly judging: Judging })[],
): Promise<ToJudge[]> {
  const to = context.now.getTime();
  const stretches = toJudge.flatMap(({ judging, newestJudgedAt }) =>
    historyNeeds(judging, [], newestJudgedAt, context.now).map((need) => ({
      patientId: judging.patient.id,
      kind: need.kind,
      from: need.sinceMs,
      to,
    })),
  );
  const none: ReadonlyMap<string, readonly Reading[]> = new Map();
  const history = stretches.length > 0 ? await loadReadings(context, stretches) : none;
  return toJudge.map((one) => ({
    ...one,
    newReadings: [],
    history: history.get(one.judging.patient.id) ?? [],
  }));
}
