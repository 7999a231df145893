import { isRejection } from '../../core/adapter.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import type { VendorItem } from '../../core/vendors/vendor.ts';
import type { Delivery } from '../delivery.ts';
import type { Ingest } from '../service.ts';
import { settleKnown, type Settled } from './sources/revise.ts';

/** A delivery whose items may say something anew of readings that are stored. */
export interface RevisedDelivery extends Delivery {
  /** The label under which its messages are known. */
  readonly source: string;
  readonly items: readonly VendorItem[];
}

/** Stores what is said anew of stored readings in their places, then all the rest the usual way. */
export async function receiveRevised(
  ingest: Ingest,
  delivery: RevisedDelivery,
): Promise<readonly ItemOutcome[]> {
  const { outcomes, rest } = isRevision(delivery)
    ? await ingest.runAlone(delivery.caller, (context) =>
        settleKnown(context, delivery.items, delivery),
      )
    : { outcomes: [], rest: delivery.items };
  return inOrder(outcomes, await ingest.receive({ ...delivery, items: rest }));
}

/** What `receiveRevised` would answer; nothing is kept. */
export async function rehearseRevised(
  ingest: Ingest,
  delivery: RevisedDelivery,
): Promise<readonly ItemOutcome[]> {
  let settled: Settled = { outcomes: [], rest: delivery.items };
  if (isRevision(delivery)) {
    await ingest
      .runAlone(delivery.caller, async (context) => {
        settled = await settleKnown(context, delivery.items, delivery);
        throw undone;
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error;
      });
  }
  return inOrder(settled.outcomes, await ingest.rehearse({ ...delivery, items: settled.rest }));
}

/** Ends the transaction of a rehearsal without keeping anything. */
const undone = new Error('A rehearsal keeps nothing.');

function isRevision({ items }: RevisedDelivery): boolean {
  return items.some(
    (item) => !isRejection(item) && (item.revises === true || item.withdrawn === true),
  );
}

function inOrder(...parts: readonly (readonly ItemOutcome[])[]): readonly ItemOutcome[] {
  return parts.flat().toSorted((a, b) => a.index - b.index);
}
