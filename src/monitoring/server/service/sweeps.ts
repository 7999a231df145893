import { loadPatientHeaders } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import type { MonitoredPatient } from '../profiles.ts';
import { endCalm, selectCalm, selectRecheckOverdue, type RunningAlert } from '../store/alerts.ts';
import { updateWork } from '../work-updates.ts';
import { historyNeeds, judge, loadJudging, type Judging, type ToJudge } from './judging.ts';

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

/** Only patients who are followed now: nobody looks for a reading of who has left. */
export async function monitored(
  context: Context,
  ids: readonly string[],
): Promise<MonitoredPatient[]> {
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
  const stretches = toJudge.flatMap((one) =>
    historyNeeds(one.judging, one, context.now).map((need) => ({
      patientId: one.judging.patient.id,
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
