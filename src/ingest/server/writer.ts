// Long because: one queue, two steps and what they share; apart, each would need the other's closure.
import { systemCaller, type Caller, type Context } from '../../platform/server/context.ts';
import type { Tx } from '../../platform/server/database.ts';
import { createGathering } from '../../platform/server/gathering.ts';
import type { Log } from '../../platform/server/log.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { ingestProblems } from '../core/problems.ts';
import { processBatch } from './batch.ts';
import type { QueuedDelivery } from './delivery.ts';
import { locate } from './locate.ts';
import type { Located } from './located.ts';
import { divide, joinOutcomes, wholeOf, type Part } from './parts.ts';
import { withPartitions, writeAround } from './recovery.ts';
import type { Lanes } from './store/lanes.ts';
import { watchGrowth } from './young-statistics.ts';

export interface WriterOptions {
  readonly lanes: Lanes;
  readonly clock: () => Date;
  readonly log: Log;
  /** A transaction takes parts of deliveries up to so many items; a larger one goes alone. */
  readonly batchItems?: number;
  /** Items that may wait; beyond it senders are asked to come again. */
  readonly queueItems?: number;
}

export interface Writer {
  /** The outcome of every item, once its transaction is committed. */
  write(delivery: QueuedDelivery): Promise<readonly ItemOutcome[]>;
  /** Runs `work` as the caller, alone for the organization, between two batches. */
  runAlone<T>(caller: Caller, work: (context: Context) => Promise<T>): Promise<T>;
  /** Items that wait for their transaction. */
  readonly waiting: number;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

/** With more items than this on their way it pays to divide them and to judge the halves side by side. */
const manyItems = 500;

/**
 * Group commit: while one transaction of an organization runs, its next deliveries gather, and go
 * together in the next one. When many come, it is first found whose the readings are, beside
 * everything else, and the halves of the organization go side by side.
 */
export function createWriter(options: WriterOptions): Writer {
  const { lanes, clock, log, batchItems = 1_000, queueItems = 50_000 } = options;
  const noteStored = watchGrowth(lanes.database, log);
  let waiting = 0;

  function contextOf(tx: Tx, organizationId: string, now = clock()): Context {
    return { tx, caller: systemCaller(organizationId, 'ingest'), now, audited: 0 };
  }

  const locating = createGathering<QueuedDelivery, readonly Located[]>({
    take: (queue) => countUpTo(batchItems, queue),
    work: async (organizationId, deliveries) => {
      const wanted = deliveries.map((queued) => ({ queued, items: queued.items }));
      const found = await lanes.beside(organizationId, (tx) =>
        locate(contextOf(tx, organizationId), wanted),
      );
      return found.map((value) => ({ status: 'fulfilled', value }));
    },
  });

  const writing = createGathering<Part, readonly ItemOutcome[]>({
    take: (queue) => countUpTo(batchItems, sameMoment(queue)),
    work: (lane, parts) => {
      const [organizationId = '', shard = ''] = lane.split(' ');
      const now = parts[0]?.queued.delivery.receivedAt;
      const write = async (some: readonly Part[]) => {
        const work = (tx: Tx) => processBatch(contextOf(tx, organizationId, now), some);
        const { outcomes, committed } = await (shard === 'whole'
          ? lanes.runWhole(organizationId, work)
          : lanes.run(organizationId, Number(shard), work));
        committed();
        noteStored(countItems(some));
        return outcomes;
      };
      return writeAround(parts, { write, lanes, log });
    },
  });

  async function writeDivided(queued: QueuedDelivery): Promise<readonly ItemOutcome[]> {
    const { organizationId } = queued.delivery.caller;
    const parts = divide(queued, await locating.add(organizationId, queued));
    const outcomes = await Promise.all(
      [...parts].map(([shard, part]) => writing.add(`${organizationId} ${shard}`, part)),
    );
    return joinOutcomes([...parts.values()], outcomes);
  }

  return {
    get waiting() {
      return waiting;
    },
    async write(queued) {
      const items = queued.items.length;
      if (waiting > 0 && waiting + items > queueItems) throw ingestProblems['ingest.busy']();
      waiting += items;
      try {
        if (waiting > manyItems) return await writeDivided(queued);
        const { organizationId } = queued.delivery.caller;
        return await writing.add(`${organizationId} whole`, wholeOf(queued));
      } finally {
        waiting -= items;
      }
    },
    runAlone: (caller, work) =>
      withPartitions(lanes, () =>
        lanes.runWhole(caller.organizationId, (tx) =>
          work({ tx, caller, now: clock(), audited: 0 }),
        ),
      ),
    async drained() {
      await locating.idle();
      await writing.idle();
    },
  };
}

/** How many of the first entries have together no more than so many items. */
function countUpTo(
  limit: number,
  queue: readonly { readonly items: readonly unknown[] }[],
): number {
  let items = 0;
  let count = 0;
  for (const one of queue) {
    items += one.items.length;
    if (items > limit) break;
    count += 1;
  }
  return count;
}

function countItems(parts: readonly Part[]): number {
  return parts.reduce((sum, { items }) => sum + items.length, 0);
}

/** A delivery that says itself when it arrived is judged by that moment: only its equals go with it. */
function sameMoment(queue: readonly Part[]): readonly Part[] {
  const moment = queue[0]?.queued.delivery.receivedAt?.getTime();
  const end = queue.findIndex(({ queued }) => queued.delivery.receivedAt?.getTime() !== moment);
  return end < 0 ? queue : queue.slice(0, end);
}
