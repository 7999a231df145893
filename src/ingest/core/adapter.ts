import type { ReadingCandidate } from '../../vitals/core/candidate.ts';
import type { Origin } from '../../vitals/core/reading.ts';
import type { Vitals } from '../../vitals/core/vitals.ts';
import type { RejectionCode } from './item-codes.ts';

/** One measurement as an adapter understood it; who, when and what are checked later. */
export interface Candidate {
  /** Place in the delivery, from 0; several candidates may come of one place. */
  readonly index: number;
  /** The source's own id of the message or record: a replay with the same id finds the same row. */
  readonly messageId?: string;
  /** Patient id, `system|value`, or an identifier that is unique. */
  readonly patient: string;
  /** The device as the source names it. */
  readonly device?: string;
  readonly measured: ReadingCandidate;
  /** ISO 8601, with or without offset, or an epoch in seconds or milliseconds. */
  readonly at?: string | number | null;
  /** Told beside the time: minutes east of UTC or "-06:00". */
  readonly offset?: string | number | null;
  /** IANA zone in which a time without offset was written; absent: the patient's own. */
  readonly zone?: string;
  /** The source only estimated the time, from when it received the measurement. */
  readonly estimatedTime?: boolean;
  readonly origin: Origin;
  /** The item as sent, for whoever must decide about it. */
  readonly raw: unknown;
}

/** An item that the adapter could not understand. */
export interface Rejection {
  readonly index: number;
  readonly messageId?: string;
  readonly code: RejectionCode;
  /** Which field or component is wrong: a name of ours, never text of the source. */
  readonly field?: string;
  readonly raw: unknown;
}

export type DeliveryItem = Candidate | Rejection;

/** Tells an item that was refused from one that can be judged further. */
export function isRejection(item: DeliveryItem): item is Rejection {
  return 'code' in item;
}

export interface AdapterContext {
  readonly vitals: Vitals;
  /** The patient whom the token is bound to; for sources that never name one (Nightscout). */
  readonly patientId: string | null;
}

/**
 * A form in which sources send readings. `parse` is pure, never throws for what a source wrote, and
 * answers for each item of the body, so that one bad item does not fail the others.
 */
export interface Adapter<Body = unknown> {
  readonly name: string;
  readonly parse: (body: Body, context: AdapterContext) => readonly DeliveryItem[];
}
