import type { ByteCursor } from './byte-cursor.ts';
import { isSet, notAReading, type GattResult } from './measurement.ts';

/**
 * Reads a Heart Rate Measurement (0x2A37) in beats per minute; zero is the absence of one. Energy and
 * beat intervals are not used. Source: Bluetooth Heart Rate Service 1.0.
 */
export function parseHeartRate(cursor: ByteCursor): GattResult {
  const flags = cursor.uint8();
  const value = isSet(flags, 0) ? cursor.uint16() : cursor.uint8();
  if (value === 0) return notAReading('no-value');
  // Bit 2: the device can tell whether it touches skin. Bit 1: it does.
  const lostContact = isSet(flags, 2) && !isSet(flags, 1);
  return {
    status: 'reading',
    kind: 'heart-rate',
    values: { value },
    unit: '/min',
    notes: lostContact ? ['noSkinContact'] : [],
    told: {},
  };
}
