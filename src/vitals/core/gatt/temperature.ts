import type { ByteCursor } from './byte-cursor.ts';
import { readDeviceTime, wallClockOf } from './device-time.ts';
import { isSet, notAReading, type GattResult } from './measurement.ts';

/** Temperature Type (0x2A1D). */
const sites = {
  1: 'armpit',
  2: 'body',
  3: 'ear',
  4: 'finger',
  5: 'gastrointestinal',
  6: 'mouth',
  7: 'rectum',
  8: 'toe',
  9: 'eardrum',
} as const;

/** Reads a Temperature Measurement (0x2A1C) in °C or °F. Source: Bluetooth Health Thermometer Service 1.0. */
export function parseTemperature(cursor: ByteCursor): GattResult {
  const flags = cursor.uint8();
  const value = cursor.float();
  const time = isSet(flags, 1) ? readDeviceTime(cursor) : undefined;
  const site = isSet(flags, 2) ? sites[cursor.uint8() as keyof typeof sites] : undefined;
  if (typeof value !== 'number') return notAReading('no-value');
  const wallClock = time && wallClockOf(time);
  return {
    status: 'reading',
    kind: 'temperature',
    values: { value },
    unit: isSet(flags, 0) ? '[degF]' : 'Cel',
    ...(wallClock !== undefined && { wallClock }),
    notes: time !== undefined && wallClock === undefined ? ['timeUnknown'] : [],
    told: site === undefined ? {} : { site },
  };
}
