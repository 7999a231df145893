import { asOpen, happened, routeNow, type Change, type Setting } from './change.ts';
import { dueAfter } from './clocks.ts';
import { policyOf, rungAt } from './escalation.ts';
import type { WorkEvent } from './event.ts';
import { gapEvents } from './evidence.ts';
import { commonOf, type LiveWork, type OpenWork } from './item.ts';
import { freeFromAbsentOwner } from './ownership.ts';
import { wakeWork } from './progress.ts';

/**
 * What the time does to an item whose clock is due: a snooze or wait ends; otherwise one rung of the
 * ladder is climbed and the next is set, so that the same moment never escalates twice and no clock is
 * ever left unset. `handOffOffered`: the sender answers for it even off duty.
 */
export function tickWork(
  item: LiveWork,
  handOffOffered: boolean,
  setting: Setting,
): Change<LiveWork> {
  if (item.clock.at.getTime() > setting.now.getTime()) return { item, events: [] };
  if (item.state !== 'open') return wakeWork(item, setting);
  const absent =
    item.ownerId !== null && !setting.onDuty.some((one) => one.userId === item.ownerId);
  const escalated = escalate(item, setting);
  if (!absent || handOffOffered || item.clock.name === 'resolve') return escalated;
  const freed = freeFromAbsentOwner(escalated.item, setting);
  return { item: freed.item, events: [...escalated.events, ...freed.events] };
}

function escalate(item: OpenWork, setting: Setting): Change<OpenWork> {
  const policy = policyOf(setting.escalation, item.priority);
  const { name, step } = item.clock;
  const rung = rungAt(policy.ladders[name === 'wake' ? 'acknowledge' : name], step);
  const queue = rung.queue ?? item.queue;
  const events: WorkEvent[] = [{ type: 'escalated', clock: name, step: rung.step, queue }];
  const climbed: OpenWork = {
    ...item,
    queue,
    queueBy: rung.queue ? 'escalation' : item.queueBy,
    clock: {
      name,
      at: dueAfter(rung.next, policy.calendar, setting.calendar, setting.now),
      step: step + 1,
    },
  };
  return { item: happened(climbed, events), events };
}

/**
 * Open work that nobody owns, placed as people are on duty now: a speaker who comes on duty ends the
 * gap, one who leaves opens it. What was escalated or handed off stays where it is; only its gap is told.
 */
export function rerouteWork(item: OpenWork, setting: Setting): Change<OpenWork> {
  if (item.ownerId !== null) return { item, events: [] };
  const route = routeNow(setting, item, item.priority);
  const queue = item.queueBy === 'routing' ? route.queue : item.queue;
  if (queue === item.queue && route.languageGap === item.languageGap) return { item, events: [] };
  const moved = { ...commonOf(item), queue, languageGap: route.languageGap };
  const gap = gapEvents(item.languageGap, moved);
  const events: readonly WorkEvent[] =
    gap.length > 0 ? gap : [{ type: 'routed', from: item.queue, queue }];
  return { item: happened(asOpen(setting, moved, item.clock), events), events };
}
