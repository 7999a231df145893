import { businessDate, openingFrom } from './calendar.ts';
import { freshDeadlines, happened, homeQueue, type Change, type Setting } from './change.ts';
import { later } from './clocks.ts';
import type { WorkEvent } from './event.ts';
import { firstHeadline } from './headline.ts';
import { commonOf, type HeldWork, type WorkItem } from './item.ts';
import { workProblems } from './problems.ts';

export const followUpKind = 'follow-up';

/** A promise to come back on a day (YYYY-MM-DD of the organization). */
export interface FollowUpRequest {
  readonly dueOn: string;
  readonly reason: string;
}

/** With its kind, what makes the follow-up of an item the only open one. */
export function followUpSubject(original: WorkItem): string {
  return original.id;
}

/**
 * The follow-up of an item: it waits until we open on its day, then stands in the queue of its language.
 * Refuses a day that has passed and work without a patient.
 */
export function followUpWork(
  id: string,
  original: WorkItem,
  request: FollowUpRequest,
  setting: Setting,
): Change<HeldWork> {
  const { calendar, escalation, now } = setting;
  if (original.patientId === null || request.dueOn < businessDate(calendar, now)) {
    throw workProblems['work.follow-up-not-possible']();
  }
  const priority = escalation.followUpPriority;
  const until = later(openingFrom(calendar, request.dueOn), now);
  const routed = { kind: followUpKind, language: original.language, skill: original.skill };
  const queue = homeQueue(setting, routed);
  const disposition = original.state === 'closed' ? original.disposition : '';
  const { reason } = request;
  const events: WorkEvent[] = [
    { type: 'opened', priority, queue, findings: [] },
    { type: 'waiting', until: until.toISOString(), reason },
  ];
  const item: HeldWork = {
    ...commonOf(original),
    ...routed,
    id,
    subject: followUpSubject(original),
    priority,
    worstPriority: priority,
    queue,
    queueBy: 'routing',
    languageGap: false,
    ownerId: null,
    headline: { ...firstHeadline([], now.getTime()), followUp: { disposition, reason } },
    openedAt: now,
    raisedAt: now,
    acknowledgedAt: null,
    contactedAt: null,
    contactAttempts: 0,
    ...freshDeadlines(setting, priority),
    touched: true,
    followUpOf: original.id,
    eventCount: 0,
    version: 0,
    state: 'waiting',
    clock: { name: 'wake', at: until, step: 0 },
    hold: { type: 'wait', reason, covers: [], by: null },
  };
  return { item: happened(item, events), events };
}
