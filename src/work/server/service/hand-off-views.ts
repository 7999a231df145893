import { listOnDuty, recordAudit } from '../../../access/server/service.ts';
import { permissionsOf } from '../../../access/core/permissions.ts';
import { openPatient } from '../../../people/server/service.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import type { HandOffView, SbarView } from '../../contract/hand-offs.ts';
import type { HandOff } from '../../core/hand-off.ts';
import type { WorkItem } from '../../core/item.ts';
import { servesQueue } from '../../core/routing.ts';
import { renderStatement, sbarSections, type Sbar } from '../../core/sbar.ts';
import { combineWordings, type Statement, type Wording } from '../../core/statement.ts';
import { findItem } from '../admission.ts';
import { workContentAt } from '../content.ts';
import {
  isOfferedPatient,
  selectHandOff,
  selectOffered,
  selectPatientHandOffs,
} from '../store/hand-offs.ts';
import { ownsOpenItem, selectItems } from '../store/items.ts';
import { selectNames } from '../store/people.ts';
import { personOf, queueLabel } from './views.ts';

const patientHandOffsShown = 50;

/** Offers that the caller may answer, and those the caller sent and that nobody answered yet. */
export async function listHandOffs(
  context: Context,
  findings: Wording,
): Promise<{ received: HandOffView[]; sent: HandOffView[] }> {
  const { caller, tx } = context;
  const inbox = inboxOf(context);
  const received = await selectOffered(tx, caller.organizationId, inbox, 'received');
  const sent = await selectOffered(tx, caller.organizationId, inbox, 'sent');
  const patientIds = [...received, ...sent].map((one) => one.patientId);
  await recordAudit(context, { action: 'hand-off.list', patientIds });
  return {
    received: await viewHandOffs(context, received, findings),
    sent: await viewHandOffs(context, sent, findings),
  };
}

/** How many offers wait for the caller's answer. */
export async function countHandOffs(context: Context): Promise<{ received: number }> {
  const { caller, tx } = context;
  const inbox = inboxOf(context);
  const received = await selectOffered(tx, caller.organizationId, inbox, 'received');
  return { received: received.length };
}

/** One hand-off of a patient whom the caller may see. */
export async function readHandOff(
  context: Context,
  handOffId: string,
  findings: Wording,
): Promise<HandOffView> {
  const { caller, tx } = context;
  const handOff = isUuid(handOffId)
    ? await selectHandOff(tx, caller.organizationId, handOffId, 'read')
    : undefined;
  if (!handOff) throw platformProblems['record.not-found']();
  await openPatient(context, handOff.patientId);
  const subject = `hand-off:${handOff.id}`;
  await recordAudit(context, { action: 'hand-off.read', patientIds: [handOff.patientId], subject });
  return viewHandOff(context, handOff, findings);
}

/** A patient's hand-offs, newest first. */
export async function listPatientHandOffs(
  context: Context,
  patientId: string,
  findings: Wording,
): Promise<HandOffView[]> {
  const { id } = await openPatient(context, patientId);
  const { caller, tx } = context;
  const found = await selectPatientHandOffs(tx, caller.organizationId, id, patientHandOffsShown);
  await recordAudit(context, { action: 'hand-off.read', patientIds: [id] });
  return viewHandOffs(context, found, findings);
}

/** A hand-off as a screen shows it, both languages side by side; neither gate nor audit. */
export async function viewHandOff(
  context: Context,
  handOff: HandOff,
  findings: Wording,
): Promise<HandOffView> {
  const [view] = await viewHandOffs(context, [handOff], findings);
  if (!view) throw new Error('One hand-off gives one view.');
  return view;
}

