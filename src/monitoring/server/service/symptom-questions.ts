import { openPatient } from '../../../people/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import { emergencySymptoms } from '../../core/emergency-symptoms.ts';
import type { Symptom } from '../../core/symptom.ts';
import { symptomsToAsk } from '../../core/symptoms-to-ask.ts';
import { loadProtocolsOf } from '../protocol-release.ts';
import { selectAlertsOf } from '../store/alerts.ts';
import { selectSymptomReports } from '../store/profiles.ts';

/** What a protocol asks a patient about because of an alert. */
export interface SymptomQuestion {
  /** Of the alert and of when it was last raised: raised again, it asks again. */
  readonly id: string;
  readonly symptoms: readonly Symptom[];
  readonly askedAt: Date;
}

const alertsLookedAt = 50;

/**
 * What the protocols ask a patient about now: the symptoms in the steps of each active alert, until they
 * were answered. The caller audits what it does with them.
 */
export async function pendingSymptomQuestions(
  context: Context,
  patientId: string,
): Promise<readonly SymptomQuestion[]> {
  const { caller, tx } = context;
  const { organizationId } = caller;
  await openPatient(context, patientId);
  const page = { activeOnly: true, before: null, limit: alertsLookedAt };
  const alerts = await selectAlertsOf(tx, organizationId, patientId, page);
  if (alerts.length === 0) return [];
  const since = new Date(Math.min(...alerts.map(({ raisedAt }) => raisedAt)));
  const reports = await selectSymptomReports(tx, organizationId, [patientId], since);
  const protocols = await loadProtocolsOf(context);
  return alerts.flatMap(({ id, ruleId, protocolVersion, raisedAt }) => {
    const found = protocols.find(ruleId, protocolVersion) ?? protocols.newest(ruleId);
    const questionId = `${id}@${raisedAt}`;
    // Another answer may have been to other symptoms: only its own ends a question, or the end of the alert.
    const isAnswered = reports.some(({ sourceId }) => sourceId === `asked/${questionId}`);
    if (found === undefined || isAnswered) return [];
    const symptoms = symptomsToAsk(found.protocol, found.rule.id);
    const question = { id: questionId, symptoms, askedAt: new Date(raisedAt) };
    return symptoms.length === 0 ? [] : [question];
  });
}

/** The symptoms that one of the organization's protocols calls an emergency. */
export async function emergencySymptomsOf(context: Context): Promise<ReadonlySet<Symptom>> {
  const { contents } = await loadProtocolsOf(context);
  return emergencySymptoms(contents.map(({ definition }) => definition));
}
