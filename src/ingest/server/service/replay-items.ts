import type { Database } from '../../../platform/server/database.ts';
import { isRejection, type DeliveryItem } from '../../core/adapter.ts';
import type { Ingest } from '../service.ts';
import type { KeptDelivery } from '../store/replay.ts';
import type { Seal } from './sources-seal.ts';

export interface ReplaySetting {
  readonly database: Database;
  readonly ingest: Ingest;
  readonly seal: Seal;
  readonly clock: () => Date;
  readonly organizationId: string;
}

/** Only the items at these places, where only some are wanted. */
export function chosen<Item extends DeliveryItem>(
  items: readonly Item[],
  wanted: ReadonlySet<number> | undefined,
): readonly Item[] {
  return wanted === undefined ? items : items.filter(({ index }) => wanted.has(index));
}

/** What had no time of its own was measured when it first arrived, not now. */
export function timed<Item extends DeliveryItem>(
  { receivedAt }: KeptDelivery,
  items: readonly Item[],
): readonly Item[] {
  return items.map((item) => {
    if (isRejection(item) || (item.at !== undefined && item.at !== null && item.at !== '')) {
      return item;
    }
    return { ...item, at: receivedAt.getTime(), estimatedTime: true };
  });
}
