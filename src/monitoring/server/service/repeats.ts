import { openPatient } from '../../../people/server/service.ts';
import type { ReviewedText } from '../../../platform/core/text.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import { selectAwaitingRepeat } from '../store/alerts.ts';

/** A second measurement that a patient is asked for. */
export interface RepeatRequest {
  readonly alertId: string;
  readonly kind: VitalKind;
  /** Of the critical value. */
  readonly measuredAt: Date;
  /** Not sooner than this does a second value count. */
  readonly notBefore: Date;
  readonly dueAt: Date;
  /** To the patient, in both languages, with its reviewer state: unreviewed text is shown to nobody. */
  readonly ask: ReviewedText;
}

/**
 * The second measurements that a patient is asked for now, the most urgent first: at most one for each
 * vital sign, because one repeat answers them all. The caller audits what it does with them.
 */
export async function pendingRepeatRequests(
  context: Context,
  patientId: string,
): Promise<readonly RepeatRequest[]> {
  const { caller, tx, now } = context;
  await openPatient(context, patientId);
  const rows = await selectAwaitingRepeat(tx, caller.organizationId, patientId, now);
  if (rows.length === 0) return [];
  const protocols = await loadProtocolsOf(context);
  const requests = new Map<VitalKind, RepeatRequest>();
  for (const { id, ruleId, protocolVersion, recheck } of rows) {
    const rule = protocols.find(ruleId, protocolVersion) ?? protocols.newest(ruleId);
    const confirm = rule?.rule.levels.find((level) => level.id === recheck.level)?.confirm;
    const { kind, at } = recheck.first;
    if (confirm === undefined || requests.has(kind)) continue;
    requests.set(kind, {
      ...{ alertId: id, kind, ask: confirm.ask },
      measuredAt: new Date(at),
      notBefore: new Date(at + confirm.afterMinutes * 60_000),
      dueAt: new Date(recheck.recheckDueAt),
    });
  }
  return [...requests.values()];
}
