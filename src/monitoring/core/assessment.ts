import type { Reading, VitalKind } from '../../vitals/core/reading.ts';
import type { Alert, AlertChange } from './alert.ts';
import type { CompiledProtocols } from './compile.ts';
import type { FactName, PatientProfile } from './profile.ts';
import type { SymptomReport } from './symptom.ts';
import type { Verdict } from './verdict.ts';

/** Prior state and what is new for one patient. */
export interface AssessInput {
  readonly profile: PatientProfile;
  /** In any order. */
  readonly newReadings: readonly Reading[];
  /** Answers to the protocol's questions, given apart from a reading. */
  readonly newSymptoms?: readonly SymptomReport[];
  /** Answers of the hours before that were assessed already. */
  readonly recentSymptoms?: readonly SymptomReport[];
  /** At least what `historyNeeded` asks for, in any order; may contain the new readings. */
  readonly history: readonly Reading[];
  /** The patient's active alerts, and those that cleared in the last 30 minutes. */
  readonly activeAlerts: readonly Alert[];
  /**
   * Time of the newest reading judged so far, per kind: an older one never alerts and never clears.
   * Keep it with the greatest `judgedInstant` of what was assessed.
   */
  readonly newestJudgedAt: Readonly<Partial<Record<VitalKind, number>>>;
  readonly now: number;
  readonly protocols: CompiledProtocols;
  /** Kinds the patient is expected to send: rules on silence are judged for them. */
  readonly expectedKinds?: readonly VitalKind[];
  /** `all` also reports every clear and not-applicable verdict. Default: `notable`. */
  readonly detail?: 'notable' | 'all';
}

/** A reading that is kept but can raise no live alarm: "late data" for a person. */
export interface LateReading {
  readonly key: string;
  readonly kind: VitalKind;
  readonly at: number;
  readonly reason: 'over-24-hours' | 'older-than-newest';
  /** False when its value alone lies outside the quiet band: somebody should look. */
  readonly quiet: boolean;
}

/** A better figure for a patient fact; never put in place without a person. */
export interface FactProposal {
  readonly fact: FactName;
  readonly value: number;
  readonly readingKey: string;
}

export interface Assessment {
  /** `notable`: what fires or is unknown, and what a rule with an active alert said. */
  readonly verdicts: readonly Verdict[];
  /** In the order to be applied; what happened to one alert within the call is drawn together. */
  readonly changes: readonly AlertChange[];
  readonly late: readonly LateReading[];
  readonly proposals: readonly FactProposal[];
}
