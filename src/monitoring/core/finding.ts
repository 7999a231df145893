import type { VitalKind } from '../../vitals/core/reading.ts';

/** What an alert found, as codes and numbers: both languages are rendered from it. JSON-safe. */
export interface Finding {
  /** Protocol and rule, as in `blood-pressure/severe`. */
  readonly ruleId: string;
  readonly level: string;
  readonly kind: VitalKind;
  /** What is shown, in the order of the protocol's measures; empty for HI, LO or an answer. */
  readonly values: readonly number[];
  /** UCUM; absent when there is no value. */
  readonly unit?: string;
  readonly beyond?: 'HI' | 'LO';
  /** For rules on change, share or silence: how much. */
  readonly amount?: { readonly value: number; readonly unit: string };
  readonly unconfirmed: boolean;
}
