import type { Text } from '../../platform/core/text.ts';

export type Priority = 1 | 2 | 3 | 4;
export type Direction = 'high' | 'low' | 'none';

/**
 * One thing that is wrong, as codes: what a card shows, a hold covers and a hand-off carries. Text in
 * either language is rendered from it by the slice that owns the code; `magnitude` grows with danger
 * within one rule and direction, so that "worse than what was snoozed" can be decided.
 */
export interface Finding {
  readonly code: string;
  readonly ruleId: string;
  readonly kind: string;
  readonly direction: Direction;
  readonly priority: Priority;
  readonly magnitude: number;
  readonly unconfirmed: boolean;
  /** Milliseconds since 1970 UTC of the evidence. */
  readonly at: number;
  readonly params: Readonly<Record<string, string | number>>;
  /** Stands together on the card with others of this name. */
  readonly bundle?: string;
  /** The sentence as rendered from the codes when it was found, so that a list needs no content to show it. */
  readonly text: Text;
}
