import { dexcomLink } from './dexcom-link.ts';
import { ihealthLink } from './ihealth-link.ts';
import type { VendorLink } from './link.ts';
import type { VendorName } from './vendor.ts';
import { withingsLink } from './withings-link.ts';

/** The vendors from which persons' data is fetched with tokens; the others push all there is. */
const links: Partial<Readonly<Record<VendorName, VendorLink>>> = {
  withings: withingsLink,
  dexcom: dexcomLink,
  ihealth: ihealthLink,
};

/** How a vendor gives access to a person's data; undefined for those that only push. */
export function linkOf(vendor: VendorName): VendorLink | undefined {
  return links[vendor];
}
