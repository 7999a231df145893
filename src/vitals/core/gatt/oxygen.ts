import type { ByteCursor } from './byte-cursor.ts';
import { readDeviceTime, wallClockOf } from './device-time.ts';
import {
  isSet,
  notAReading,
  notesOf,
  whenNumber,
  type GattRefusal,
  type GattResult,
} from './measurement.ts';

/** Measurement Status: what makes a value unfit, the first that applies. */
const measurementRefusals: readonly (readonly [number, GattRefusal])[] = [
  [10, 'not-a-patient'],
  [11, 'not-a-patient'],
  [12, 'unfinished'],
  [13, 'no-value'],
  [15, 'unsuccessful'],
  [5, 'unfinished'],
];

const measurementNotes = { 6: 'earlyEstimate', 9: 'fromMemory', 14: 'questionable' } as const;

/** Device and Sensor Status: broken, not on the patient, or unplugged. */
const sensorFaults = [1, 7, 11, 14, 15];

const sensorNotes = {
  2: 'irregularSignal',
  3: 'weakSignal',
  4: 'weakSignal',
  5: 'lowPerfusion',
  6: 'irregularSignal',
  8: 'questionable',
  10: 'interference',
  13: 'sensorDisplaced',
} as const;

/**
 * Reads a PLX Spot-check Measurement (0x2A5E): saturation in %, pulse per minute. Demonstration and test
 * data are not of a patient. Source: Bluetooth Pulse Oximeter Service 1.0.
 */
export function parseOxygen(cursor: ByteCursor): GattResult {
  const flags = cursor.uint8();
  const value = cursor.shortFloat();
  const pulse = cursor.shortFloat();
  const time = isSet(flags, 0) ? readDeviceTime(cursor) : undefined;
  const measurement = isSet(flags, 1) ? cursor.uint16() : 0;
  const sensor = isSet(flags, 2) ? cursor.uint24() : 0;
  const perfusion = isSet(flags, 3) ? cursor.shortFloat() : undefined;
  const refusal = refusalOf(measurement, sensor);
  if (refusal !== undefined) return notAReading(refusal);
  if (typeof value !== 'number') return notAReading('no-value');
  const clockSet = !isSet(flags, 4);
  const wallClock = time && clockSet ? wallClockOf(time) : undefined;
  const notes = [...notesOf(measurement, measurementNotes), ...notesOf(sensor, sensorNotes)];
  return {
    status: 'reading',
    kind: 'spo2',
    values: { value, ...whenNumber('pulse', pulse) },
    unit: '%',
    ...(wallClock !== undefined && { wallClock }),
    notes: [
      ...new Set(notes),
      ...(time !== undefined && wallClock === undefined ? (['timeUnknown'] as const) : []),
    ],
    told: whenNumber('perfusionIndexPercent', perfusion),
  };
}

function refusalOf(measurement: number, sensor: number): GattRefusal | undefined {
  const found = measurementRefusals.find(([bit]) => isSet(measurement, bit));
  if (found !== undefined) return found[1];
  return sensorFaults.some((bit) => isSet(sensor, bit)) ? 'device-fault' : undefined;
}
