import { recordAudit } from '../../../access/server/service.ts';
import { openPatient } from '../../../people/server/service.ts';
import type { Reply } from '../../../platform/core/contract.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { readPortalAccess } from '../../contract.ts';
import { isSessionOver } from '../../core/session-limits.ts';
import { selectOpenInvitations, selectPortalSessions } from '../store/access.ts';
import { selectPortalQuestions } from '../store/questions.ts';
import { loadMessages } from './messages.ts';

/** Who can enter the portal of a patient, with the messages and the questions asked. */
export async function readAccess(
  context: Context,
  patientId: string,
): Promise<Reply<typeof readPortalAccess>> {
  const { tx, caller, now } = context;
  const { id } = await openPatient(context, patientId);
  await recordAudit(context, { action: 'portal.look', patientIds: [id] });
  const key = { organizationId: caller.organizationId, patientId: id };
  const invitations = await selectOpenInvitations(tx, key, now);
  const sessions = await selectPortalSessions(tx, key);
  const questions = await selectPortalQuestions(tx, key, 'all');
  return {
    invitations: invitations.map((one) => ({
      ...{ id: one.id, memberId: one.memberId },
      ...{ expiresAt: one.expiresAt.toISOString(), createdAt: one.createdAt.toISOString() },
    })),
    sessions: sessions
      .filter((one) => !isSessionOver(one, now))
      .map((one) => ({
        ...{ id: one.id, memberId: one.memberId },
        ...{ beganAt: one.beganAt.toISOString(), lastActiveAt: one.lastActiveAt.toISOString() },
      })),
    messages: [...(await loadMessages(context, id))],
    questions: questions.map(({ id: questionId, symptoms, askedAt, answeredAt }) => ({
      ...{ id: questionId, symptoms, askedAt: askedAt.toISOString() },
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
  };
}
