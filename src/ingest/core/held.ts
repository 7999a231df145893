import type { Measurement } from '../../vitals/core/candidate.ts';
import type { PlausibilityReason } from '../../vitals/core/plausibility-reasons.ts';
import type { Candidate } from './adapter.ts';
import type { HoldCode } from './item-codes.ts';

/** A held measurement with all that is needed to take it up again: JSON-safe. */
export interface HeldCandidate {
  readonly candidate: Omit<Candidate, 'raw' | 'measured'>;
  readonly measurement: Measurement;
  readonly source: string;
  /** Of the delivery, for an item with neither id nor time. */
  readonly contentHash: string;
}

/** Why a measurement is held. Holds limits and codes, never values. */
export interface HoldDetail {
  readonly reasons?: readonly PlausibilityReason[];
  /** Which field or component was wrong. */
  readonly field?: string;
  /** Another time under the same message id: milliseconds since 1970 UTC. */
  readonly knownAt?: number;
}

/** What can be stored as it is once a person believes it; the others need a patient, time or value. */
const releasableCodes: ReadonlySet<HoldCode> = new Set<HoldCode>([
  'below-possible',
  'above-possible',
  'order',
  'change-too-fast',
  'far-from-median',
  'calibration-doubt',
  'person-doubt',
  'unit-suspect',
  'same-id-other-time',
  'device-of-another-patient',
  'patient-not-active',
  'below-usual',
  'above-usual',
  'narrow-difference',
  'wide-difference',
  'disagrees',
  'low-perfusion',
  'above-personal-best',
]);

/** Whether a held item may be released unchanged: never one without a patient, nor a control solution. */
export function isReleasable(code: string): boolean {
  return (releasableCodes as ReadonlySet<string>).has(code);
}
