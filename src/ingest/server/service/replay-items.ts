import type { Caller } from '../../../platform/server/context.ts';
import type { Database } from '../../../platform/server/database.ts';
import { isRejection, type DeliveryItem } from '../../core/adapter.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import type { Ingest } from '../service.ts';
import type { KeptDelivery } from '../store/replay.ts';
import type { Seal } from './sources/seal.ts';

export interface ReplaySetting {
  readonly database: Database;
  readonly ingest: Ingest;
  readonly seal: Seal;
  readonly clock: () => Date;
  readonly organizationId: string;
  /** Of slices above, by the adapter under which their deliveries are kept. */
  readonly forms?: ReadonlyMap<string, Redeliver>;
}

/** A kept delivery that is read again, in the name of the machine that sent it. */
export interface Redelivery {
  readonly caller: Caller;
  readonly contentType: string;
  readonly messageId: string | null;
  readonly body: Buffer;
  /** Those that are wanted of the items that were read, with the time of the first arrival. */
  readonly choose: <Item extends DeliveryItem>(items: readonly Item[]) => readonly Item[];
  readonly dryRun: boolean;
}

/** Reads deliveries of one form again; undefined when there is nothing to be read. */
export type Redeliver = (
  setting: Pick<ReplaySetting, 'database' | 'ingest' | 'clock'>,
  again: Redelivery,
) => Promise<readonly ItemOutcome[] | undefined>;

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
