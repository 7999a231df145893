import { recordAudit } from '../../../access/server/service.ts';
import type { Symptom } from '../../../monitoring/core/symptom.ts';
import {
  emergencySymptomsOf,
  pendingSymptomQuestions,
} from '../../../monitoring/server/service/symptom-questions.ts';
import { recordSymptoms } from '../../../monitoring/server/service/symptoms.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import { announce } from '../../../platform/server/live.ts';
import type { PortalQuestion } from '../../contract.ts';
import { openOwnPatient } from '../service.ts';
import {
  insertPortalQuestion,
  lockPortalQuestion,
  markQuestionAnswered,
  selectPortalQuestions,
} from '../store/questions.ts';

/** Asks the patient whether they have these symptoms; the words of each are those of the product. */
export async function askPatient(
  context: Context,
  patientId: string,
  symptoms: readonly Symptom[],
): Promise<PortalQuestion> {
  const { tx, caller, now } = context;
  const patient = await openPatient(context, patientId);
  if (caller.id === null) throw platformProblems['record.not-found']();
  const id = newId(now.getTime());
  await insertPortalQuestion(tx, {
    ...{ organizationId: caller.organizationId, patientId: patient.id, id },
    ...{ symptoms: [...symptoms], askedBy: caller.id, askedAt: now },
  });
  await recordAudit(context, {
    action: 'portal.ask',
    patientIds: [patient.id],
    subject: `portal-question:${id}`,
  });
  await announce(tx, caller.organizationId, [`patient:${patient.id}`]);
  return { id, symptoms: [...symptoms], askedAt: now.toISOString() };
}

/** What the patient is asked now: by the staff, and by the protocols of active alerts. */
export async function openQuestions(
  context: Context,
  patientId: string,
): Promise<readonly PortalQuestion[]> {
  const key = { organizationId: context.caller.organizationId, patientId };
  const asked = await selectPortalQuestions(context.tx, key, 'open');
  const pending = await pendingSymptomQuestions(context, patientId);
  return [...asked, ...pending].map(({ id, symptoms, askedAt }) => ({
    ...{ id, symptoms: [...symptoms], askedAt: askedAt.toISOString() },
  }));
}

/**
 * Takes the patient's answer as any other answer about symptoms: it is judged at once. Tells whether a
 * symptom was told that a protocol calls an emergency. The caller holds the organization's readings lock.
 */
export async function answerOwnQuestion(
  context: Context,
  { questionId, present }: { readonly questionId: string; readonly present: readonly Symptom[] },
): Promise<{ readonly call911: boolean }> {
  const { tx, caller, now } = context;
  const patient = await openOwnPatient(context);
  const key = { organizationId: caller.organizationId, patientId: patient.id };
  const question = isUuid(questionId) ? await lockPortalQuestion(tx, key, questionId) : undefined;
  const asked = question?.symptoms ?? (await askedByProtocol(context, patient.id, questionId));
  if (present.some((one) => !asked.includes(one))) {
    throw platformProblems['request.invalid']({ reason: 'present' });
  }
  // The question's id makes the same answer, sent again, the same one; another is refused there.
  await recordSymptoms(context, patient.id, { reportId: questionId, present });
  if (question?.answeredAt === null) await markQuestionAnswered(tx, key, questionId, now);
  const emergencies = await emergencySymptomsOf(context);
  return { call911: present.some((one) => emergencies.has(one)) };
}

/** The symptoms of a protocol's question that is open; refuses with `record.not-found` any other. */
async function askedByProtocol(
  context: Context,
  patientId: string,
  questionId: string,
): Promise<readonly Symptom[]> {
  const pending = await pendingSymptomQuestions(context, patientId);
  const found = pending.find(({ id }) => id === questionId);
  if (found === undefined) throw platformProblems['record.not-found']();
  return found.symptoms;
}
