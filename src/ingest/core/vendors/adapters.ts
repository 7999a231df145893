import { tenovi } from './tenovi.ts';
import type { VendorAdapter } from './vendor.ts';

/** Every vendor whose deliveries are read. */
export const vendorAdapters: Readonly<Record<'tenovi', VendorAdapter>> = { tenovi };
