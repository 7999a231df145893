import {
  amend,
  asOpen,
  freshDeadlines,
  happened,
  kindOf,
  type Change,
  type Setting,
} from './change.ts';
import { policyOf } from './escalation.ts';
import type { ContactChannel, ContactOutcome, WorkEvent } from './event.ts';
import {
  commonOf,
  type ClosedWork,
  type HeldWork,
  type Hold,
  type LiveWork,
  type OpenWork,
  type WorkItem,
} from './item.ts';
import { stillLive, takeWork } from './ownership.ts';
import { workProblems } from './problems.ts';
import type { Disposition } from './work-kind.ts';

export interface ContactRecord {
  readonly outcome: ContactOutcome;
  readonly channel: ContactChannel;
  readonly note: string;
}

export interface HoldRequest {
  readonly until: Date;
  readonly reason: string;
  readonly version: number;
}

export interface ResolveRequest {
  readonly disposition: string;
  readonly note: string;
  /** `kept`: one is open already. */
  readonly followUp: 'new' | 'kept' | 'none';
  readonly version: number;
}

/** Adds a note; anybody may, and no clock is touched by it. */
export function noteWork(given: WorkItem, note: string): Change<LiveWork> {
  const item = stillLive(given);
  const events: WorkEvent[] = [{ type: 'noted', note }];
  return { item: happened({ ...item, touched: true }, events), events };
}

/** Records that the patient was reached, which stops the contact clock, or an attempt, which does not. */
export function contactWork(
  given: WorkItem,
  userId: string,
  contact: ContactRecord,
  setting: Setting,
): Change<LiveWork> {
  const { item, events } = takeWork(given, userId, setting);
  const told: WorkEvent = { type: 'contact', ...contact };
  const fields =
    contact.outcome === 'reached'
      ? { contactedAt: item.contactedAt ?? setting.now }
      : { contactAttempts: item.contactAttempts + 1 };
  const amended = amend(setting, item, { ...fields, touched: true });
  return { item: happened(amended, [told]), events: [...events, told] };
}

/** Answers to steps of the protocol, given together. */
export interface StepAnswers {
  /** Made once by whoever answers: the same answers sent again change nothing. */
  readonly requestId: string;
  readonly steps: readonly { readonly step: string; readonly answer: string }[];
}

/** Records answers to steps of the protocol, each as an entry of its own. */
export function answerSteps(
  given: WorkItem,
  userId: string,
  { requestId, steps }: StepAnswers,
  setting: Setting,
): Change<LiveWork> {
  const { item, events } = takeWork(given, userId, setting);
  const told = steps.map(({ step, answer }): WorkEvent => ({
    type: 'step',
    step,
    answer,
    requestId,
  }));
  return { item: happened({ ...item, touched: true }, told), events: [...events, ...told] };
}

/**
 * Puts an item out of sight until a time. What its holder sees now is all that stays hidden. Refuses
 * critical work, and a time beyond what its priority allows.
 */
export function snoozeWork(
  given: WorkItem,
  userId: string,
  request: HoldRequest,
  setting: Setting,
): Change<HeldWork> {
  const item = unchangedSince(given, request.version);
  if (item.priority === 1) throw workProblems['work.critical-not-snoozed']();
  const longest = policyOf(setting.escalation, item.priority).longestSnoozeMinutes;
  return holdWork(item, userId, 'snooze', request, longest, setting);
}

/**
 * Waits for something definite until a time. Critical work waits only once the patient was reached or
 * an attempt was made; anything worse or opposite brings it back.
 */
export function waitForWork(
  given: WorkItem,
  userId: string,
  request: HoldRequest,
  setting: Setting,
): Change<HeldWork> {
  const item = unchangedSince(given, request.version);
  if (item.priority === 1 && !item.contactedAt && item.contactAttempts === 0) {
    throw workProblems['work.contact-first']();
  }
  const longest = policyOf(setting.escalation, item.priority).longestWaitMinutes;
  return holdWork(item, userId, 'wait', request, longest, setting);
}

