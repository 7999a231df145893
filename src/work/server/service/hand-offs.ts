import type { AuditAction } from '../../../access/core/audit.ts';
import { findUser } from '../../../access/server/service/users.ts';
import { permissionsOf } from '../../../access/core/permissions.ts';
import { ageOn, dayIn } from '../../../people/core/age.ts';
import { readPerson } from '../../../people/server/service/person.ts';
import { platformProblems } from '../../../platform/core/problem.ts';
import type { Context } from '../../../platform/server/context.ts';
import { isUuid } from '../../../platform/server/database.ts';
import { newId } from '../../../platform/server/ids.ts';
import {
  acceptHandOff,
  declineHandOff,
  offerHandOff,
  withdrawHandOff,
} from '../../core/answer-hand-off.ts';
import { happened, type Setting } from '../../core/change.ts';
import type { WorkEvent } from '../../core/event.ts';
import type { HandOff, HandOffOffer } from '../../core/hand-off.ts';
import type { LiveWork, WorkItem } from '../../core/item.ts';
import { stillLive, takeWork, transferWork } from '../../core/ownership.ts';
import { workProblems } from '../../core/problems.ts';
import { resumeWork, unchangedSince } from '../../core/progress.ts';
import type { Sbar } from '../../core/sbar.ts';
import { draftSbar } from '../../core/sbar-draft.ts';
import { admit, findItem, requirePerson } from '../admission.ts';
import { loadSetting } from '../setting.ts';
import { insertHandOff, lockOfferedOf, selectHandOff, updateHandOff } from '../store/hand-offs.ts';
import { selectEvents } from '../store/items.ts';
import { finish } from '../writing.ts';

/** The SBAR of an item as far as it is recorded, for the sender to edit; nothing is stored. */
export async function draftHandOff(context: Context, itemId: string): Promise<Sbar> {
  const item = stillLive(await findItem(context, itemId, 'read'));
  await admit(context, item);
  if (item.patientId === null) throw workProblems['hand-off.patient-needed']();
  const person = await readPerson(context, item.patientId);
  const history = await selectEvents(context.tx, context.caller.organizationId, item.id);
  const { header } = person;
  const active = person.conditions.filter((one) => one.clinicalStatus === 'active');
  const taken = person.medications.filter((one) => one.status === 'active');
  return draftSbar(
    item,
    {
      sex: header.sex,
      ageYears: ageOn(header.birthDate, dayIn(header.zone, context.now)),
      language: header.language,
      interpreterNeeded: header.interpreterNeeded,
      zone: header.zone,
      conditions: active.map((one) => one.display),
      medications: taken.map((one) => one.display),
    },
    history,
  );
}

export type OfferRequest = HandOffOffer & { readonly version: number };

/**
 * Offers an item that the caller owns (or takes by offering). The caller owns it until somebody accepts.
 * An item that was put aside comes back: its next owner must see it.
 */
export async function offer(
  context: Context,
  itemId: string,
  { version, ...offered }: OfferRequest,
): Promise<HandOff> {
  const { caller, now, tx } = context;
  const userId = requirePerson(context);
  const item = await findItem(context, itemId, 'lock');
  await admit(context, item);
  const current = unchangedSince(item, version);
  const setting = await loadSetting(context);
  if (await lockOfferedOf(tx, caller.organizationId, itemId)) throw workProblems['hand-off.open']();
  await refuseBadReceiver(context, offered);
  const owned =
    current.state === 'open'
      ? takeWork(current, userId, setting)
      : resumeWork(current, userId, setting);
  const handOff = offerHandOff(newId(now.getTime()), owned.item, userId, offered, setting);
  await insertHandOff(tx, caller.organizationId, handOff);
  const to = 'userId' in offered.to ? offered.to.userId : offered.to.queue;
  const told: WorkEvent = { type: 'hand-off-offered', handOffId: handOff.id, to };
  await conclude(context, 'hand-off.offer', owned.item, [...owned.events, told], [told]);
  return handOff;
}

