import type { Finding, Priority } from './finding.ts';
import type { ClockName } from './item.ts';

export const contactChannels = ['phone', 'text', 'email', 'letter', 'portal', 'in-person'] as const;
export type ContactChannel = (typeof contactChannels)[number];
export type ContactOutcome = 'reached' | 'attempted';

/** What happened to an item, in the past tense; the history of an item is a list of these. */
export type WorkEvent =
  | {
      readonly type: 'opened';
      readonly priority: Priority;
      readonly queue: string;
      readonly findings: readonly Finding[];
    }
  | {
      readonly type: 'raised';
      readonly from: Priority;
      readonly priority: Priority;
      readonly findings: readonly Finding[];
      /** A snooze or a wait ended because of it. */
      readonly brokeHold: boolean;
    }
  | {
      readonly type: 'downgraded';
      readonly from: Priority;
      readonly priority: Priority;
      readonly findings: readonly Finding[];
    }
  | { readonly type: 'cleared'; readonly findings: readonly Finding[] }
  | { readonly type: 'taken'; readonly ownerId: string }
  /** Its owner has looked at what it is now, after news or after it was given to them. */
  | { readonly type: 'seen'; readonly ownerId: string }
  | { readonly type: 'released'; readonly ownerId: null; readonly reason: string }
  | { readonly type: 'assigned'; readonly ownerId: string }
  | { readonly type: 'noted'; readonly note: string }
  | { readonly type: 'snoozed'; readonly until: string; readonly reason: string }
  | { readonly type: 'waiting'; readonly until: string; readonly reason: string }
  | { readonly type: 'resumed' }
  | { readonly type: 'woken'; readonly hold: 'snooze' | 'wait' }
  | { readonly type: 'owner-off-duty'; readonly ownerId: null; readonly wasOwnedBy: string }
  | {
      readonly type: 'contact';
      readonly outcome: ContactOutcome;
      readonly channel: ContactChannel;
      readonly note: string;
    }
  | {
      readonly type: 'step';
      readonly step: string;
      readonly answer: string;
      /** Of all that were answered with it. */
      readonly requestId: string;
    }
  | { readonly type: 'resolved'; readonly disposition: string; readonly note: string }
  | { readonly type: 'follow-up-opened'; readonly itemId: string; readonly dueOn: string }
  | {
      readonly type: 'escalated';
      readonly clock: ClockName;
      readonly step: string;
      readonly queue: string;
    }
  | { readonly type: 'routed'; readonly from: string; readonly queue: string }
  | { readonly type: 'language-gap'; readonly language: string; readonly queue: string }
  | { readonly type: 'language-gap-ended'; readonly language: string; readonly queue: string }
  | { readonly type: 'hand-off-offered'; readonly handOffId: string; readonly to: string }
  | { readonly type: 'hand-off-reminded'; readonly handOffId: string }
  | { readonly type: 'hand-off-escalated'; readonly handOffId: string; readonly queue: string }
  | {
      readonly type: 'hand-off-accepted';
      readonly handOffId: string;
      readonly ownerId: string;
      readonly wasOwnedBy: string;
    }
  | { readonly type: 'hand-off-declined'; readonly handOffId: string; readonly reason: string }
  | { readonly type: 'hand-off-withdrawn'; readonly handOffId: string };

export type WorkEventType = WorkEvent['type'];
