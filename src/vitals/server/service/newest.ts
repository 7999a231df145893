import type { Context } from '../../../platform/server/context.ts';
import { selectNewestOfKinds, type NewestReading } from '../store/newest.ts';

/** When every patient last sent each kind of reading, looking back to `since`. */
export function newestOfKinds(context: Context, since: Date): Promise<readonly NewestReading[]> {
  return selectNewestOfKinds(context.tx, context.caller.organizationId, since);
}
