import { newId } from '../../platform/server/ids.ts';
import type { Rejection } from '../core/adapter.ts';
import type { Understood } from '../core/entry.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import type { QueuedDelivery } from './delivery.ts';
import type { Located } from './located.ts';
import { shardCount, shardOf } from './store/lanes.ts';

/** The items of a delivery that one transaction takes; kept as a delivery of its own. */
export interface Part {
  readonly id: string;
  readonly queued: QueuedDelivery;
  readonly items: readonly (Understood | Rejection)[];
  /** Whose the items are, where that was found before; the transaction finds it otherwise. */
  readonly located: readonly Located[] | undefined;
  /** Places of the items in the delivery. */
  readonly places: readonly number[];
  /** The body is kept once. */
  readonly withBody: boolean;
}

/** A delivery in one part. */
export function wholeOf(queued: QueuedDelivery): Part {
  const { id, items } = queued;
  return { id, queued, items, located: undefined, places: [...items.keys()], withBody: true };
}

/**
 * Divides a delivery by its patients, so that the halves can be judged side by side; a patient is
 * always in the same one.
 */
export function divide(
  queued: QueuedDelivery,
  located: readonly Located[],
): ReadonlyMap<number, Part> {
  const places = Array.from({ length: shardCount }, (): number[] => []);
  for (const [place, item] of located.entries()) places[shardFor(item)]?.push(place);
  const parts = new Map<number, Part>();
  for (const [shard, own] of places.entries()) {
    if (own.length === 0) continue;
    const whole = { ...wholeOf(queued), located };
    parts.set(shard, parts.size === 0 ? pick(whole, own) : anotherOf(pick(whole, own)));
  }
  // A delivery without items is kept as well.
  if (parts.size === 0) parts.set(0, wholeOf(queued));
  return parts;
}

/** Some items of a part, by their place in it. */
export function pick(part: Part, own: readonly number[]): Part {
  return {
    ...part,
    items: own.flatMap((place) => part.items[place] ?? []),
    located: part.located && own.flatMap((place) => part.located?.[place] ?? []),
    places: own.flatMap((place) => part.places[place] ?? []),
  };
}

/** The same items as a delivery beside the first, which keeps the body. */
export function anotherOf(part: Part): Part {
  return { ...part, id: newId(part.queued.receivedAt), withBody: false };
}

/** What belongs to nobody goes with the first. */
function shardFor(item: Located): number {
  const owner = 'placed' in item ? item.placed?.owner : undefined;
  return owner === undefined ? 0 : shardOf(owner.id);
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
