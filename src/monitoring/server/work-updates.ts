import type { Context } from '../../platform/server/context.ts';
import type { Finding as WorkFinding } from '../../work/core/finding.ts';
import type { Settlement, WorkSignal } from '../../work/core/signal.ts';
import { raise, settle } from '../../work/server/service.ts';
import { arbitrate } from '../core/arbiter.ts';
import { alertOf } from './alert-rows.ts';
import { protocolsInUse } from './content.ts';
import { workFinding } from './findings.ts';
import { policyInForce } from './policies.ts';
import type { MonitoredPatient } from './profiles.ts';
import type { AlertEventRow, RunningAlert } from './store/alerts.ts';

/** The state of one patient's alerts after something happened to them. */
export interface WorkUpdate {
  readonly patient: MonitoredPatient;
  readonly running: readonly RunningAlert[];
  readonly events: readonly Pick<AlertEventRow, 'alertId' | 'type'>[];
}

/** One card for what readings say, another for readings that do not come. */
const cardKinds = ['triage', 'missing-readings'] as const;
type CardKind = (typeof cardKinds)[number];

function cardKindOf({ ruleId }: RunningAlert): CardKind {
  const operator = protocolsInUse().newest(ruleId)?.rule.operator;
  return operator === 'missing-for' ? 'missing-readings' : 'triage';
}

/**
 * Brings the patients' cards in line with their alerts: whatever fired (again) opens or raises the
 * card with everything that is wrong now; where something cleared or was lowered, it learns what is left.
 * Tells whether any card changed.
 */
export async function updateWork(
  context: Context,
  updates: readonly WorkUpdate[],
): Promise<boolean> {
  const signals: WorkSignal[] = [];
  const settlements: Settlement[] = [];
  const now = context.now.getTime();
  const policy = policyInForce('arbiter', now);
  for (const update of updates) {
    for (const kind of cardKinds) {
      const changes = changesOf(update, kind);
      if (changes.length === 0) continue;
      const alerts = update.running.filter((row) => cardKindOf(row) === kind).map(arbitrated);
      const { shown, raise: isNews, settle: isOver } = arbitrate(alerts, changes, policy, now);
      const findings = shown.map(({ alert, moment, bundle }) =>
        workFinding(alert.row, moment, bundle),
      );
      if (isNews) signals.push(signalOf(update.patient, kind, findings, shown));
      if (isOver) settlements.push({ kind, subject: update.patient.id, findings });
    }
  }
  const raised = await raise(context, signals);
  const settled = await settle(context, settlements);
  return [...raised, ...settled].some((one) => one.change !== 'unchanged');
}

const changeOf = {
  opened: 'open',
  worsened: 'worsen',
  repeated: 'repeat',
  downgraded: 'downgrade',
  cleared: 'clear',
  recomputed: 'repeat',
} as const;

function changesOf({ running, events }: WorkUpdate, kind: CardKind) {
  const kinds = new Map(running.map((row) => [row.id, cardKindOf(row)]));
  return events
    .filter((event) => kinds.get(event.alertId) === kind)
    .map(({ type }) => changeOf[type]);
}

function arbitrated(row: RunningAlert) {
  return { ...alertOf(row), row };
}

function signalOf(
  patient: MonitoredPatient,
  kind: CardKind,
  findings: readonly WorkFinding[],
  shown: readonly { readonly alert: { readonly openedAt: number } }[],
): WorkSignal {
  return {
    kind,
    subject: patient.id,
    patientId: patient.id,
    practiceId: patient.practiceId,
    language: patient.language,
    priority: Math.min(...findings.map((finding) => finding.priority)) as WorkFinding['priority'],
    findings,
    at: Math.min(...shown.map(({ alert }) => alert.openedAt)),
  };
}
