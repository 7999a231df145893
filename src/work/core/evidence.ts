import {
  amend,
  asOpen,
  freshDeadlines,
  happened,
  kindOf,
  routeNow,
  type Change,
  type Setting,
} from './change.ts';
import { deadlinesFrom, later } from './clocks.ts';
import type { WorkEvent } from './event.ts';
import type { Finding, Priority } from './finding.ts';
import { firstHeadline, saysTheSame, updateHeadline, vanished } from './headline.ts';
import { allCovered, breaksHold } from './hold.ts';
import { commonOf, type ClosedWork, type LiveWork, type OpenWork, type Work } from './item.ts';
import { rearm } from './rearm.ts';
import type { RaisedChange, SettledWork, WorkSignal } from './signal.ts';
import { clearedDisposition } from './work-kind.ts';

/** New work from a signal for which none is open. */
export function openWork(id: string, signal: WorkSignal, setting: Setting): Change<OpenWork> {
  const priority = evidencePriority(signal);
  const skill = signal.skill ?? null;
  const route = routeNow(
    setting,
    { kind: signal.kind, language: signal.language, skill },
    priority,
  );
  const work: Work = {
    id,
    kind: signal.kind,
    subject: signal.subject,
    patientId: signal.patientId,
    practiceId: signal.practiceId,
    priority,
    worstPriority: priority,
    language: signal.language,
    skill,
    queue: route.queue,
    queueBy: 'routing',
    languageGap: signal.ownerId === undefined && route.languageGap,
    ownerId: signal.ownerId ?? null,
    headline: firstHeadline(signal.findings, signal.at),
    openedAt: setting.now,
    raisedAt: setting.now,
    acknowledgedAt: null,
    contactedAt: null,
    contactAttempts: 0,
    ...freshDeadlines(setting, priority),
    touched: false,
    followUpOf: null,
    eventCount: 0,
    version: 0,
  };
  const events: WorkEvent[] = [
    { type: 'opened', priority, queue: route.queue, findings: work.headline.findings },
    ...(signal.ownerId === undefined
      ? gapEvents(false, work)
      : [{ type: 'assigned', ownerId: signal.ownerId } as const]),
  ];
  return { item: happened(asOpen(setting, work, null), events), events };
}

/**
 * What a signal makes of work that is open already. News (more urgent, worse than what is known, or not
 * covered by the hold) raises it, asks for a new acknowledgement and ends a snooze or wait. What is the
 * same or better updates the headline and touches neither clock nor priority.
 */
export function raiseWork(
  item: LiveWork,
  signal: WorkSignal,
  setting: Setting,
): Change<LiveWork> & { readonly change: RaisedChange } {
  const { findings } = signal;
  const urgency = evidencePriority(signal);
  const known = item.state === 'open' ? item.headline.worst : item.hold.covers;
  const worse =
    item.state === 'open' ? !allCovered(known, findings) : breaksHold(item.hold, findings);
  if (!worse && urgency >= item.priority) return noteEvidence(item, findings);
  const priority = urgency < item.priority ? urgency : item.priority;
  const raised = rearm({ ...item, language: signal.language }, priority, findings, setting);
  const events: WorkEvent[] = [
    {
      type: 'raised',
      from: item.priority,
      priority,
      findings: findings.filter((one) => !allCovered(known, [one])),
      brokeHold: item.state !== 'open',
    },
    ...clearedEvents(item, findings),
    ...gapEvents(item.languageGap, raised),
  ];
  return { item: happened(raised, events), events, change: 'raised' };
}

/**
 * What is left of work after something cleared. When nothing is left, it never was urgent and no person
 * had to do with it, the system closes it; otherwise it becomes less urgent and stays for a person.
 */
