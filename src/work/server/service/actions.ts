import type { AuditAction } from '../../../access/core/audit.ts';
import { findUser } from '../../../access/server/service/users.ts';
import { permissionsOf } from '../../../access/core/permissions.ts';
import type { Context } from '../../../platform/server/context.ts';
import { newId } from '../../../platform/server/ids.ts';
import { happened, type Change, type Setting } from '../../core/change.ts';
import type { WorkEvent } from '../../core/event.ts';
import {
  followUpKind,
  followUpSubject,
  followUpWork,
  type FollowUpRequest,
} from '../../core/follow-up.ts';
import type { LiveWork, WorkItem } from '../../core/item.ts';
import { assignWork, releaseWork, takeWork } from '../../core/ownership.ts';
import { workProblems } from '../../core/problems.ts';
import {
  answerSteps,
  contactWork,
  noteWork,
  resolveWork,
  resumeWork,
  snoozeWork,
  waitForWork,
  type ContactRecord,
  type HoldRequest,
  type StepAnswers,
} from '../../core/progress.ts';
import { admit, findItem, requirePerson } from '../admission.ts';
import { refuseWhileOffered, withdrawOffer } from '../offers.ts';
import { loadSetting } from '../setting.ts';
import { hasAnswers, lockOpenItems } from '../store/items.ts';
import { selectNames } from '../store/people.ts';
import { finish } from '../writing.ts';

type Decide<Item extends WorkItem> = (
  item: WorkItem,
  userId: string,
  setting: Setting,
) => Change<Item>;

/** What every action does: lock, admit, decide, write, audit, announce. */
async function act<Item extends WorkItem>(
  context: Context,
  itemId: string,
  action: AuditAction,
  decide: Decide<Item>,
): Promise<Item> {
  const userId = requirePerson(context);
  const item = await findItem(context, itemId, 'lock');
  await admit(context, item);
  const change = decide(item, userId, await loadSetting(context));
  await finish(context, action, [{ ...change, isNew: false }]);
  return change.item;
}

/**
 * Makes the caller the owner. Of two who try at once one gets it, and the other is told who has it. The
 * gate comes after: owning work on a restricted patient is what opens the record.
 */
export async function take(context: Context, itemId: string): Promise<LiveWork> {
  const userId = requirePerson(context);
  const item = await findItem(context, itemId, 'lock');
  if (item.state !== 'closed' && item.ownerId !== null && item.ownerId !== userId) {
    await admit(context, item);
    const names = await selectNames(context.tx, context.caller.organizationId, [item.ownerId]);
    const owner = { id: item.ownerId, name: names.get(item.ownerId) ?? '' };
    throw workProblems['work.already-taken']({ owner });
  }
  const change = takeWork(item, userId, await loadSetting(context));
  await finish(context, 'work.take', [{ ...change, isNew: false }]);
  await admit(context, change.item);
  return change.item;
}

/** Gives the item back to its queue; refused while a hand-off of it waits for an answer. */
export async function release(context: Context, itemId: string, reason: string): Promise<LiveWork> {
  // The item first: whoever answers the offer locks in this order, too.
  await admit(context, await findItem(context, itemId, 'lock'));
  await refuseWhileOffered(context, itemId);
  return act(context, itemId, 'work.release', (item, userId, setting) =>
    releaseWork(item, userId, reason, setting),
  );
}

/** Gives the item to a colleague, who has to take it; an offer of it is withdrawn. */
export async function assign(
  context: Context,
  itemId: string,
  toUserId: string,
): Promise<LiveWork> {
  requirePerson(context);
  const colleague = await findUser(context, toUserId);
  if (!colleague?.active || !permissionsOf(colleague.roles).has('work.act')) {
    throw workProblems['work.assignee-unknown']();
  }
  const item = await findItem(context, itemId, 'lock');
  await admit(context, item);
  const setting = await loadSetting(context);
  const withdrawn = await withdrawOffer(context, item, setting);
  const assigned = assignWork(withdrawn.item, toUserId, setting);
  const events = [...withdrawn.events, ...assigned.events];
  await finish(
    context,
    'work.assign',
    [{ item: assigned.item, events, isNew: false }],
    ['hand-offs'],
  );
  return assigned.item;
}

/** Adds a note; it moves no clock. */
export function note(context: Context, itemId: string, text: string): Promise<LiveWork> {
  return act(context, itemId, 'work.note', (item) => noteWork(item, text));
}

