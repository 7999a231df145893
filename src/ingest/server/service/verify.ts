import type { Context } from '../../../platform/server/context.ts';
import { findBrokenRows, type BrokenRow } from '../store/verify.ts';

/**
 * Checks what is stored against the invariants of ingest: every reading has its patient and its delivery,
 * as many readings are there as were acknowledged, the days with data are those of the readings that
 * count, and whatever is held came with a delivery and is somebody's work. An empty list is good.
 */
export function verifyIngest({ caller, tx }: Context): Promise<readonly BrokenRow[]> {
  return findBrokenRows(tx, caller.organizationId);
}
