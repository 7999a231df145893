import type { Caller, Context } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import type { Log } from '../../platform/server/log.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import { understand } from '../core/entry.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { hashOf, sourceOf, type Delivery, type QueuedDelivery } from './delivery.ts';
import { rehearse } from './rehearsal.ts';
import { openLanes } from './store/lanes.ts';
import { createWriter } from './writer.ts';

// Slices above that take deliveries of their own form read the body as ingest does, and say the same of items.
export { describeOutcome } from './answer.ts';
export { decodeBody, readJson } from './body.ts';
export type { Delivery } from './delivery.ts';

export interface IngestOptions {
  readonly connectionString: string;
  readonly clock: () => Date;
  readonly log: Log;
  /** Items in one transaction, at most (unless one delivery has more). */
  readonly batchItems?: number;
  /** Items that may wait before senders are asked to come again. */
  readonly queueItems?: number;
}

/** The one way in for readings, whatever their source. */
export interface Ingest {
  /**
   * Stores and judges a delivery together with others of its organization, and answers what became of
   * each item after the commit. Rejects with `ingest.busy` or `server.unavailable` when nothing was stored.
   */
  receive(delivery: Delivery): Promise<readonly ItemOutcome[]>;
  /** What would become of a delivery; nothing of it is stored. */
  rehearse(delivery: Delivery): Promise<readonly ItemOutcome[]>;
  /** Runs something that changes readings or what they mean, alone for the caller's organization. */
  runAlone<T>(caller: Caller, work: (context: Context) => Promise<T>): Promise<T>;
  /** Items that wait for their transaction. */
  readonly waiting: number;
  /** Finishes what waits and closes the connections. */
  close(): Promise<void>;
}

/** Opens the writer of readings: one for each server process. */
export function createIngest(options: IngestOptions): Ingest {
  const { clock, log } = options;
  const lanes = openLanes({
    connectionString: options.connectionString,
    onError: (error) => log.warn({ err: error }, 'ingest connection lost'),
  });
  const writer = createWriter({
    lanes,
    clock,
    log,
    ...(options.batchItems === undefined ? undefined : { batchItems: options.batchItems }),
    ...(options.queueItems === undefined ? undefined : { queueItems: options.queueItems }),
  });
  return {
    receive: (delivery) => writer.write(queue(delivery, clock)),
    rehearse: (delivery) => rehearse(queue(delivery, clock), lanes),
    runAlone: (caller, work) => writer.runAlone(caller, work),
    get waiting() {
      return writer.waiting;
    },
    async close() {
      await writer.drained();
      await lanes.close();
    },
  };
}

function queue(delivery: Delivery, clock: () => Date): QueuedDelivery {
  const receivedAt = (delivery.receivedAt ?? clock()).getTime();
  const vitals = vitalSigns();
  return {
    id: newId(receivedAt),
    delivery,
    source: sourceOf(delivery),
    items: delivery.items.map((item) => understand(vitals, item)),
    contentHash: hashOf(delivery),
    receivedAt,
    live: delivery.live ?? true,
  };
}
