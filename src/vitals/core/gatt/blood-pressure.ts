import type { ByteCursor } from './byte-cursor.ts';
import { readDeviceTime, wallClockOf } from './device-time.ts';
import {
  isSet,
  notAReading,
  notesOf,
  whenNumber,
  type GattResult,
  type QualityNote,
} from './measurement.ts';

const userUnknown = 0xff;

const statusNotes = {
  0: 'bodyMovement',
  1: 'looseCuff',
  2: 'irregularHeartbeat',
  5: 'cuffPosition',
} as const;

/** Bits 3 and 4 of the status are one field; 0 is in range and 3 reserved. */
const pulseRangeNotes: Readonly<Record<number, QualityNote>> = {
  1: 'pulseAboveRange',
  2: 'pulseBelowRange',
};

/**
 * Reads a Blood Pressure Measurement (0x2A35), in mmHg or kPa as the cuff sent it. Without systolic and
 * diastolic it is no reading; mean and pulse may be missing. Source: Bluetooth Blood Pressure Service 1.1.
 */
export function parseBloodPressure(cursor: ByteCursor): GattResult {
  const flags = cursor.uint8();
  const systolic = cursor.shortFloat();
  const diastolic = cursor.shortFloat();
  const mean = cursor.shortFloat();
  const time = isSet(flags, 1) ? readDeviceTime(cursor) : undefined;
  const pulse = isSet(flags, 2) ? cursor.shortFloat() : undefined;
  const user = isSet(flags, 3) ? cursor.uint8() : userUnknown;
  const status = isSet(flags, 4) ? cursor.uint16() : 0;
  if (typeof systolic !== 'number' || typeof diastolic !== 'number') return notAReading('no-value');
  const wallClock = time && wallClockOf(time);
  const range = pulseRangeNotes[(status >>> 3) & 3];
  return {
    status: 'reading',
    kind: 'blood-pressure',
    values: { systolic, diastolic, ...whenNumber('pulse', pulse) },
    unit: isSet(flags, 0) ? 'kPa' : 'mm[Hg]',
    ...(wallClock !== undefined && { wallClock }),
    notes: [
      ...notesOf(status, statusNotes),
      ...(range === undefined ? [] : [range]),
      ...(time !== undefined && wallClock === undefined ? (['timeUnknown'] as const) : []),
    ],
    told: {
      ...whenNumber('meanArterialPressure', mean),
      ...(user !== userUnknown && { deviceUser: user }),
    },
  };
}
