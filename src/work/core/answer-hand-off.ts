import { dueAfter } from './clocks.ts';
import type { Setting } from './change.ts';
import { rungAt } from './escalation.ts';
import type { WorkEvent } from './event.ts';
import type { AnsweredHandOff, HandOff, HandOffOffer, OfferedHandOff } from './hand-off.ts';
import { severities } from './hand-off.ts';
import type { LiveWork } from './item.ts';
import { workProblems } from './problems.ts';
import { servesQueue } from './routing.ts';

/** Who answers: a person and the roles they hold. */
export interface Answerer {
  readonly userId: string;
  readonly roles: readonly string[];
}

/**
 * A hand-off as it is sent. Refuses one without severity, without a situation, to oneself, to a queue
 * that takes none, or with an action that has no owner or time.
 */
export function offerHandOff(
  id: string,
  item: LiveWork,
  fromUserId: string,
  offer: HandOffOffer,
  setting: Setting,
): OfferedHandOff {
  if (item.patientId === null) throw workProblems['hand-off.patient-needed']();
  const missing = missingParts(offer, fromUserId, setting);
  if (missing.length > 0) throw workProblems['hand-off.incomplete']({ missing });
  const answerMs = setting.escalation.handOff.answerMinutes * 60_000;
  const answerDueAt = new Date(setting.now.getTime() + answerMs);
  return {
    ...offer,
    id,
    itemId: item.id,
    patientId: item.patientId,
    fromUserId,
    state: 'offered',
    offeredAt: setting.now,
    answerDueAt,
    nextClockAt: answerDueAt,
    escalationStep: 0,
    escalatedTo: null,
  };
}

/** What an offer lacks, by the names of its parts. */
export function missingParts(
  offer: HandOffOffer,
  fromUserId: string,
  setting: Setting,
): readonly string[] {
  const missing: string[] = [];
  if (!severities.includes(offer.severity)) missing.push('severity');
  if (offer.sbar.situation.length === 0) missing.push('situation');
  if (offer.actions.some((one) => blank(one.what) || blank(one.owner) || blank(one.dueAt))) {
    missing.push('actions');
  }
  if (offer.contingency.some((one) => blank(one.condition) || blank(one.action))) {
    missing.push('contingency');
  }
  if (!isTarget(offer, fromUserId, setting)) missing.push('to');
  return missing;
}

/** Accepts with a synthesis in the receiver's own words; refuses without one. */
export function acceptHandOff(
  handOff: HandOff,
  by: Answerer,
  synthesis: string,
  setting: Setting,
): AnsweredHandOff {
  const offered = answerable(handOff, by, setting);
  if (blank(synthesis)) throw workProblems['hand-off.synthesis-needed']();
  return { ...offered, state: 'accepted', ...answered(by, setting), synthesis: synthesis.trim() };
}

/** Declines with a reason; the sender still owns the work. */
export function declineHandOff(
  handOff: HandOff,
  by: Answerer,
  reason: string,
  setting: Setting,
): AnsweredHandOff {
  const offered = answerable(handOff, by, setting);
  if (blank(reason)) throw workProblems['hand-off.incomplete']({ missing: ['reason'] });
  return { ...offered, state: 'declined', ...answered(by, setting), reason: reason.trim() };
}

/** Takes an offer back: by its sender, or (null) because the work it was about changed hands or ended. */
export function withdrawHandOff(
  handOff: HandOff,
  userId: string | null,
  setting: Setting,
): AnsweredHandOff {
  const offered = stillOffered(handOff);
  if (userId !== null && userId !== offered.fromUserId)
    throw workProblems['hand-off.not-addressed']();
  return { ...offered, state: 'withdrawn', answeredAt: setting.now, answeredBy: userId };
}

/** Tells whether a person may answer: addressed by name, or through a queue that a role of theirs serves. */
export function isAddressedTo(handOff: HandOff, by: Answerer, setting: Setting): boolean {
  if (handOff.fromUserId === by.userId) return false;
  if ('userId' in handOff.to && handOff.to.userId === by.userId) return true;
  const queues = ['queue' in handOff.to ? handOff.to.queue : null, handOff.escalatedTo];
  return setting.queues.some((queue) => queues.includes(queue.id) && servesQueue(by.roles, queue));
}

/**
 * What the time does to an offer that nobody answered: its receiver is told again, then others are, one
 * rung at a time and the last one repeating. The sender keeps the work all that time.
 */
export function tickHandOff(
  handOff: OfferedHandOff,
  setting: Setting,
): { readonly handOff: OfferedHandOff; readonly event: WorkEvent } | null {
  if (handOff.nextClockAt.getTime() > setting.now.getTime()) return null;
  const rung = rungAt(setting.escalation.handOff.ladder, handOff.escalationStep);
  const climbed: OfferedHandOff = {
    ...handOff,
    escalatedTo: rung.queue ?? handOff.escalatedTo,
    escalationStep: handOff.escalationStep + 1,
    nextClockAt: dueAfter(rung.next, 'always', setting.calendar, setting.now),
  };
  const event: WorkEvent = rung.queue
    ? { type: 'hand-off-escalated', handOffId: handOff.id, queue: rung.queue }
    : { type: 'hand-off-reminded', handOffId: handOff.id };
  return { handOff: climbed, event };
}

function isTarget(offer: HandOffOffer, fromUserId: string, setting: Setting): boolean {
  const { to } = offer;
  if ('userId' in to) return to.userId !== fromUserId;
  return setting.queues.some((queue) => queue.id === to.queue && queue.receivesHandOffs);
}

function answerable(handOff: HandOff, by: Answerer, setting: Setting): OfferedHandOff {
  const offered = stillOffered(handOff);
  if (!isAddressedTo(offered, by, setting)) throw workProblems['hand-off.not-addressed']();
  return offered;
}

function stillOffered(handOff: HandOff): OfferedHandOff {
  if (handOff.state !== 'offered') throw workProblems['hand-off.answered']();
  return handOff;
}

function answered(by: Answerer, setting: Setting) {
  return { answeredAt: setting.now, answeredBy: by.userId };
}

function blank(text: string): boolean {
  return text.trim() === '';
}
