import type { PatientFacts, PatientLimit } from './profile.ts';
import type { SymptomReport } from './symptom.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import type { Evidence, RecheckState } from './verdict.ts';

/**
 * What a rule is judged on. A superset of the evidence: `earlier` may hold readings that do not
 * matter, and only its first `earlierCount` elements, all older than the reading, are looked at.
 */
export interface Situation {
  readonly judgedAt: number;
  readonly reading: EvidenceReading | undefined;
  /** Oldest first. */
  readonly earlier: readonly EvidenceReading[];
  readonly earlierCount: number;
  readonly symptomReports: readonly SymptomReport[];
  readonly flags: ReadonlySet<string>;
  readonly ageYears: number | undefined;
  readonly facts: PatientFacts;
  readonly limits: readonly PatientLimit[];
  readonly recheckBefore: RecheckState | undefined;
  readonly newestAt: number | undefined;
  readonly newestOtherAt: number | undefined;
}

/** Makes the situation again from stored evidence, for replay and for "what would have changed it". */
export function situationOf(evidence: Evidence): Situation {
  return {
    judgedAt: evidence.judgedAt,
    reading: evidence.reading,
    earlier: evidence.earlier,
    earlierCount: evidence.earlier.length,
    symptomReports: evidence.symptomReports,
    flags: new Set(evidence.flags),
    ageYears: evidence.ageYears,
    facts: evidence.facts,
    limits: evidence.patientLimits,
    recheckBefore: evidence.recheckBefore,
    newestAt: evidence.newestAt,
    newestOtherAt: evidence.newestOtherAt,
  };
}

/** Of the context of a reading, what rules look at. */
const consultedContext = ['symptoms', 'oxygen', 'ketones', 'meal', 'consciousness'] as const;

/** The part of a reading that goes into evidence. */
export function evidenceReading(reading: EvidenceReading): EvidenceReading {
  const { kind, at, values, unit, beyond, standing, trust, sourceId, context } = reading;
  const told = consultedContext.flatMap((key) => {
    const value = context?.[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    kind,
    at,
    values,
    unit,
    standing,
    trust,
    sourceId,
    ...(beyond === undefined ? {} : { beyond }),
    ...(told.length === 0 ? {} : { context: Object.fromEntries(told) }),
  };
}
