import type { Finding, Priority } from './finding.ts';

/** Which deadline is running: somebody must take it, reach the patient, close it, or look again. */
export type ClockName = 'acknowledge' | 'contact' | 'resolve' | 'wake';

export interface Clock {
  readonly name: ClockName;
  readonly at: Date;
  /** Rungs of the escalation ladder already climbed on this clock. */
  readonly step: number;
}

/** Why an item is out of sight until a time, and what its holder had seen: only that stays hidden. */
export interface Hold {
  readonly type: 'snooze' | 'wait';
  readonly reason: string;
  readonly covers: readonly Finding[];
  readonly by: string | null;
}

/**
 * What a list shows without joins. `worst` keeps, per rule that is still active, the worst since it
 * began; `cleared` what was active and is not any more.
 */
export interface Headline {
  /** Milliseconds since 1970 UTC of the evidence that opened it. */
  readonly since: number;
  readonly findings: readonly Finding[];
  readonly worst: readonly Finding[];
  readonly cleared: readonly Finding[];
  /** A promise to come back: the disposition it was made with, and why. */
  readonly followUp?: { readonly disposition: string; readonly reason: string };
}

/** Why it stands in its queue: only what routing put there is moved when the people on duty change. */
export type QueuedBy = 'routing' | 'escalation' | 'hand-off';

/** What an item is in every state. */
export interface Work {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly patientId: string | null;
  readonly practiceId: string | null;
  readonly priority: Priority;
  /** The most urgent it ever was. */
  readonly worstPriority: Priority;
  readonly language: string;
  readonly skill: string | null;
  readonly queue: string;
  readonly queueBy: QueuedBy;
  readonly languageGap: boolean;
  readonly ownerId: string | null;
  readonly headline: Headline;
  readonly openedAt: Date;
  readonly raisedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly contactedAt: Date | null;
  readonly contactAttempts: number;
  readonly acknowledgeDueAt: Date;
  readonly contactDueAt: Date;
  readonly resolveDueAt: Date;
  /** A person has done something about it, so that a person closes it. */
  readonly touched: boolean;
  readonly followUpOf: string | null;
  readonly eventCount: number;
  /** Grows when something changes on which a decision may rest; not when a reading is the same or better. */
  readonly version: number;
}

export interface OpenWork extends Work {
  readonly state: 'open';
  readonly clock: Clock;
}

export interface HeldWork extends Work {
  readonly state: 'waiting' | 'snoozed';
  readonly clock: Clock;
  readonly hold: Hold;
}

export interface ClosedWork extends Work {
  readonly state: 'closed';
  readonly disposition: string;
  readonly closedAt: Date;
  readonly closedBy: string | null;
}

export type LiveWork = OpenWork | HeldWork;
export type WorkItem = LiveWork | ClosedWork;

/** An item without what belongs to its state only, to be put into another one. */
export function commonOf(item: WorkItem): Work {
  switch (item.state) {
    case 'open': {
      const { state: _state, clock: _clock, ...common } = item;
      return common;
    }
    case 'waiting':
    case 'snoozed': {
      const { state: _state, clock: _clock, hold: _hold, ...common } = item;
      return common;
    }
    case 'closed': {
      const { state: _state, disposition: _how, closedAt: _at, closedBy: _by, ...common } = item;
      return common;
    }
  }
}

/** How far a person has come with it. */
export type Stage = 'new' | 'acknowledged' | 'attempted' | 'contacted' | 'resolved';

/** The stage of an item: open → acknowledged → attempted → contacted → resolved. */
export function stageOf(item: WorkItem): Stage {
  if (item.state === 'closed') return 'resolved';
  if (item.contactedAt) return 'contacted';
  if (item.contactAttempts > 0) return 'attempted';
  return item.acknowledgedAt ? 'acknowledged' : 'new';
}
