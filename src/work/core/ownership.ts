import { amend, freshDeadlines, happened, routeNow, type Change, type Setting } from './change.ts';
import { earlier, later } from './clocks.ts';
import type { WorkEvent } from './event.ts';
import { commonOf, type LiveWork, type Work, type WorkItem } from './item.ts';
import { workProblems } from './problems.ts';

/** The item if it is not closed; refuses otherwise. */
export function stillLive(item: WorkItem): LiveWork {
  if (item.state === 'closed') throw workProblems['work.closed']();
  return item;
}

/**
 * Makes somebody the owner, who thereby acknowledges everything that is known now. Refuses when
 * somebody else owns it; on an own item that is already acknowledged nothing happens.
 */
export function takeWork(given: WorkItem, userId: string, setting: Setting): Change<LiveWork> {
  const item = stillLive(given);
  if (item.ownerId !== null && item.ownerId !== userId) {
    throw workProblems['work.already-taken']({ ownerId: item.ownerId });
  }
  if (item.ownerId === userId && item.acknowledgedAt) return { item, events: [] };
  const type = item.ownerId === userId ? 'seen' : 'taken';
  const events: WorkEvent[] = [{ type, ownerId: userId }];
  const taken = amend(setting, item, ownedBy(userId, setting.now));
  return { item: happened(taken, events), events };
}

/**
 * Gives an item back to its queue. Somebody must take it anew within the time that acknowledging is
 * allowed, though never later than the deadline that was running: releasing wins no time.
 */
export function releaseWork(
  given: WorkItem,
  userId: string,
  reason: string,
  setting: Setting,
): Change<LiveWork> {
  const item = stillLive(given);
  if (item.ownerId !== userId) throw workProblems['work.not-owned']();
  const events: WorkEvent[] = [{ type: 'released', ownerId: null, reason }];
  const released = amend(setting, item, { ...unowned(item, setting), touched: true });
  return { item: happened(released, events), events };
}

/** Gives an item to somebody, who has to take it: until then the acknowledgement clock runs. */
export function assignWork(given: WorkItem, toUserId: string, setting: Setting): Change<LiveWork> {
  const item = stillLive(given);
  if (item.ownerId === toUserId) return { item, events: [] };
  const events: WorkEvent[] = [{ type: 'assigned', ownerId: toUserId }];
  const fields = {
    ...unacknowledged(item, setting),
    ownerId: toUserId,
    languageGap: false,
    touched: true,
  };
  return { item: happened(amend(setting, item, fields), events), events };
}

/** Responsibility moves to whoever accepted a hand-off; its resolution is counted anew from then. */
export function transferWork(
  given: WorkItem,
  toUserId: string,
  handOffId: string,
  queue: string | null,
  setting: Setting,
): Change<LiveWork> {
  const item = stillLive(given);
  const events: WorkEvent[] = [
    { type: 'hand-off-accepted', handOffId, ownerId: toUserId, wasOwnedBy: item.ownerId ?? '' },
  ];
  const fresh = freshDeadlines(setting, item.priority);
  const fields: Partial<Work> = {
    ...ownedBy(toUserId, setting.now),
    resolveDueAt: later(item.resolveDueAt, fresh.resolveDueAt),
    ...(queue === null ? {} : { queue, queueBy: 'hand-off' }),
  };
  return { item: happened(amend(setting, item, fields), events), events };
}

/** Frees an item whose owner went off duty without finishing it; whoever is there has to take it. */
export function freeFromAbsentOwner(item: LiveWork, setting: Setting): Change<LiveWork> {
  const events: WorkEvent[] = [
    { type: 'owner-off-duty', ownerId: null, wasOwnedBy: item.ownerId ?? '' },
  ];
  const fields = {
    ...unowned(item, setting),
    ...(item.acknowledgedAt ? freshAcknowledgement(item, setting) : {}),
  };
  return { item: happened(amend(setting, item, fields), events), events };
}

function ownedBy(userId: string, now: Date): Partial<Work> {
  return { ownerId: userId, acknowledgedAt: now, languageGap: false, touched: true };
}

function unowned(item: LiveWork, setting: Setting): Partial<Work> {
  const fields = { ...unacknowledged(item, setting), ownerId: null };
  if (item.queueBy !== 'routing') return fields;
  const route = routeNow(setting, commonOf(item), item.priority);
  return { ...fields, queue: route.queue, languageGap: route.languageGap };
}

function unacknowledged(item: LiveWork, setting: Setting): Partial<Work> {
  if (!item.acknowledgedAt) return {};
  const { acknowledgeDueAt } = freshAcknowledgement(item, setting);
  const running = item.contactedAt ? item.resolveDueAt : item.contactDueAt;
  return { acknowledgedAt: null, acknowledgeDueAt: earlier(acknowledgeDueAt, running) };
}

function freshAcknowledgement(item: LiveWork, setting: Setting) {
  return { acknowledgeDueAt: freshDeadlines(setting, item.priority).acknowledgeDueAt };
}
