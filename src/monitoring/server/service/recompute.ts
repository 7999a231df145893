import { isDeepStrictEqual } from 'node:util';

import type { Text } from '../../../platform/core/text.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { vitalKinds, type Reading, type VitalKind } from '../../../vitals/core/reading.ts';
import { loadReadings } from '../../../vitals/server/service.ts';
import type { Alert } from '../../core/alert.ts';
import { assess } from '../../core/assess.ts';
import { historyNeeded } from '../../core/history.ts';
import { judgedInstant } from '../../core/lateness.ts';
import type { SymptomReport } from '../../core/symptom.ts';
import type { Verdict } from '../../core/verdict.ts';
import { alertOf, rowOf } from '../alert-rows.ts';
import { textOf } from '../findings.ts';
import { loadProfiles, type LoadedProfile, type MonitoredPatient } from '../profiles.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import {
  insertAlertEvents,
  selectAlertsSince,
  upsertAlerts,
  type AlertEventRow,
  type AlertRow,
} from '../store/alerts.ts';
import { selectSymptomReports } from '../store/profiles.ts';
import { updateWork } from '../work-updates.ts';

const dayMs = 86_400_000;
/** Protocols look back 7 days at most; one more for what lies at the edge. */
const lookBackMs = 8 * dayMs;
/** What happened longer ago is over: its alerts are not told anew. */
const longestMs = 30 * dayMs;

/** One alert that is another than before. */
export interface AlertDifference {
  readonly ruleId: string;
  readonly change: 'opened' | 'worsened' | 'repeated' | 'cleared';
  readonly text: Text;
}

/**
 * Tells anew what the protocols say of a patient after stored readings were released, replaced or
 * withdrawn: the readings since then are judged one after the other as if they were coming in now, and
 * what comes out is compared with the alerts there are. Alerts that began a month before stay as they
 * are; what a person ended stays ended; what is older than a day opens nothing. Answers the
 * differences. The caller holds the organization's readings lock.
 */
export async function recompute(
  context: Context,
  patient: MonitoredPatient,
  since: number,
): Promise<readonly AlertDifference[]> {
  const { tx, caller, now } = context;
  const longest = now.getTime() - longestMs;
  const earliest = Math.max(since, longest);
  const all = await selectAlertsSince(tx, caller.organizationId, patient.id, new Date(earliest));
  const stored = all.filter((row) => !isActive(row) || row.openedAt >= longest);
  const from = Math.min(earliest, ...stored.filter(isActive).map((row) => row.openedAt));
  const loaded = (await loadProfiles(context, [patient])).get(patient.id);
  if (loaded === undefined) return [];
  const told = await tellAnew(context, loaded, from, stored);
  const differences = compare(patient, stored, told, now.getTime());
  const rows = differences.map((one) => one.row).sort((a, b) => (a.id < b.id ? -1 : 1));
  await upsertAlerts(tx, caller.organizationId, rows);
  const events = differences.map((one) => one.event);
  await insertAlertEvents(tx, caller.organizationId, events);
  const untouched = all.filter((row) => !rows.some(({ id }) => id === row.id));
  await updateWork(context, [{ patient, running: [...untouched, ...rows], events }]);
  return differences.map(({ row, change }) => ({
    ruleId: row.ruleId,
    change,
    text: textOf(row.latest),
  }));
}

function isActive({ state }: Pick<AlertRow, 'state'>): boolean {
  return state === 'active';
}

interface Told {
  readonly alert: Alert;
  readonly verdict: Verdict;
}

