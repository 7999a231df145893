import { systemCaller, type Caller, type Context } from '../../platform/server/context.ts';
import type { Log } from '../../platform/server/log.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { ingestProblems } from '../core/problems.ts';
import { processBatch } from './batch.ts';
import type { QueuedDelivery } from './delivery.ts';
import { withPartitions, writeAround } from './recovery.ts';
import type { Lanes } from './store/lanes.ts';

export interface WriterOptions {
  readonly lanes: Lanes;
  readonly clock: () => Date;
  readonly log: Log;
  /** A transaction takes deliveries up to so many items; a larger delivery goes alone. */
  readonly batchItems?: number;
  /** Items that may wait; beyond it senders are asked to come again. */
  readonly queueItems?: number;
}

export interface Writer {
  /** The outcome of every item, once its transaction is committed. */
  write(delivery: QueuedDelivery): Promise<readonly ItemOutcome[]>;
  /** Runs `work` as the caller in the lane of the organization, between two batches. */
  runAlone<T>(caller: Caller, work: (context: Context) => Promise<T>): Promise<T>;
  /** Items that wait for their transaction. */
  readonly waiting: number;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

interface Waiting {
  readonly queued: QueuedDelivery;
  readonly resolve: (outcomes: readonly ItemOutcome[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: while one transaction of an organization runs, its next deliveries gather, and go
 * together in the next one. Nobody waits on purpose: a lane that is free takes a single delivery at once.
 */
export function createWriter(options: WriterOptions): Writer {
  const { lanes, clock, log, batchItems = 1_000, queueItems = 50_000 } = options;
  const queues = new Map<string, Waiting[]>();
  const draining = new Set<Promise<void>>();
  let waiting = 0;

  function attempt(organizationId: string, deliveries: readonly QueuedDelivery[]) {
    const caller = systemCaller(organizationId, 'ingest');
    const now = deliveries[0]?.delivery.receivedAt ?? clock();
    return lanes.run(organizationId, (tx) =>
      processBatch({ tx, caller, now, audited: 0 }, deliveries),
    );
  }

  async function drain(organizationId: string, queue: Waiting[]): Promise<void> {
    // Requests that were parsed in the same turn of the event loop go together.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const batch = takeBatch(queue, batchItems);
      const deliveries = batch.map(({ queued }) => queued);
      const write = (some: readonly QueuedDelivery[]) => attempt(organizationId, some);
      const results = await writeAround(deliveries, { write, lanes, log });
      for (const [place, { queued, resolve, reject }] of batch.entries()) {
        const result = results[place];
        waiting -= queued.items.length;
        if (result?.status === 'fulfilled') resolve(result.value);
        else reject(result?.reason);
      }
    }
    queues.delete(organizationId);
  }

  function enqueue(organizationId: string, entry: Waiting): void {
    const queue = queues.get(organizationId);
    if (queue !== undefined) {
      queue.push(entry);
      return;
    }
    const started = [entry];
    queues.set(organizationId, started);
    const done = drain(organizationId, started).finally(() => draining.delete(done));
    draining.add(done);
  }

  return {
    get waiting() {
      return waiting;
    },
    write(queued) {
      if (waiting > 0 && waiting + queued.items.length > queueItems) {
        return Promise.reject(ingestProblems['ingest.busy']());
      }
      waiting += queued.items.length;
      return new Promise((resolve, reject) => {
        enqueue(queued.delivery.caller.organizationId, { queued, resolve, reject });
      });
    },
    runAlone: (caller, work) =>
      withPartitions(lanes, () =>
        lanes.run(caller.organizationId, (tx) => work({ tx, caller, now: clock(), audited: 0 })),
      ),
    async drained() {
      while (draining.size > 0) await Promise.all(draining);
    },
  };
}

/**
 * The next deliveries for one transaction. One that says itself when it arrived is judged by that
 * moment, so only its equals go with it.
 */
function takeBatch(queue: Waiting[], batchItems: number): readonly Waiting[] {
  const moment = queue[0]?.queued.delivery.receivedAt?.getTime();
  let items = 0;
  let count = 0;
  for (const { queued } of queue) {
    const own = queued.items.length;
    const fits = count === 0 || items + own <= batchItems;
    if (!fits || queued.delivery.receivedAt?.getTime() !== moment) break;
    items += own;
    count += 1;
  }
  return queue.splice(0, count);
}
