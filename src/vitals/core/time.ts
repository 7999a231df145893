import type { TrustClass } from './reading.ts';

/** When a reading was taken, as the source tells it. */
export interface GivenTime {
  /** ISO 8601 with or without offset, or an epoch in seconds or milliseconds. */
  readonly at?: string | number | null | undefined;
  /** Offset told beside the time: minutes east of UTC, or "-06:00", "-0600". */
  readonly offset?: string | number | null | undefined;
  /** True when the source is known to stamp wall-clock time and any offset in `at` means nothing. */
  readonly deviceZoneLess?: boolean | undefined;
  /** IANA zone of the patient. */
  readonly patientZone: string;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
}

export type TimeCode =
  | 'time-invalid'
  | 'time-incomplete'
  | 'time-too-old'
  | 'time-far-future'
  | 'offset-invalid'
  | 'offset-impossible';

export interface ResolvedTime {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Minutes east of UTC that the source gave; absent when it gave none. */
  readonly offsetMinutes?: number;
  readonly trust: TrustClass;
  /** More than 24 hours old on arrival: stored, never a live alarm. */
  readonly late: boolean;
  readonly problem?: never;
}

export type TimeResult = ResolvedTime | { readonly problem: TimeCode };
