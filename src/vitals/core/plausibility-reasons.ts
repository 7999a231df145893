/** What the check decided of a reading (clinical-rules 1.9). */
export type PlausibilityOutcome = 'accept' | 'confirm' | 'reject';

/**
 * Where the reading goes. `accepted` and `unconfirmed` readings are in the chart and judged by
 * protocols; a `quarantined` one is kept apart, visible with its reason, until a person releases it.
 */
export type Placement = 'accepted' | 'unconfirmed' | 'quarantined';

export type PlausibilityCode =
  | 'below-possible'
  | 'above-possible'
  | 'order'
  | 'below-usual'
  | 'above-usual'
  | 'narrow-difference'
  | 'wide-difference'
  | 'disagrees'
  | 'unit-suspect'
  | 'change-too-fast'
  | 'far-from-median'
  | 'low-perfusion'
  | 'control-solution'
  | 'calibration-doubt'
  | 'person-doubt'
  | 'above-personal-best'
  | 'clock-suspect';

/** Why a reading is doubted. Holds limits, never the value: it may be shown and logged. */
export interface PlausibilityReason {
  readonly code: PlausibilityCode;
  readonly component?: string;
  /** The limit that was passed, in `unit`. */
  readonly limit?: number;
  /** Unit of `limit`; for `unit-suspect` the unit that was probably meant. */
  readonly unit?: string;
}
