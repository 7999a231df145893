import { isDatabaseUnavailable } from '../../platform/server/database.ts';
import { newId } from '../../platform/server/ids.ts';
import type { Log } from '../../platform/server/log.ts';
import { ensurePartitions, MissingPartitions } from '../../vitals/server/service/partitions.ts';
import { reject as rejectItem } from '../core/entry.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import type { QueuedDelivery } from './delivery.ts';
import type { Lanes } from './store/lanes.ts';

type Outcomes = readonly ItemOutcome[];
type Results = readonly PromiseSettledResult<Outcomes>[];

export interface Attempt {
  /** One transaction; throws and leaves nothing behind when any part of it fails. */
  readonly write: (deliveries: readonly QueuedDelivery[]) => Promise<readonly Outcomes[]>;
  readonly lanes: Lanes;
  readonly log: Log;
}

/**
 * Writes deliveries so that what fails in one of them fails nobody else: a batch that cannot be
 * written is halved until the culprit stands alone; of a delivery the same way, and the one item that
 * cannot be processed is kept as such. While the database is away nothing is tried again: the senders
 * keep their data and come back.
 */
export async function writeAround(
  deliveries: readonly QueuedDelivery[],
  attempt: Attempt,
): Promise<Results> {
  try {
    const outcomes = await tryWrite(deliveries, attempt);
    return outcomes.map((value) => ({ status: 'fulfilled', value }));
  } catch (error) {
    const [first] = deliveries;
    if (isDatabaseUnavailable(error)) return deliveries.map(() => failed(error));
    if (first === undefined) return [];
    if (deliveries.length === 1) return [await writeParts(first, attempt, error)];
    const middle = deliveries.length >> 1;
    return [
      ...(await writeAround(deliveries.slice(0, middle), attempt)),
      ...(await writeAround(deliveries.slice(middle), attempt)),
    ];
  }
}

function failed(reason: unknown): PromiseRejectedResult {
  return { status: 'rejected', reason };
}

/** PostgreSQL asks to try these again: serialization failure, deadlock, lock not available. */
const passing: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);
const maximumAttempts = 4;

async function tryWrite(
  deliveries: readonly QueuedDelivery[],
  { write, lanes }: Attempt,
): Promise<readonly Outcomes[]> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await write(deliveries);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (attempts === maximumAttempts) throw error;
      if (error instanceof MissingPartitions) await ensurePartitions(lanes.database, error.months);
      else if (!passing.has(code)) throw error;
    }
  }
}

/** Makes the partitions that a transaction misses, and runs it once more: nothing of it was stored. */
export async function withPartitions<T>(lanes: Lanes, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof MissingPartitions)) throw error;
    await ensurePartitions(lanes.database, error.months);
    return run();
  }
}

/** Halves one delivery; each part is kept as a delivery of its own, the body with the first. */
async function writeParts(
  queued: QueuedDelivery,
  attempt: Attempt,
  cause: unknown,
): Promise<PromiseSettledResult<Outcomes>> {
  if (queued.items.length <= 1) return writeFailed(queued, attempt, cause);
  const middle = queued.items.length >> 1;
  const parts = [
    { ...queued, items: queued.items.slice(0, middle) },
    {
      ...queued,
      id: newId(queued.receivedAt),
      delivery: { ...queued.delivery, body: null },
      items: queued.items.slice(middle),
    },
  ];
  const outcomes: ItemOutcome[] = [];
  for (const part of parts) {
    const [result = failed(cause)] = await writeAround([part], attempt);
    // What was written already stays: sent again, it is a duplicate.
    if (result.status === 'rejected') return result;
    outcomes.push(...result.value);
  }
  return { status: 'fulfilled', value: outcomes };
}

/** The culprit itself: kept with its reason, where a person sees it, instead of refused for ever. */
async function writeFailed(
  queued: QueuedDelivery,
  { write, log }: Attempt,
  cause: unknown,
): Promise<PromiseSettledResult<Outcomes>> {
  log.error({ err: cause, deliveryId: queued.id, adapter: queued.delivery.adapter }, 'item failed');
  const [item] = queued.items;
  if (item === undefined || 'code' in item) return failed(cause);
  const kept = { ...queued, items: [rejectItem(item.candidate, 'processing-failed')] };
  try {
    const [outcomes = []] = await write([kept]);
    return { status: 'fulfilled', value: outcomes };
  } catch (error) {
    return failed(error);
  }
}
