import type { Context } from '../../../platform/server/context.ts';
import type { Ingest } from '../service.ts';

/**
 * Runs a decision in the lane of the organization, between two batches: no delivery changes what it
 * looks at. That is a transaction of its own; the route's one only learns that it was audited.
 */
export function aloneWith(ingest: Ingest) {
  return async <T>(context: Context, work: (own: Context) => Promise<T>): Promise<T> => {
    let audited = 0;
    const answer = await ingest.runAlone(context.caller, async (own) => {
      const result = await work(own);
      audited = own.audited;
      return result;
    });
    context.audited += audited;
    return answer;
  };
}
