import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Input, Reply } from '../../../platform/core/contract.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import type { AlertView, explainAlertRoute, listAlerts } from '../../contract.ts';
import type { CompiledProtocols } from '../../core/compile.ts';
import { explain } from '../../core/explanation.ts';
import { findingOf } from '../../core/finding.ts';
import { replay } from '../../core/replay.ts';
import { explanationSentences } from '../../core/sentences.ts';
import type { Verdict } from '../../core/verdict.ts';
import { stateWords } from '../../core/vocabulary.ts';
import { textOf, wordsInUse } from '../findings.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import {
  selectAlert,
  selectAlertEvents,
  selectAlertsOf,
  selectFirstVerdicts,
  type AlertRow,
} from '../store/alerts.ts';

/** A patient's alerts, active ones first. */
export async function readAlerts(
  context: Context,
  patientId: string,
  query: Input<typeof listAlerts>['query'],
): Promise<Reply<typeof listAlerts>> {
  await openPatient(context, patientId);
  const rows = await selectAlertsOf(context.tx, context.caller.organizationId, patientId, {
    activeOnly: query.state === 'active',
    before: query.before ? new Date(query.before) : null,
    limit: query.limit ?? 50,
  });
  await recordAudit(context, { action: 'alerts.read', patientIds: [patientId] });
  const ids = rows.map(({ id }) => id);
  const first = await selectFirstVerdicts(context.tx, context.caller.organizationId, ids);
  const protocols = await loadProtocolsOf(context);
  return { alerts: rows.map((row) => view(row, first.get(row.id), protocols)) };
}

/** Why an alert is what it is, in codes and sentences, and whether it replays to the same answer. */
export async function explainAlert(
  context: Context,
  alertId: string,
): Promise<Reply<typeof explainAlertRoute>> {
  const { caller, tx } = context;
  const row = isUuid(alertId) ? await selectAlert(tx, caller.organizationId, alertId) : undefined;
  if (!row) throw platformProblems['record.not-found']();
  const { zone } = await openPatient(context, row.patientId);
  const events = await selectAlertEvents(tx, caller.organizationId, row.id);
  const protocols = await loadProtocolsOf(context);
  const explanation = explain(row.verdict, protocols);
  const sentences = (language: 'en' | 'es') => [
    ...explanationSentences(wordsInUse(), explanation, language, zone),
  ];
  await recordAudit(context, {
    action: 'alert.explain',
    patientIds: [row.patientId],
    subject: `alert:${row.id}`,
  });
  return {
    alert: view(row, events[0]?.verdict, protocols),
    explanation,
    sentences: { en: sentences('en'), es: sentences('es') },
    replay: replay(row.verdict, protocols).outcome,
    events: events.map(({ at, type, verdict }) => ({
      at: new Date(at).toISOString(),
      type,
      text: textOfVerdict(verdict, protocols),
      verdict,
    })),
  };
}

function textOfVerdict(verdict: Verdict, protocols: CompiledProtocols) {
  const rule = protocols.find(verdict.ruleId, verdict.protocolVersion);
  if (rule === undefined || verdict.state !== 'fires') return stateWords[verdict.state];
  return textOf({ finding: findingOf(rule, verdict) });
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function view(row: AlertRow, first: Verdict | undefined, protocols: CompiledProtocols): AlertView {
  return {
    id: row.id,
    patientId: row.patientId,
    kind: row.kind,
    ruleId: row.ruleId,
    protocolVersion: row.protocolVersion,
    state: row.state,
    priority: row.priority,
    direction: row.direction,
    unconfirmed: row.unconfirmed,
    needsPerson: row.needsPerson,
    recheckDueAt: iso(row.recheckDueAt),
    openedAt: new Date(row.openedAt).toISOString(),
    lastReadingAt: new Date(row.lastReadingAt).toISOString(),
    occurrences: row.occurrences,
    clearedAt: iso(row.clearedAt),
    clearReason: row.clearReason,
    latest: textOf(row.latest),
    worst: textOf(row.worst),
    first: first === undefined ? textOf(row.worst) : textOfVerdict(first, protocols),
    worstAt: new Date(row.worst.at).toISOString(),
  };
}
