import type { VitalKind } from '../../vitals/core/reading.ts';
import type { Finding } from './finding.ts';
import type { Direction, Priority, Tier } from './protocol.ts';
import type { RecheckState, Verdict } from './verdict.ts';

/** How bad an alert was at one moment. */
export interface AlertMoment {
  readonly at: number;
  readonly level: string;
  readonly tier: Tier;
  readonly priority: Priority;
  readonly score: number;
  readonly finding: Finding;
}

/**
 * One episode of one rule for one patient; there is at most one active alert per rule. The worst
 * moment is kept whatever comes after. JSON-safe.
 */
export interface Alert {
  readonly ruleId: string;
  readonly protocolVersion: number;
  readonly contentHash: string;
  readonly kind: VitalKind;
  readonly direction: Direction;
  /** Time of the first reading of the episode. */
  readonly openedAt: number;
  /** Readings (or answers) that fired in this episode. */
  readonly occurrences: number;
  readonly latest: AlertMoment;
  readonly worst: AlertMoment;
  /** When it came back after it had cleared, oldest first, as far as that still matters. */
  readonly returns: readonly number[];
  /** A normal reading does not end it: a person must. */
  readonly needsPerson: boolean;
  readonly recheck?: RecheckState;
  /** Set when a newer reading (or a rule that no longer applies) ended the episode. */
  readonly clearedAt?: number;
  /** Category of the reading that ended it: what a severe value was downgraded to. */
  readonly clearedCategory?: string;
}

/**
 * What happened to an alert. `worsen` is a worse level, stage or value than any before in the
 * episode: it must come through a snooze. A `repeat` or `worsen` may carry an alert that had
 * cleared less than 30 minutes before; it is active again. `downgrade`: a second value did not
 * confirm the first and is itself less urgent.
 */
export interface AlertChange {
  readonly change: 'open' | 'worsen' | 'repeat' | 'downgrade' | 'clear';
  readonly alert: Alert;
  readonly verdict: Verdict;
}
