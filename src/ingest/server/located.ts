import type { Rejection } from '../core/adapter.ts';
import type { Placed, Understood } from '../core/entry.ts';
import type { HoldDetail } from '../core/held.ts';
import type { HoldCode } from '../core/item-codes.ts';

export interface Hold {
  readonly code: HoldCode;
  readonly detail: HoldDetail;
  readonly critical: boolean;
}

/** An item with what can be known of it before anything is locked: whose it is and when it was taken. */
export type Located =
  | { readonly rejection: Rejection }
  | { readonly understood: Understood; readonly hold: Hold; readonly placed?: Placed }
  | { readonly understood: Understood; readonly placed: Placed; readonly hold?: never };
