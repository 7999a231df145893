import { recordAudit } from '../../../access/server/service.ts';
import type { PatientHeader } from '../../../people/core/schemas.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { announce } from '../../../platform/server/live.ts';
import type { Finding } from '../../../work/core/finding.ts';
import { raise } from '../../../work/server/service.ts';
import type { PortalMessage } from '../../contract.ts';
import { openOwnPatient } from '../service.ts';
import {
  insertPortalMessage,
  selectPortalMessage,
  selectPortalMessages,
  type MessageRow,
} from '../store/messages.ts';

/** The kind of work that a patient's message is. */
const kind = 'patient-message';
const messagesShown = 100;

interface Written {
  /** Made once by whoever writes: the same message sent again stays one. */
  readonly messageId: string;
  readonly text: string;
}

/** Takes a message of the patient and makes it somebody's work, in the patient's language. */
export async function writeAsPatient(context: Context, written: Written): Promise<PortalMessage> {
  const patient = await openOwnPatient(context);
  const { message, isNew } = await store(context, patient, written, true);
  if (isNew) await raiseWork(context, patient);
  return message;
}

/** Sends a message of the care team to the patient. */
export async function writeAsStaff(
  context: Context,
  patientId: string,
  written: Written,
): Promise<PortalMessage> {
  const patient = await openPatient(context, patientId);
  return (await store(context, patient, written, false)).message;
}

async function store(
  context: Context,
  patient: PatientHeader,
  { messageId: id, text }: Written,
  fromPatient: boolean,
): Promise<{ readonly message: PortalMessage; readonly isNew: boolean }> {
  const { tx, caller, now } = context;
  const key = { organizationId: caller.organizationId, patientId: patient.id };
  const row = { id, fromPatient, authorName: caller.label, text: text.trim(), at: now };
  if (row.text === '') throw platformProblems['request.invalid']({ reason: 'text' });
  const isNew = await insertPortalMessage(tx, { ...key, ...row, authorId: caller.id });
  const kept = isNew ? row : await selectPortalMessage(tx, key, id);
  // Something else under the same id must not pass for the same: a message would be lost.
  if (kept === undefined || kept.text !== row.text || kept.fromPatient !== fromPatient) {
    throw platformProblems['request.invalid']({ reason: 'messageId' });
  }
  await recordAudit(context, {
    action: 'portal.write',
    patientIds: [patient.id],
    subject: `portal-message:${id}`,
  });
  await announce(tx, caller.organizationId, ['work', `patient:${patient.id}`]);
  return { message: toMessage(kept), isNew };
}

/** How many the patient has written since the care team last did: more of them raise the card again. */
async function raiseWork(context: Context, patient: PatientHeader): Promise<void> {
  const messages = await loadMessages(context, patient.id);
  const answeredAt = messages.findLastIndex((message) => !message.fromPatient);
  const waiting = messages.slice(answeredAt + 1);
  const finding: Finding = {
    ...{ code: 'portal/message', ruleId: 'portal/message', kind: 'any', direction: 'none' },
    ...{ priority: 3, magnitude: waiting.length, unconfirmed: false },
    at: context.now.getTime(),
    params: { count: waiting.length },
    // What it says is read on the chart: a card shows no more than that there is something to read.
    text: { en: 'The patient wrote a message', es: 'El paciente escribió un mensaje' },
  };
  await raise(context, [
    {
      ...{ kind, subject: patient.id, patientId: patient.id, practiceId: patient.practiceId },
      ...{ language: patient.language, priority: 3, findings: [finding] },
      at: Date.parse(waiting[0]?.at ?? context.now.toISOString()),
    },
  ]);
}

/** The newest hundred messages of a patient, oldest first. The caller audits and is admitted before. */
export async function loadMessages(
  { tx, caller }: Context,
  patientId: string,
): Promise<readonly PortalMessage[]> {
  const key = { organizationId: caller.organizationId, patientId };
  return (await selectPortalMessages(tx, key, messagesShown)).map(toMessage);
}

function toMessage({ authorName, at, ...row }: MessageRow): PortalMessage {
  const { id, fromPatient, text } = row;
  return { id, fromPatient, text, author: authorName, at: at.toISOString() };
}
