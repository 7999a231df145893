import type { Context } from '../../../platform/server/context.ts';
import { selectNewestOfKinds, type NewestReading } from '../store/newest.ts';

export type { NewestReading } from '../store/newest.ts';

/** When every patient, or each of these, last sent each kind of reading, looking back to `since`. */
export function newestOfKinds(
  { tx, caller }: Context,
  since: Date,
  patientIds: readonly string[] | null = null,
): Promise<readonly NewestReading[]> {
  return selectNewestOfKinds(tx, caller.organizationId, since, patientIds);
}