async function refuseBadReceiver(context: Context, { to }: HandOffOffer): Promise<void> {
  if (!('userId' in to)) return;
  const receiver = isUuid(to.userId) ? await findUser(context, to.userId) : undefined;
  if (!receiver?.active || !permissionsOf(receiver.roles).has('hand-off.answer')) {
    throw workProblems['hand-off.incomplete']({ missing: ['to'] });
  }
}

/** Accepts with a synthesis: in the same transaction the caller becomes the owner of the item. */
export async function accept(
  context: Context,
  handOffId: string,
  synthesis: string,
): Promise<HandOff> {
  const { item, handOff, setting } = await lockToAnswer(context, handOffId);
  const by = { userId: requirePerson(context), roles: context.caller.roles };
  const accepted = acceptHandOff(handOff, by, synthesis, setting);
  const queue = 'queue' in handOff.to ? handOff.to.queue : null;
  const resumed = heldAside(item, by.userId, setting);
  const moved = transferWork(resumed.item, by.userId, handOff.id, queue, setting);
  await updateHandOff(context.tx, context.caller.organizationId, accepted);
  const events = [...resumed.events, ...moved.events];
  await finish(
    context,
    'hand-off.accept',
    [{ item: moved.item, events, isNew: false }],
    ['hand-offs'],
  );
  return accepted;
}

/** Declines with a reason; the sender owns the item as before. */
export async function decline(
  context: Context,
  handOffId: string,
  reason: string,
): Promise<HandOff> {
  const { item, handOff, setting } = await lockToAnswer(context, handOffId);
  const by = { userId: requirePerson(context), roles: context.caller.roles };
  const declined = declineHandOff(handOff, by, reason, setting);
  await updateHandOff(context.tx, context.caller.organizationId, declined);
  const told: WorkEvent = { type: 'hand-off-declined', handOffId, reason: reason.trim() };
  await conclude(context, 'hand-off.decline', item, [told], [told]);
  return declined;
}

/** Takes back an offer that nobody has answered. */
export async function withdraw(context: Context, handOffId: string): Promise<HandOff> {
  const { item, handOff, setting } = await lockToAnswer(context, handOffId);
  const withdrawn = withdrawHandOff(handOff, requirePerson(context), setting);
  await updateHandOff(context.tx, context.caller.organizationId, withdrawn);
  const told: WorkEvent = { type: 'hand-off-withdrawn', handOffId };
  await conclude(context, 'hand-off.withdraw', item, [told], [told]);
  return withdrawn;
}

interface ToAnswer {
  readonly item: LiveWork;
  readonly handOff: HandOff;
  readonly setting: Setting;
}

/** The item, then its hand-off, always in this order: two who answer at once never wait in a circle. */
async function lockToAnswer(context: Context, handOffId: string): Promise<ToAnswer> {
  const { caller, tx } = context;
  const seen = isUuid(handOffId)
    ? await selectHandOff(tx, caller.organizationId, handOffId, 'read')
    : undefined;
  if (!seen) throw platformProblems['record.not-found']();
  const item = await findItem(context, seen.itemId, 'lock');
  const handOff = await selectHandOff(tx, caller.organizationId, handOffId, 'lock');
  if (!handOff) throw platformProblems['record.not-found']();
  await admit(context, item);
  if (handOff.state !== 'offered') throw workProblems['hand-off.answered']();
  return { item: stillLive(item), handOff, setting: await loadSetting(context) };
}

/** Something may have been put aside after it was offered; whoever accepts it has it open. */
function heldAside(item: LiveWork, userId: string, setting: Setting) {
  if (item.state === 'open') return { item, events: [] };
  return resumeWork({ ...item, ownerId: userId }, userId, setting);
}

async function conclude(
  context: Context,
  action: AuditAction,
  item: WorkItem,
  events: readonly WorkEvent[],
  told: readonly WorkEvent[],
): Promise<void> {
  const written = { item: happened({ ...item, touched: true }, told), events, isNew: false };
  await finish(context, action, [written], ['hand-offs']);
}
