import { systemCaller } from '../../platform/server/context.ts';
import { ensurePartitions, MissingPartitions } from '../../vitals/server/service/partitions.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { processBatch } from './batch.ts';
import type { QueuedDelivery } from './delivery.ts';
import type { Lanes } from './store/lanes.ts';

/** Ends the transaction of a rehearsal without keeping anything. */
class Undone extends Error {
  readonly outcomes: readonly ItemOutcome[];

  constructor(outcomes: readonly ItemOutcome[]) {
    super('A rehearsal keeps nothing.');
    this.name = 'Undone';
    this.outcomes = outcomes;
  }
}

/** What would become of a delivery: all of it is done as always, and undone before anybody sees it. */
export async function rehearse(
  queued: QueuedDelivery,
  lanes: Lanes,
): Promise<readonly ItemOutcome[]> {
  const { organizationId } = queued.delivery.caller;
  const caller = systemCaller(organizationId, 'ingest');
  const now = new Date(queued.receivedAt);
  for (;;) {
    try {
      return await lanes.run(organizationId, async (tx) => {
        const [outcomes = []] = await processBatch({ tx, caller, now, audited: 0 }, [queued]);
        throw new Undone(outcomes);
      });
    } catch (error) {
      if (error instanceof Undone) return error.outcomes;
      // An empty partition is the one thing that a rehearsal leaves behind.
      if (!(error instanceof MissingPartitions)) throw error;
      await ensurePartitions(lanes.database, error.months);
    }
  }
}