/** Ends a snooze or a wait by hand. */
export function resumeWork(given: WorkItem, userId: string, setting: Setting): Change<OpenWork> {
  const live = stillLive(given);
  if (live.state === 'open') throw workProblems['work.not-held']();
  const { item, events } = takeWork(live, userId, setting);
  const told: WorkEvent = { type: 'resumed' };
  const work = { ...commonOf(item), ...freshDeadlines(setting, item.priority) };
  return { item: happened(asOpen(setting, work, null), [told]), events: [...events, told] };
}

/** The time of a snooze or wait has come: its owner, or its queue, has to look again. */
export function wakeWork(item: HeldWork, setting: Setting): Change<OpenWork> {
  const events: WorkEvent[] = [{ type: 'woken', hold: item.hold.type }];
  const work = {
    ...commonOf(item),
    ...freshDeadlines(setting, item.priority),
    acknowledgedAt: null,
    raisedAt: setting.now,
  };
  return { item: happened(asOpen(setting, work, null), events), events };
}

/**
 * Closes an item with a disposition of its kind. Refuses when worse evidence came since the version
 * that the decision rests on, and without the note or follow-up that the disposition asks for.
 */
export function resolveWork(
  given: WorkItem,
  userId: string,
  request: ResolveRequest,
  setting: Setting,
): Change<ClosedWork> {
  const current = unchangedSince(given, request.version);
  const disposition = choosable(current, request.disposition, setting);
  if (disposition.noteRequired && request.note.trim() === '')
    throw workProblems['work.note-needed']();
  if (disposition.followUp === 'required' && request.followUp === 'none') {
    throw workProblems['work.follow-up-needed']();
  }
  if (disposition.followUp === 'none' && request.followUp === 'new') {
    throw workProblems['work.follow-up-not-possible']();
  }
  const { item, events } = takeWork(current, userId, setting);
  const told: WorkEvent = { type: 'resolved', disposition: disposition.code, note: request.note };
  const closed: ClosedWork = {
    ...commonOf(item),
    state: 'closed',
    disposition: disposition.code,
    closedAt: setting.now,
    closedBy: userId,
  };
  return { item: happened(closed, [told]), events: [...events, told] };
}

/** The item if it is still the one that was decided on; refuses when something came in since. */
export function unchangedSince(given: WorkItem, version: number): LiveWork {
  const item = stillLive(given);
  if (item.version !== version)
    throw workProblems['work.evidence-changed']({ version: item.version });
  return item;
}

function holdWork(
  live: LiveWork,
  userId: string,
  type: Hold['type'],
  { until, reason }: HoldRequest,
  longestMinutes: number,
  setting: Setting,
): Change<HeldWork> {
  const minutes = (until.getTime() - setting.now.getTime()) / 60_000;
  if (!(minutes > 0 && minutes <= longestMinutes)) {
    throw workProblems['work.until-not-allowed']({ longestMinutes });
  }
  const { item, events } = takeWork(live, userId, setting);
  const told: WorkEvent = {
    type: type === 'snooze' ? 'snoozed' : 'waiting',
    until: until.toISOString(),
    reason,
  };
  const held: HeldWork = {
    ...commonOf(item),
    touched: true,
    state: type === 'snooze' ? 'snoozed' : 'waiting',
    clock: { name: 'wake', at: until, step: 0 },
    hold: { type, reason, covers: item.headline.findings, by: userId },
  };
  return { item: happened(held, [told]), events: [...events, told] };
}

function choosable(item: LiveWork, code: string, setting: Setting): Disposition {
  const disposition = kindOf(setting, item.kind).dispositions.find((one) => one.code === code);
  if (disposition?.chosenBy !== 'person') throw workProblems['work.disposition-unknown']();
  return disposition;
}
