import { isDatabaseUnavailable } from '../../platform/server/database.ts';
import type { Log } from '../../platform/server/log.ts';
import { ensurePartitions, MissingPartitions } from '../../vitals/server/service/partitions.ts';
import { reject as rejectItem } from '../core/entry.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { anotherOf, pick, type Part } from './parts.ts';
import type { Lanes } from './store/lanes.ts';

type Outcomes = readonly ItemOutcome[];
type Results = readonly PromiseSettledResult<Outcomes>[];

export interface Attempt {
  /** One transaction; throws and leaves nothing behind when any part of it fails. */
  readonly write: (parts: readonly Part[]) => Promise<readonly Outcomes[]>;
  readonly lanes: Lanes;
  readonly log: Log;
}

/**
 * Writes parts of deliveries so that what fails in one of them fails nobody else: a batch that cannot
 * be written is halved until the culprit stands alone; of a part the same way, and the one item that
 * cannot be processed is kept as such. While the database is away nothing is tried again: the senders
 * keep their data and come back.
 */
export async function writeAround(parts: readonly Part[], attempt: Attempt): Promise<Results> {
  try {
    const outcomes = await tryWrite(parts, attempt);
    return outcomes.map((value) => ({ status: 'fulfilled', value }));
  } catch (error) {
    const [first] = parts;
    if (isDatabaseUnavailable(error)) return parts.map(() => failed(error));
    if (first === undefined) return [];
    if (parts.length === 1) return [await writeHalves(first, attempt, error)];
    const middle = parts.length >> 1;
    return [
      ...(await writeAround(parts.slice(0, middle), attempt)),
      ...(await writeAround(parts.slice(middle), attempt)),
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
  parts: readonly Part[],
  { write, lanes }: Attempt,
): Promise<readonly Outcomes[]> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await write(parts);
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

/** Halves a part; each half is kept as a delivery of its own, the body with the first. */
async function writeHalves(
  part: Part,
  attempt: Attempt,
  cause: unknown,
): Promise<PromiseSettledResult<Outcomes>> {
  if (part.items.length <= 1) return writeFailed(part, attempt, cause);
  const middle = part.items.length >> 1;
  const places = [...part.items.keys()];
  const halves = [pick(part, places.slice(0, middle)), anotherOf(pick(part, places.slice(middle)))];
  const outcomes: ItemOutcome[] = [];
  for (const half of halves) {
    const [result = failed(cause)] = await writeAround([half], attempt);
    // What was written already stays: sent again, it is a duplicate.
    if (result.status === 'rejected') return result;
    outcomes.push(...result.value);
  }
  return { status: 'fulfilled', value: outcomes };
}

/** The culprit itself: kept with its reason, where a person sees it, instead of refused for ever. */
async function writeFailed(
  part: Part,
  { write, log }: Attempt,
  cause: unknown,
): Promise<PromiseSettledResult<Outcomes>> {
  log.error(
    { err: cause, deliveryId: part.id, adapter: part.queued.delivery.adapter },
    'item failed',
  );
  const [item] = part.items;
  if (item === undefined || 'code' in item) return failed(cause);
  const rejection = rejectItem(item.candidate, 'processing-failed');
  try {
    const refused = { ...part, items: [rejection], located: [{ rejection }] };
    const [outcomes = []] = await write([refused]);
    return { status: 'fulfilled', value: outcomes };
  } catch (error) {
    return failed(error);
  }
}
