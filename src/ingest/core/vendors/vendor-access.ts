import type { VendorName } from './vendor.ts';

/** How a vendor proves that a delivery is its own. */
export const authentications = ['signature', 'basic', 'url'] as const;

export type Authentication = (typeof authentications)[number];

interface VendorAccess {
  readonly label: string;
  /** The first is what the vendor documents; a signature can be set by a gateway of the customer before it. */
  readonly authentications: readonly Authentication[];
  /** Where measurements are fetched from when the vendor does not push all of them. */
  readonly baseUrl: string | null;
}

/**
 * Tenovi and BodyTrace send basic authentication (https://docs.tenovi.com/hwi-api/overview,
 * https://www.rubydoc.info/gems/bodytrace/1.2.1); Withings and iHealth send no credentials at all, so that
 * the secret stands in the address that only they know; Dexcom's values come from the customer's own
 * service, which signs them.
 */
export const vendorAccess: Readonly<Record<VendorName, VendorAccess>> = {
  tenovi: { label: 'Tenovi', authentications: ['basic', 'signature'], baseUrl: null },
  withings: {
    label: 'Withings',
    authentications: ['url', 'signature'],
    baseUrl: 'https://wbsapi.withings.net',
  },
  ihealth: {
    label: 'iHealth',
    authentications: ['url', 'signature'],
    baseUrl: 'https://api.ihealthlabs.com:8443',
  },
  dexcom: {
    label: 'Dexcom',
    authentications: ['signature', 'basic'],
    baseUrl: 'https://api.dexcom.com',
  },
  validic: {
    label: 'Validic (iGlucose)',
    authentications: ['basic', 'signature'],
    baseUrl: null,
  },
  bodytrace: { label: 'BodyTrace', authentications: ['basic', 'signature'], baseUrl: null },
};
