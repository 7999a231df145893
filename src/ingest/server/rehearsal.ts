import { systemCaller } from '../../platform/server/context.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { processBatch } from './batch.ts';
import type { QueuedDelivery } from './delivery.ts';
import { wholeOf } from './parts.ts';
import { withPartitions } from './recovery.ts';
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
  const run = () =>
    lanes.runWhole(organizationId, async (tx) => {
      const context = { tx, caller, now, audited: 0 };
      const { outcomes } = await processBatch(context, [wholeOf(queued)]);
      throw new Undone(outcomes[0] ?? []);
    });
  // An empty partition is the one thing that a rehearsal leaves behind.
  return withPartitions(lanes, run).catch((error: unknown) => {
    if (error instanceof Undone) return error.outcomes;
    throw error;
  });
}