async function viewHandOffs(
  context: Context,
  handOffs: readonly HandOff[],
  findings: Wording,
): Promise<HandOffView[]> {
  const { caller, now, tx } = context;
  const ids = handOffs.flatMap((one) => [
    one.fromUserId,
    'userId' in one.to ? one.to.userId : null,
    one.state === 'offered' ? null : one.answeredBy,
  ]);
  const names = await selectNames(tx, caller.organizationId, ids);
  const items = await selectItems(
    tx,
    caller.organizationId,
    handOffs.map((one) => one.itemId),
  );
  const content = workContentAt(now);
  const wording = combineWordings([content.statements, findings]);
  return handOffs.map((one) => {
    const item = items.get(one.itemId);
    if (!item) throw new Error(`Hand-off ${one.id} is of no item.`);
    const toQueue = 'queue' in one.to ? one.to.queue : null;
    return {
      ...factsOf(one, item),
      from: personOf(names, one.fromUserId) ?? { id: one.fromUserId, name: '' },
      toUser: personOf(names, 'userId' in one.to ? one.to.userId : null),
      toQueue: toQueue === null ? null : { id: toQueue, label: queueLabel(content, toQueue) },
      sbar: viewSbar(one.sbar, wording),
      answeredBy: personOf(names, one.state === 'offered' ? null : one.answeredBy),
    };
  });
}

function factsOf(handOff: HandOff, item: WorkItem) {
  return {
    id: handOff.id,
    itemId: handOff.itemId,
    patientId: handOff.patientId,
    severity: handOff.severity,
    actions: handOff.actions.map((one) => ({ ...one })),
    contingency: handOff.contingency.map((one) => ({ ...one })),
    state: handOff.state,
    offeredAt: handOff.offeredAt.toISOString(),
    answerDueAt: handOff.answerDueAt.toISOString(),
    escalated: handOff.escalatedTo !== null,
    answeredAt: handOff.state === 'offered' ? null : handOff.answeredAt.toISOString(),
    synthesis: handOff.state === 'accepted' ? handOff.synthesis : null,
    declineReason: handOff.state === 'declined' ? handOff.reason : null,
    priority: item.priority,
    language: item.language,
  };
}

/** An SBAR with its words in both languages. */
export function viewSbar(sbar: Sbar, wording: Wording): SbarView {
  const view = (statement: Statement) => ({
    statement: 'code' in statement ? { ...statement, params: { ...statement.params } } : statement,
    text: {
      en: renderStatement(statement, 'en', wording),
      es: renderStatement(statement, 'es', wording),
    },
  });
  const sections = sbarSections.map((section) => [section, sbar[section].map(view)] as const);
  return Object.fromEntries(sections) as SbarView;
}

/** A draft as a screen shows it, and to whom it can be offered: queues, and people on duty. */
export async function viewDraft(context: Context, itemId: string, sbar: Sbar, findings: Wording) {
  const item = await findItem(context, itemId, 'read');
  const content = workContentAt(context.now);
  const onDuty = await listOnDuty(context);
  return {
    sbar: viewSbar(sbar, combineWordings([content.statements, findings])),
    targets: {
      queues: content.queues
        .filter((queue) => queue.receivesHandOffs)
        .map(({ id, label }) => ({ id, label })),
      people: onDuty
        .filter((one) => one.userId !== context.caller.id)
        .filter((one) => permissionsOf(one.roles).has('hand-off.answer'))
        .map(({ userId, displayName, languages }) => {
          return {
            id: userId,
            name: displayName,
            speaksLanguage: languages.includes(item.language),
          };
        }),
    },
  };
}

/**
 * Tells whether work opens a restricted patient to the caller: owning open work on them, or being the
 * one to whom a hand-off of them is offered. Registered with people's gate by app.
 */
export async function workOpensPatient(context: Context, patientId: string): Promise<boolean> {
  const { caller, tx } = context;
  if (caller.kind !== 'user' || caller.id === null) return false;
  if (await ownsOpenItem(tx, caller.organizationId, caller.id, patientId)) return true;
  if (!caller.permissions.has('hand-off.answer')) return false;
  return isOfferedPatient(tx, caller.organizationId, inboxOf(context), patientId);
}

function inboxOf({ caller, now }: Context) {
  const { queues } = workContentAt(now);
  const served = queues
    .filter((queue) => servesQueue(caller.roles, queue))
    .map((queue) => queue.id);
  const userId = caller.id ?? '00000000-0000-0000-0000-000000000000';
  return { userId, queues: served, practiceId: caller.practiceId };
}