/** Puts the item out of sight until a time; anything worse or opposite brings it back at once. */
export function snooze(context: Context, itemId: string, request: HoldRequest): Promise<LiveWork> {
  return act(context, itemId, 'work.snooze', (item, userId, setting) =>
    snoozeWork(item, userId, request, setting),
  );
}

/** Waits for something definite until a time; anything worse or opposite brings it back at once. */
export function waitFor(context: Context, itemId: string, request: HoldRequest): Promise<LiveWork> {
  return act(context, itemId, 'work.wait', (item, userId, setting) =>
    waitForWork(item, userId, request, setting),
  );
}

/** Ends a snooze or a wait by hand. */
export function resume(context: Context, itemId: string): Promise<LiveWork> {
  return act(context, itemId, 'work.resume', resumeWork);
}

/** Records that the patient was reached, or an attempt to. */
export function recordContact(
  context: Context,
  itemId: string,
  contact: ContactRecord,
): Promise<LiveWork> {
  return act(context, itemId, 'work.contact', (item, userId, setting) =>
    contactWork(item, userId, contact, setting),
  );
}

/** Records answers to steps of the protocol, together or not at all; the same ones sent again change nothing. */
export async function completeSteps(
  context: Context,
  itemId: string,
  answers: StepAnswers,
): Promise<WorkItem> {
  const item = await findItem(context, itemId, 'lock');
  if (await hasAnswers(context.tx, context.caller.organizationId, itemId, answers.requestId)) {
    await admit(context, item);
    await finish(context, 'work.step', [{ item, events: [], isNew: false }]);
    return item;
  }
  return act(context, itemId, 'work.step', (locked, userId, setting) =>
    answerSteps(locked, userId, answers, setting),
  );
}

export interface Resolution {
  readonly version: number;
  readonly disposition: string;
  readonly note: string;
  readonly followUp?: FollowUpRequest;
}

/**
 * Closes the item with a disposition and opens the follow-up that goes with it, all or nothing. An offer
 * of it that nobody answered is withdrawn.
 */
export async function resolve(
  context: Context,
  itemId: string,
  { followUp, ...given }: Resolution,
): Promise<WorkItem> {
  const userId = requirePerson(context);
  const item = await findItem(context, itemId, 'lock');
  await admit(context, item);
  const setting = await loadSetting(context);
  const kept = followUp ? false : await hasOpenFollowUp(context, item);
  const intent = followUp ? 'new' : kept ? 'kept' : 'none';
  const resolved = resolveWork(item, userId, { ...given, followUp: intent }, setting);
  const withdrawn = await withdrawOffer(context, resolved.item, setting);
  const closed = { item: withdrawn.item, events: [...resolved.events, ...withdrawn.events] };
  const all = followUp
    ? await withFollowUp(context, closed, followUp, setting)
    : [{ ...closed, isNew: false }];
  await finish(context, 'work.resolve', all, ['hand-offs']);
  return all[0]?.item ?? closed.item;
}

/** Promises to come back on a day; the promise is an item itself. */
export async function openFollowUp(
  context: Context,
  itemId: string,
  request: FollowUpRequest,
): Promise<WorkItem> {
  requirePerson(context);
  const item = await findItem(context, itemId, 'lock');
  await admit(context, item);
  const setting = await loadSetting(context);
  const all = await withFollowUp(context, { item, events: [] }, request, setting);
  await finish(context, 'work.follow-up', all);
  return all[0]?.item ?? item;
}

async function withFollowUp(
  context: Context,
  { item, events }: Change,
  request: FollowUpRequest,
  setting: Setting,
) {
  if (await hasOpenFollowUp(context, item)) throw workProblems['work.follow-up-not-possible']();
  const followUp = followUpWork(newId(context.now.getTime()), item, request, setting);
  const told: WorkEvent = {
    type: 'follow-up-opened',
    itemId: followUp.item.id,
    dueOn: request.dueOn,
  };
  return [
    { item: happened({ ...item, touched: true }, [told]), events: [...events, told], isNew: false },
    { ...followUp, isNew: true },
  ];
}

async function hasOpenFollowUp(context: Context, item: WorkItem): Promise<boolean> {
  const key = { kind: followUpKind, subject: followUpSubject(item) };
  const found = await lockOpenItems(context.tx, context.caller.organizationId, [key]);
  return found.length > 0;
}