/** The alerts of a patient after all readings since an instant were judged in their order. */
async function tellAnew(
  context: Context,
  { patient, profile }: LoadedProfile,
  from: number,
  stored: readonly AlertRow[],
): Promise<ReadonlyMap<string, Told>> {
  const { readings, symptoms } = await loadPast(context, patient.id, from);
  const byKind = Map.groupBy(readings, (reading) => reading.kind);
  const protocols = await loadProtocolsOf(context);
  const alerts = new Map<string, Told>();
  for (const row of stored) {
    if (row.openedAt < from) alerts.set(row.ruleId, { alert: alertOf(row), verdict: row.verdict });
  }
  const newestJudgedAt: Partial<Record<VitalKind, number>> = {};
  const step = (now: number, newReadings: readonly Reading[]) => {
    const input = {
      profile,
      newReadings,
      recentSymptoms: symptoms.filter((report) => report.at <= now && report.at > now - dayMs),
      activeAlerts: [...alerts.values()].map((told) => told.alert),
      newestJudgedAt,
      now,
      protocols,
    };
    const history = historyNeeded(input).flatMap(({ kind, sinceMs }) =>
      (byKind.get(kind) ?? []).filter(({ at }) => at >= sinceMs && at <= now),
    );
    for (const { alert, verdict } of assess({ ...input, history }).changes) {
      alerts.set(alert.ruleId, { alert, verdict });
    }
  };
  for (const reading of readings) {
    if (reading.at < from) continue;
    step(reading.at, [reading]);
    const judged = judgedInstant(reading, reading.at);
    if (judged !== undefined) newestJudgedAt[reading.kind] = judged;
  }
  step(context.now.getTime(), []);
  return alerts;
}

async function loadPast(
  context: Context,
  patientId: string,
  from: number,
): Promise<{ readings: readonly Reading[]; symptoms: readonly SymptomReport[] }> {
  const { tx, caller, now } = context;
  const to = now.getTime() + 2 * dayMs;
  const stretches = vitalKinds.map((kind) => ({ patientId, kind, from: from - lookBackMs, to }));
  const readings = (await loadReadings(context, stretches)).get(patientId) ?? [];
  const since = new Date(from - dayMs);
  const symptoms = await selectSymptomReports(tx, caller.organizationId, [patientId], since);
  return { readings, symptoms };
}

interface Compared {
  readonly row: AlertRow;
  readonly change: AlertDifference['change'];
  readonly event: AlertEventRow;
}

function compare(
  patient: MonitoredPatient,
  stored: readonly AlertRow[],
  told: ReadonlyMap<string, Told>,
  now: number,
): readonly Compared[] {
  const compared: Compared[] = [];
  const before = new Map(stored.filter(isActive).map((row) => [row.ruleId, row]));
  for (const [ruleId, { alert, verdict }] of told) {
    if (alert.clearedAt !== undefined) continue;
    const row = before.get(ruleId);
    before.delete(ruleId);
    if (row === undefined) {
      if (!isNews(alert, stored, now)) continue;
      compared.push(differ(patient, { alert, verdict }, undefined, now));
    } else if (!isDeepStrictEqual(jsonOf(alertOf(row)), jsonOf(alert))) {
      compared.push(differ(patient, { alert, verdict }, row, now));
    }
  }
  for (const row of before.values()) compared.push(end(row, now));
  return compared;
}

/** As JSON keeps it: what is undefined is not there. */
function jsonOf(alert: Alert): unknown {
  return JSON.parse(JSON.stringify(alert));
}

/** Late evidence opens nothing, and neither does what a person has dealt with. */
function isNews(alert: Alert, stored: readonly AlertRow[], now: number): boolean {
  if (now - alert.latest.at > dayMs) return false;
  return !stored.some(
    (row) =>
      row.ruleId === alert.ruleId &&
      row.clearReason === 'person' &&
      (row.clearedAt ?? 0) >= alert.latest.at,
  );
}

function differ(
  patient: MonitoredPatient,
  { alert, verdict }: Told,
  before: AlertRow | undefined,
  now: number,
): Compared {
  const row: AlertRow = {
    ...rowOf(alert, 'newer-reading'),
    id: before?.id ?? newId(now),
    patientId: patient.id,
    raisedAt: before?.raisedAt ?? now,
    verdict,
  };
  const type = before === undefined ? 'opened' : 'recomputed';
  const worse = before !== undefined && row.priority < before.priority;
  const change = before === undefined ? 'opened' : worse ? 'worsened' : 'repeated';
  return { row, change, event: { id: newId(now), alertId: row.id, at: now, type, verdict } };
}

/** What fired is not there any more. */
function end(row: AlertRow, now: number): Compared {
  const ended: AlertRow = {
    ...row,
    state: 'cleared',
    clearedAt: now,
    clearReason: 'recomputed',
    recheckDueAt: null,
    calmAt: null,
  };
  const event = { id: newId(now), alertId: row.id, at: now, type: 'cleared', verdict: row.verdict };
  return { row: ended, change: 'cleared', event: event as AlertEventRow };
}
