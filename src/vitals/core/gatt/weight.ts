import type { ByteCursor } from './byte-cursor.ts';
import { readDeviceTime, wallClockOf } from './device-time.ts';
import { isSet, notAReading, type GattResult } from './measurement.ts';

const unsuccessful = 0xffff;
const userUnknown = 0xff;

/**
 * Reads a Weight Measurement (0x2A9D): steps of 0.005 kg or 0.01 lb, as the scale is set. Body mass index
 * and height are not used. Source: Bluetooth Weight Scale Service 1.0.
 */
export function parseWeight(cursor: ByteCursor): GattResult {
  const flags = cursor.uint8();
  const raw = cursor.uint16();
  const time = isSet(flags, 1) ? readDeviceTime(cursor) : undefined;
  const user = isSet(flags, 2) ? cursor.uint8() : userUnknown;
  if (isSet(flags, 3)) {
    cursor.uint16();
    cursor.uint16();
  }
  if (raw === unsuccessful) return notAReading('unsuccessful');
  if (raw === 0) return notAReading('no-value');
  const imperial = isSet(flags, 0);
  const wallClock = time && wallClockOf(time);
  return {
    status: 'reading',
    kind: 'weight',
    values: { value: imperial ? raw / 100 : (raw * 5) / 1000 },
    unit: imperial ? '[lb_av]' : 'kg',
    ...(wallClock !== undefined && { wallClock }),
    notes: time !== undefined && wallClock === undefined ? ['timeUnknown'] : [],
    told: user === userUnknown ? {} : { deviceUser: user },
  };
}
