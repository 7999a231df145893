import type { EvidenceReading } from './evidence-reading.ts';
import type { Direction, Priority, Tier } from './protocol.ts';
import type { PatientFacts, PatientLimit } from './profile.ts';
import type { SymptomReport } from './symptom.ts';

/** Unknown is a state of its own: a rule that lacks what it needs is never `clear`. */
export type VerdictState = 'fires' | 'clear' | 'unknown' | 'not-applicable';

/** What a rule lacked. */
export const missingFacts = [
  'birth-date',
  'value',
  'unit',
  'symptoms',
  'oxygen',
  'ketones',
  'meal',
  'confirmation',
  'reliable-time',
  'earlier-reading',
  'recheck',
  'dry-weight',
  'personal-best',
  'score-parameter',
  'any-reading',
  'protocol-content',
] as const;

export type MissingFact = (typeof missingFacts)[number];

/** Where a critical value stands on its way to being confirmed. */
export interface RecheckState {
  readonly stage: RecheckStage;
  /** The level that the value has reached and a second one confirms. */
  readonly level: string;
  readonly first: EvidenceReading;
  /** The limits that the first value was compared with. */
  readonly limits: readonly LimitUsed[];
  /** The reading that confirmed or lowered it. */
  readonly recheck?: EvidenceReading;
  /** Until then a second measurement is awaited; past it the alert goes to a person. */
  readonly recheckDueAt: number;
  /** Counted from the first severe value (clinical-rules 1.1, pregnancy). */
  readonly treatDueAt?: number;
}

/** `settled`: lowered by the second value, or by a later one; nothing is awaited any more. */
export type RecheckStage =
  | 'emergency'
  | 'confirmed'
  | 'unresolved'
  | 'awaiting-recheck'
  | 'settled';

/** Everything a verdict was made from: enough to make it again, and no more. JSON-safe. */
export interface Evidence {
  readonly judgedAt: number;
  /** The newest reading; absent when the clock or an answer alone asked for the verdict. */
  readonly reading?: EvidenceReading;
  /** Earlier readings that were counted or compared, oldest first. */
  readonly earlier: readonly EvidenceReading[];
  readonly symptomReports: readonly SymptomReport[];
  /** Of the flags that the protocol asks about, those the patient has. */
  readonly flags: readonly string[];
  /** Whole years at the time; absent when the birth date is not known. */
  readonly ageYears?: number;
  readonly facts: PatientFacts;
  /** The patient's own limits that replaced the protocol's. */
  readonly patientLimits: readonly PatientLimit[];
  /** State of the alert before, for rules that follow a critical value. */
  readonly recheckBefore?: RecheckState;
  /** Time of the newest reading of the kind, for rules on silence. */
  readonly newestAt?: number;
  /** Of the newest reading of any other kind, for the same rules. */
  readonly newestOtherAt?: number;
}

export type LimitOrigin =
  | { readonly from: 'protocol' }
  | { readonly from: 'program'; readonly program: string }
  | { readonly from: 'patient'; readonly limitId: string; readonly author: string };

/** One limit as it was compared. */
export interface LimitUsed {
  readonly name: string;
  /** The measure, or `change`, `percent`, `silence`. */
  readonly of: string;
  readonly value: number;
  readonly unit: string;
  /** Whether reaching the limit is enough. */
  readonly inclusive: boolean;
  /** What was compared, in the limit's unit; absent when the meter said HI or LO, or nothing was there. */
  readonly measured?: number;
  readonly passed: boolean;
  readonly origin: LimitOrigin;
}

/** What one rule says of one patient at one moment, with what it needs to be made again. JSON-safe. */
export interface Verdict {
  /** Protocol and rule, as in `glucose/low`. */
  readonly ruleId: string;
  readonly protocolVersion: number;
  readonly contentHash: string;
  readonly state: VerdictState;
  readonly direction: Direction;
  /** The level that fired; of a value that must be confirmed, the level of its stage. */
  readonly level?: string;
  readonly tier?: Tier;
  readonly priority?: Priority;
  /** How far beyond the rule's mildest limit, as a share of it: compares verdicts of one rule. */
  readonly score?: number;
  /** Category of the reading where the protocol has categories (`stage-2`, `level-1-low`). */
  readonly category?: string;
  /** The limits of the level that decided. */
  readonly limits: readonly LimitUsed[];
  /** Empty unless something was lacking; a verdict that fires may still lack what a worse level needs. */
  readonly missing: readonly MissingFact[];
  /** A reading in doubt, or one critical value that no second one has confirmed yet. */
  readonly unconfirmed: boolean;
  readonly recheck?: RecheckState;
  readonly evidence: Evidence;
}
