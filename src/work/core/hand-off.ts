import type { Sbar } from './sbar.ts';

export const severities = ['stable', 'watcher', 'unstable'] as const;
/** Illness severity, the I of I-PASS: the sender says it, nothing fills it in. */
export type Severity = (typeof severities)[number];

export type HandOffTarget = { readonly userId: string } | { readonly queue: string };

/** What is to be done, by whom and by when. */
export interface HandOffAction {
  readonly what: string;
  readonly owner: string;
  readonly dueAt: string;
}

/** If this happens, then do that. */
export interface Contingency {
  readonly condition: string;
  readonly action: string;
}

/** What a sender offers to another. */
export interface HandOffOffer {
  readonly to: HandOffTarget;
  readonly severity: Severity;
  readonly sbar: Sbar;
  readonly actions: readonly HandOffAction[];
  readonly contingency: readonly Contingency[];
}

interface HandOffCommon extends HandOffOffer {
  readonly id: string;
  readonly itemId: string;
  readonly patientId: string;
  readonly fromUserId: string;
  readonly offeredAt: Date;
  readonly answerDueAt: Date;
  readonly escalationStep: number;
  /** The queue that also sees it since nobody answered in time. */
  readonly escalatedTo: string | null;
}

export interface OfferedHandOff extends HandOffCommon {
  readonly state: 'offered';
  readonly nextClockAt: Date;
}

/** A hand-off is complete only with who answered, when, and for an acceptance the synthesis. */
export type AnsweredHandOff = HandOffCommon &
  (
    | {
        readonly state: 'accepted';
        readonly answeredAt: Date;
        readonly answeredBy: string;
        readonly synthesis: string;
      }
    | {
        readonly state: 'declined';
        readonly answeredAt: Date;
        readonly answeredBy: string;
        readonly reason: string;
      }
    | { readonly state: 'withdrawn'; readonly answeredAt: Date; readonly answeredBy: string | null }
  );

export type HandOff = OfferedHandOff | AnsweredHandOff;
