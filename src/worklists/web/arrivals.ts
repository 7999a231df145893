import type { WorklistItem } from '../contract.ts';

// Our idea of the server's time may be off by this much (platform/web/connection.ts).
const uncertainMs = 5_000;

/** Tells a card from itself before it was raised again. */
export function arrivalKey({ id, raisedAt }: WorklistItem): string {
  return `${id} ${raisedAt}`;
}

/**
 * Urgent and critical cards that came in, or rose again, since the list was opened, and that nobody has
 * seen yet. What was there before and is only loaded later by scrolling is no news.
 */
export function arrivals(
  items: readonly WorklistItem[],
  known: ReadonlySet<string>,
  openedAt: number,
): readonly WorklistItem[] {
  return items.filter(
    (item) =>
      item.priority <= 2 &&
      item.acknowledgedAt === null &&
      Date.parse(item.raisedAt) > openedAt - uncertainMs &&
      !known.has(arrivalKey(item)),
  );
}
