import { bodytrace } from './bodytrace.ts';
import { dexcom } from './dexcom.ts';
import { ihealth } from './ihealth.ts';
import { tenovi } from './tenovi.ts';
import { validic } from './validic.ts';
import type { VendorAdapter, VendorName } from './vendor.ts';
import { withings } from './withings.ts';

/** Every vendor whose deliveries are read. */
export const vendorAdapters: Readonly<Record<VendorName, VendorAdapter>> = {
  tenovi,
  withings,
  ihealth,
  dexcom,
  validic,
  bodytrace,
};
