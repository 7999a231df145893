import type { Reading, VitalKind } from './reading.ts';
import type { Placement, PlausibilityOutcome, PlausibilityReason } from './plausibility-reasons.ts';
import type { Measurement } from './candidate.ts';

/** A measurement with its time, before anything is known of its standing. */
export type TimedMeasurement = Measurement & Pick<Reading, 'at' | 'trust'>;

/** Facts of the patient that a check may need; an absent one means that the check cannot be made. */
export interface PlausibilityFacts {
  readonly personalBestPeakFlow?: number;
}

export interface Plausibility {
  readonly outcome: PlausibilityOutcome;
  readonly placement: Placement;
  readonly reasons: readonly PlausibilityReason[];
  /** In a range where a doubt must not delay anybody: an `unconfirmed` reading alerts all the same. */
  readonly critical: boolean;
}

/** Which earlier readings a check needs: of `kind`, taken up to so many hours before or after. */
export interface HistoryNeed {
  readonly kind: VitalKind;
  readonly hoursBefore: number;
  readonly hoursAfter: number;
}
