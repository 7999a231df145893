import type { Placement, PlausibilityReason } from '../../vitals/core/plausibility-reasons.ts';
import { assessPlausibility } from '../../vitals/core/plausibility.ts';
import type { EarlierReading, PlausibilityFacts } from '../../vitals/core/cross-checks.ts';
import type { Reading } from '../../vitals/core/reading.ts';
import type { Vitals } from '../../vitals/core/vitals.ts';
import type { Placed } from './entry.ts';
import type { HoldCode } from './item-codes.ts';

/** A stored reading under the same source id. */
export interface Known {
  readonly at: number;
  readonly values: Reading['values'];
  readonly unit: string;
  readonly beyond?: 'HI' | 'LO' | undefined;
}

export type Decision =
  | { readonly status: 'duplicate'; readonly at: number }
  | {
      readonly status: 'quarantined';
      readonly code: HoldCode;
      readonly reasons: readonly PlausibilityReason[];
      /** In a dangerous range: to be looked at first. */
      readonly critical: boolean;
    }
  | {
      readonly status: 'accepted';
      readonly reading: Reading;
      readonly reasons: readonly PlausibilityReason[];
    };

export interface DecisionInput {
  readonly vitals: Vitals;
  readonly placed: Placed;
  /** Stored readings of the patient and kind under the same source id. */
  readonly known: readonly Known[];
  /** Earlier readings that `plausibilityHistory` asks for. */
  readonly recent: readonly EarlierReading[];
  readonly facts: PlausibilityFacts;
}

/** Further apart, a source may have begun to count its messages anew. */
const sameMessageMs = 24 * 3_600_000;

/**
 * Decides whether a placed measurement is new, a repetition, or something a person must look at.
 * The same message with equal values is a duplicate; with other values or another time it is held,
 * because a source that contradicts itself is not believed either time.
 */
export function decide(input: DecisionInput): Decision {
  const { placed, known, vitals, recent, facts } = input;
  const { measurement, time } = placed;
  const same = known.find((one) => one.at === time.at);
  if (same !== undefined) {
    return isEqual(same, measurement)
      ? { status: 'duplicate', at: same.at }
      : held('conflicting-values');
  }
  // Without a time of its own a repeated message has only moved because it arrived again.
  const timeless = time.trust === 'arrival-time';
  const other = known.find((one) => timeless || Math.abs(one.at - time.at) <= sameMessageMs);
  if (other !== undefined) {
    const repeated = timeless && isEqual(other, measurement);
    return repeated ? { status: 'duplicate', at: other.at } : held('same-id-other-time');
  }
  const taken = { ...measurement, at: time.at, trust: time.trust };
  const { placement, reasons, critical } = assessPlausibility(vitals, taken, recent, facts);
  if (placement === 'quarantined') {
    const code = holdCode(reasons);
    return { status: 'quarantined', code, reasons, critical };
  }
  return { status: 'accepted', reading: readingOf(placed, placement), reasons };
}

function held(code: HoldCode): Decision {
  return { status: 'quarantined', code, reasons: [], critical: false };
}

/** What to name first when several doubts came together: what cannot be, then who it may be of. */
const holdOrder: readonly HoldCode[] = [
  'control-solution',
  'order',
  'below-possible',
  'above-possible',
  'change-too-fast',
  'far-from-median',
  'calibration-doubt',
  'person-doubt',
  'unit-suspect',
];

function holdCode(reasons: readonly PlausibilityReason[]): HoldCode {
  const found = holdOrder.find((code) => reasons.some((reason) => reason.code === code));
  if (found === undefined) throw new Error('A reading was held for a reason that holds nothing.');
  return found;
}

/** The reading as it will be stored. */
export function readingOf(placed: Placed, placement: Exclude<Placement, 'quarantined'>): Reading {
  const { candidate, measurement, device, time, sourceId } = placed;
  return {
    ...measurement,
    at: time.at,
    standing: placement,
    trust: time.trust,
    origin: candidate.origin,
    sourceId,
    ...(device === undefined ? undefined : { deviceId: device.id }),
    ...(time.offsetMinutes === undefined ? undefined : { offsetMinutes: time.offsetMinutes }),
  };
}

/** Whether two measurements say the same; numbers are compared as received, in the same unit. */
export function isEqual(one: Omit<Known, 'at'>, other: Omit<Known, 'at'>): boolean {
  if (one.unit !== other.unit || one.beyond !== other.beyond) return false;
  const keys = Object.keys(one.values);
  if (keys.length !== Object.keys(other.values).length) return false;
  return keys.every((key) => one.values[key] === other.values[key]);
}