export function settleWork(
  item: LiveWork,
  findings: readonly Finding[],
  setting: Setting,
): Change & { readonly change: SettledWork['change'] } {
  if (findings.length === 0 && mayCloseItself(item, setting)) {
    const events: WorkEvent[] = [
      ...clearedEvents(item, findings),
      { type: 'resolved', disposition: clearedDisposition, note: '' },
    ];
    return { item: closedBySystem(item, events, setting), events, change: 'closed' };
  }
  const left =
    findings.length === 0
      ? setting.escalation.priorityAfterClearing
      : Math.min(...findings.map((one) => one.priority));
  if (left <= item.priority) return noteEvidence(item, findings);
  const priority = left as Priority;
  const events: WorkEvent[] = [
    ...clearedEvents(item, findings),
    { type: 'downgraded', from: item.priority, priority, findings },
  ];
  const fields = {
    priority,
    headline: updateHeadline(item.headline, findings),
    ...relaxed(item, priority, setting),
  };
  const amended = amend(setting, item, fields);
  return {
    item: happened(withClockOf(amended, item, setting), events),
    events,
    change: 'downgraded',
  };
}

function evidencePriority(signal: WorkSignal): Priority {
  return signal.findings.reduce<Priority>(
    (least, one) => (one.priority < least ? one.priority : least),
    signal.priority,
  );
}

/** Same or better evidence: the headline tells it, no clock moves, no decision is made stale by it. */
function noteEvidence(
  item: LiveWork,
  findings: readonly Finding[],
): Change<LiveWork> & { readonly change: 'updated' | 'unchanged' } {
  if (saysTheSame(item.headline, findings)) return { item, events: [], change: 'unchanged' };
  const events = clearedEvents(item, findings);
  const headline = updateHeadline(item.headline, findings);
  const eventCount = item.eventCount + events.length;
  return { item: { ...item, headline, eventCount }, events, change: 'updated' };
}

function clearedEvents(item: LiveWork, findings: readonly Finding[]): readonly WorkEvent[] {
  const gone = vanished(item.headline, findings);
  return gone.length === 0 ? [] : [{ type: 'cleared', findings: gone }];
}

/** What is told when a gap of language began or ended. */
export function gapEvents(before: boolean, now: Work): readonly WorkEvent[] {
  if (before === now.languageGap) return [];
  const type = now.languageGap ? 'language-gap' : 'language-gap-ended';
  return [{ type, language: now.language, queue: now.queue }];
}

function mayCloseItself(item: LiveWork, setting: Setting): boolean {
  return (
    item.state === 'open' &&
    item.ownerId === null &&
    !item.touched &&
    item.worstPriority >= 3 &&
    kindOf(setting, item.kind).dispositions.some((one) => one.code === clearedDisposition)
  );
}

function closedBySystem(
  item: LiveWork,
  events: readonly WorkEvent[],
  setting: Setting,
): ClosedWork {
  const headline = updateHeadline(item.headline, []);
  const closed: ClosedWork = {
    ...commonOf(item),
    headline,
    state: 'closed',
    disposition: clearedDisposition,
    closedAt: setting.now,
    closedBy: null,
  };
  return happened(closed, events);
}

/** Deadlines of a less urgent priority, counted from when it was last raised; none becomes earlier. */
function relaxed(item: LiveWork, priority: Priority, setting: Setting) {
  const due = deadlinesFrom(setting.escalation, priority, setting.calendar, item.raisedAt);
  return {
    acknowledgeDueAt: later(item.acknowledgeDueAt, due.acknowledgeDueAt),
    contactDueAt: later(item.contactDueAt, due.contactDueAt),
    resolveDueAt: later(item.resolveDueAt, due.resolveDueAt),
  };
}

/** The clock of the less urgent priority, from its first rung; never before the next rung of the old one. */
function withClockOf(item: LiveWork, before: LiveWork, setting: Setting): LiveWork {
  if (item.state !== 'open' || before.state !== 'open') return item;
  const fresh = asOpen(setting, commonOf(item), null);
  return { ...fresh, clock: { ...fresh.clock, at: later(fresh.clock.at, before.clock.at) } };
}
