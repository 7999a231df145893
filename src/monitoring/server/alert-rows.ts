import { newId } from '../../platform/server/ids.ts';
import type { Alert, AlertChange, AlertMoment } from '../core/alert.ts';
import { calmAt } from '../core/arbiter.ts';
import { policyInForce } from './policies.ts';
import type { AlertEventRow, AlertRow, ClearReason, RunningAlert } from './store/alerts.ts';

/** A stored episode as the rules know it. */
export function alertOf(row: RunningAlert): Alert {
  return {
    ruleId: row.ruleId,
    protocolVersion: row.protocolVersion,
    contentHash: row.contentHash,
    kind: row.kind,
    direction: row.direction,
    openedAt: row.openedAt,
    occurrences: row.occurrences,
    latest: row.latest,
    worst: row.worst,
    returns: row.returns,
    needsPerson: row.needsPerson,
    ...(row.recheck === null ? undefined : { recheck: row.recheck }),
    ...(row.clearedAt === null ? undefined : { clearedAt: row.clearedAt }),
    ...(row.clearedCategory === null ? undefined : { clearedCategory: row.clearedCategory }),
  };
}

/** 1 for P1. */
export function priorityNumber({ priority }: Pick<AlertMoment, 'priority'>): 1 | 2 | 3 | 4 {
  return Number(priority.slice(1)) as 1 | 2 | 3 | 4;
}

const eventTypes = {
  open: 'opened',
  worsen: 'worsened',
  repeat: 'repeated',
  downgrade: 'downgraded',
  clear: 'cleared',
} as const;

/** Rows as they are after a patient's changes, and what is added to their history. */
export interface AppliedChanges {
  /** Every episode that is running or was touched, by its newest state. */
  readonly running: readonly RunningAlert[];
  readonly changed: readonly AlertRow[];
  readonly events: readonly AlertEventRow[];
}

/** Applies the changes of one assessment to the episodes before it. */
export function applyChanges(
  patientId: string,
  before: readonly RunningAlert[],
  changes: readonly AlertChange[],
  now: number,
): AppliedChanges {
  const byRule = new Map(before.map((row) => [row.ruleId, row]));
  const ended: RunningAlert[] = [];
  const changed = new Map<string, AlertRow>();
  const events: AlertEventRow[] = [];
  for (const { change, alert, verdict } of changes) {
    const earlier = byRule.get(alert.ruleId);
    const continues = change === 'open' ? undefined : earlier;
    if (earlier !== undefined && continues === undefined) ended.push(earlier);
    const row: AlertRow = {
      ...rowOf(alert, 'newer-reading'),
      id: continues?.id ?? newId(now),
      patientId,
      raisedAt: continues?.raisedAt ?? now,
      verdict,
    };
    byRule.set(alert.ruleId, row);
    changed.set(row.id, row);
    events.push({ id: newId(now), alertId: row.id, at: now, type: eventTypes[change], verdict });
  }
  return { running: [...byRule.values(), ...ended], changed: [...changed.values()], events };
}

/** An episode as it is stored, without what the rules do not know of it. */
export function rowOf(
  alert: Alert,
  clearReason: ClearReason,
): Omit<AlertRow, 'id' | 'patientId' | 'raisedAt' | 'verdict'> {
  const { recheck, latest } = alert;
  const { flapping } = policyInForce('arbiter', alert.clearedAt ?? latest.at);
  return {
    kind: alert.kind,
    ruleId: alert.ruleId,
    protocolVersion: alert.protocolVersion,
    contentHash: alert.contentHash,
    state: alert.clearedAt === undefined ? 'active' : 'cleared',
    priority: priorityNumber(latest),
    direction: alert.direction,
    unconfirmed: latest.finding.unconfirmed,
    returns: alert.returns,
    calmAt: calmAt(alert, flapping) ?? null,
    needsPerson: alert.needsPerson,
    recheck: recheck ?? null,
    recheckDueAt: recheck?.stage === 'awaiting-recheck' ? recheck.recheckDueAt : null,
    openedAt: alert.openedAt,
    lastReadingAt: latest.at,
    occurrences: alert.occurrences,
    latest,
    worst: alert.worst,
    clearedAt: alert.clearedAt ?? null,
    clearReason: alert.clearedAt === undefined ? null : clearReason,
    clearedCategory: alert.clearedCategory ?? null,
  };
}
