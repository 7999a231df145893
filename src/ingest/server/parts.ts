import { newId } from '../../platform/server/ids.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import type { QueuedDelivery } from './delivery.ts';
import type { Located } from './located.ts';
import { shardCount, shardOf } from './store/lanes.ts';

/** The items of a delivery that one transaction takes; kept as a delivery of its own. */
export interface Part {
  readonly id: string;
  readonly queued: QueuedDelivery;
  readonly items: readonly Located[];
  /** Places of the items in the delivery. */
  readonly places: readonly number[];
  /** The body is kept once. */
  readonly withBody: boolean;
}

/**
 * Divides a delivery by its patients, so that the halves can be judged side by side; a patient is
 * always in the same one. Most deliveries have a single part.
 */
export function divide(
  queued: QueuedDelivery,
  items: readonly Located[],
): ReadonlyMap<number, Part> {
  const places = Array.from({ length: shardCount }, (): number[] => []);
  for (const [place, item] of items.entries()) places[shardFor(item)]?.push(place);
  const parts = new Map<number, Part>();
  for (const [shard, own] of places.entries()) {
    if (own.length > 0) parts.set(shard, partOf(queued, items, own, parts.size === 0));
  }
  // A delivery without items is kept as well.
  if (parts.size === 0) parts.set(0, partOf(queued, items, [], true));
  return parts;
}

/** What belongs to nobody goes with the first. */
function shardFor(item: Located): number {
  const owner = 'placed' in item ? item.placed?.owner : undefined;
  return owner === undefined ? 0 : shardOf(owner.id);
}

function partOf(
  queued: QueuedDelivery,
  items: readonly Located[],
  places: readonly number[],
  first: boolean,
): Part {
  return {
    id: first ? queued.id : newId(queued.receivedAt),
    queued,
    items: places.flatMap((place) => items[place] ?? []),
    places,
    withBody: first,
  };
}

/** The outcomes of all parts in the order of the delivery. */
export function joinOutcomes(
  parts: readonly Part[],
  outcomes: readonly (readonly ItemOutcome[])[],
): readonly ItemOutcome[] {
  const joined: ItemOutcome[] = [];
  for (const [part, own] of outcomes.entries()) {
    for (const [place, outcome] of own.entries()) {
      const at = parts[part]?.places[place];
      if (at !== undefined) joined[at] = outcome;
    }
  }
  return joined;
}
