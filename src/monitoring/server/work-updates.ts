import type { Context } from '../../platform/server/context.ts';
import type { Finding as WorkFinding } from '../../work/core/finding.ts';
import type { Settlement, WorkSignal } from '../../work/core/signal.ts';
import { raise, settle } from '../../work/server/service.ts';
import { protocolsInUse } from './content.ts';
import { workFinding } from './findings.ts';
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
  for (const update of updates) {
    for (const kind of cardKinds) {
      const touched = touchedAlerts(update, kind);
      if (touched.length === 0) continue;
      const active = activeAlerts(update, kind);
      if (touched.some((event) => event.type !== 'cleared') && active.length > 0) {
        signals.push(signalOf(update.patient, kind, active));
      }
      if (touched.some(({ type }) => type === 'cleared' || type === 'downgraded')) {
        const findings = active.map(workFinding);
        settlements.push({ kind, subject: update.patient.id, findings });
      }
    }
  }
  const raised = await raise(context, signals);
  const settled = await settle(context, settlements);
  return [...raised, ...settled].some((one) => one.change !== 'unchanged');
}

function touchedAlerts({ running, events }: WorkUpdate, kind: CardKind) {
  const kinds = new Map(running.map((row) => [row.id, cardKindOf(row)]));
  return events.filter((event) => kinds.get(event.alertId) === kind);
}

function activeAlerts({ running }: WorkUpdate, kind: CardKind): readonly RunningAlert[] {
  return running.filter((row) => row.state === 'active' && cardKindOf(row) === kind);
}

function signalOf(
  patient: MonitoredPatient,
  kind: CardKind,
  active: readonly RunningAlert[],
): WorkSignal {
  const findings = active.map(workFinding);
  return {
    kind,
    subject: patient.id,
    patientId: patient.id,
    practiceId: patient.practiceId,
    language: patient.language,
    priority: Math.min(...findings.map((finding) => finding.priority)) as WorkFinding['priority'],
    findings,
    at: Math.min(...active.map((row) => row.openedAt)),
  };
}
