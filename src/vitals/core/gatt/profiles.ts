import type { VitalKind } from '../reading.ts';
import { parseBloodPressure } from './blood-pressure.ts';
import { readBytes, TruncatedBytes, type ByteCursor } from './byte-cursor.ts';
import { parseGlucose } from './glucose.ts';
import { parseHeartRate } from './heart-rate.ts';
import { notAReading, type GattResult } from './measurement.ts';
import { parseOxygen } from './oxygen.ts';
import { parseTemperature } from './temperature.ts';
import { parseWeight } from './weight.ts';

/** How a vital sign is measured over Bluetooth: numbers assigned by the Bluetooth SIG. */
export interface GattProfile {
  readonly kind: VitalKind;
  readonly service: number;
  readonly characteristic: number;
  readonly parse: (cursor: ByteCursor) => GattResult;
}

export const gattProfiles: readonly GattProfile[] = [
  { kind: 'blood-pressure', service: 0x1810, characteristic: 0x2a35, parse: parseBloodPressure },
  { kind: 'weight', service: 0x181d, characteristic: 0x2a9d, parse: parseWeight },
  { kind: 'glucose', service: 0x1808, characteristic: 0x2a18, parse: parseGlucose },
  { kind: 'spo2', service: 0x1822, characteristic: 0x2a5e, parse: parseOxygen },
  { kind: 'temperature', service: 0x1809, characteristic: 0x2a1c, parse: parseTemperature },
  { kind: 'heart-rate', service: 0x180d, characteristic: 0x2a37, parse: parseHeartRate },
];

/** What a meter's stored results are asked for with (0x2A52); only the newest: report, last record. */
export const recordAccess = { characteristic: 0x2a52, newest: [0x01, 0x06] } as const;

/** Intermediate cuff pressure and temperature: on the way to a value, never one. */
const intermediates: ReadonlySet<number> = new Set([0x2a36, 0x2a1e]);

/** Reads what a device sent on a characteristic; what is no measurement is answered with its reason. */
export function parseGatt(characteristic: number, bytes: Uint8Array): GattResult {
  if (intermediates.has(characteristic)) return notAReading('intermediate');
  const profile = gattProfiles.find((one) => one.characteristic === characteristic);
  if (profile === undefined) return notAReading('no-value');
  try {
    return profile.parse(readBytes(bytes));
  } catch (error) {
    if (error instanceof TruncatedBytes) return notAReading('truncated');
    throw error;
  }
}
