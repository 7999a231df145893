import type { Context } from '../../../platform/server/context.ts';
import { vendorAdapters } from '../../core/vendors/adapters.ts';
import type { ItemOutcome } from '../../core/outcome.ts';
import { readJson } from '../body.ts';
import type { KeptDelivery } from '../store/replay.ts';
import { selectSources, type SourceRow } from '../store/sources.ts';
import { chosen, timed, type ReplaySetting } from './replay-items.ts';
import {
  followAgain,
  notificationAdapter,
  rehearseStore,
  store,
  type VendorSource,
} from './sources/deliver.ts';

/** The vendors of an organization, by the id under which their deliveries are kept. */
export type VendorSources = ReadonlyMap<string, VendorSource>;

/** Loads the vendors whose deliveries can be read again, also those that are disabled. */
export async function vendorSources({ tx, caller, now }: Context): Promise<VendorSources> {
  const { organizationId } = caller;
  const rows = await selectSources(tx, organizationId, now);
  return new Map(
    rows.map((row): [string, Omit<SourceRow, 'sealedSecret'>] => [
      row.id,
      { ...row, organizationId },
    ]),
  );
}

export interface VendorReplay {
  readonly delivery: KeptDelivery;
  readonly source: VendorSource;
  /** Places of the items to be read; undefined for all. */
  readonly wanted: ReadonlySet<number> | undefined;
  readonly dryRun: boolean;
  readonly load: () => Promise<Buffer>;
}

/**
 * Reads a vendor's delivery again. A notification is followed again only where it could not be followed:
 * what the others led to was kept as a delivery of its own.
 */
export async function replayVendor(
  setting: ReplaySetting,
  { delivery, source, wanted, dryRun, load }: VendorReplay,
): Promise<readonly ItemOutcome[] | undefined> {
  const { contentType, messageId: account } = delivery;
  if (delivery.adapter === notificationAdapter) {
    if (dryRun || delivery.refusedAt.length === 0) return undefined;
    return followAgain(setting, { source, contentType, body: await load() });
  }
  const body = await load();
  const { items } = vendorAdapters[source.vendor].parse(readJson(body), account);
  const again = {
    source,
    contentType,
    body,
    account,
    items: timed(delivery, chosen(items, wanted)),
  };
  return dryRun ? rehearseStore(setting, again) : store(setting, again);
}
