import type { PlausibilityReason } from '../../vitals/core/plausibility-reasons.ts';
import type { VitalKind } from '../../vitals/core/reading.ts';
import type { ItemCode } from './item-codes.ts';

/** The identity of a stored reading. */
export interface ReadingKey {
  readonly patientId: string;
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly sourceId: string;
}

/** What became of one item of a delivery. */
export interface ItemOutcome {
  readonly index: number;
  readonly messageId?: string | undefined;
  readonly status: 'accepted' | 'duplicate' | 'quarantined' | 'rejected';
  /** Why it was not taken as it is; of an accepted one, why it is unconfirmed. */
  readonly code?: ItemCode | undefined;
  /** The reading that is stored now, or was before. */
  readonly key?: ReadingKey | undefined;
  readonly reasons?: readonly PlausibilityReason[] | undefined;
}

/** How many items ended in each way. */
export function countOutcomes(outcomes: readonly Pick<ItemOutcome, 'status'>[]) {
  const counts = { accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
