/** Figures about a patient, in the unit that the name says, which some rules measure against. */
export interface PatientFacts {
  /** Prescribed dry weight. */
  readonly dryWeightKg?: number;
  /** Highest peak flow over two to three weeks of good control, L/min. */
  readonly personalBestPeakFlow?: number;
}

export type FactName = keyof PatientFacts;

/**
 * A limit that a clinician set for one patient in place of the protocol's. It names a limit of a
 * rule (`name` is unique within the rule) and is judged in its own unit.
 */
export interface PatientLimit {
  readonly id: string;
  /** Protocol and rule, as in `spo2/low`. */
  readonly ruleId: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Who ordered it; empty for what a program brings. */
  readonly author: string;
  /** It comes with the enrolment in this program. */
  readonly program?: string;
  readonly reason: string;
  /** Milliseconds since 1970 UTC. */
  readonly effectiveFrom: number;
  /** First instant at which it no longer applies. */
  readonly effectiveTo?: number;
}

/** What the rules must know about a patient. Flags are those of content/conditions/flags.yaml. */
export interface PatientProfile {
  readonly patientId: string;
  /** YYYY-MM-DD. Without it adult protocols judge, but nothing is called clear. */
  readonly birthDate?: string;
  /** IANA zone in which the patient lives. */
  readonly zone: string;
  readonly flags: ReadonlySet<string>;
  /** All limits of the patient; those not in force at the time are passed over. */
  readonly limits: readonly PatientLimit[];
  readonly facts: PatientFacts;
}
