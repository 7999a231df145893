import type { ByteCursor } from './byte-cursor.ts';
import { readDeviceTime, wallClockOf } from './device-time.ts';
import { isSet, notAReading, notesOf, type GattResult, type QualityNote } from './measurement.ts';
import type { MedicalNumber } from './medical-float.ts';

/** Moves the decimal point: 1 kg/L = 10⁵ mg/dL, 1 mol/L = 10³ mmol/L. Both are exact. */
const shifts = { 'mg/dL': 5, 'mmol/L': 3 } as const;

const controlSolutionType = 10;
const controlSolutionPlace = 4;

/** Sensor Status Annunciation: faulty sensor, too little blood, wrong or badly used strip, general fault. */
const faults = [1, 2, 3, 4, 9, 10];
const resultTooHigh = 5;
const resultTooLow = 6;

const statusNotes = {
  0: 'batteryLow',
  7: 'temperatureOutOfRange',
  8: 'temperatureOutOfRange',
  11: 'timeUnknown',
} as const;

const samples = [
  ...['unknown', 'capillary-whole-blood', 'capillary-plasma', 'venous-whole-blood'],
  ...['venous-plasma', 'arterial-whole-blood', 'arterial-plasma', 'whole-blood', 'plasma'],
  ...['interstitial-fluid'],
];

/** The clock was set by more than the field holds. */
const offsetOverrun = [0x7fff, -0x8000];

/**
 * Reads a Glucose Measurement (0x2A18) in mg/dL or mmol/L, as the meter is set. A control solution is not
 * of a patient; a result beyond what the meter can show is HI or LO. Source: Bluetooth Glucose Service 1.0.
 */
export function parseGlucose(cursor: ByteCursor): GattResult {
  const flags = cursor.uint8();
  const deviceSequence = cursor.uint16();
  const time = readDeviceTime(cursor);
  const offset = isSet(flags, 0) ? cursor.int16() : 0;
  const unit = isSet(flags, 2) ? 'mmol/L' : 'mg/dL';
  const concentration = isSet(flags, 1) ? cursor.shortFloat(shifts[unit]) : undefined;
  const typeAndPlace = isSet(flags, 1) ? cursor.uint8() : 0;
  const status = isSet(flags, 3) ? cursor.uint16() : 0;
  const type = typeAndPlace & 0x0f;
  if (type === controlSolutionType || typeAndPlace >>> 4 === controlSolutionPlace) {
    return notAReading('control-solution');
  }
  if (faults.some((bit) => isSet(status, bit))) return notAReading('device-fault');
  const value = resultOf(concentration, status);
  if (value === undefined) return notAReading('no-value');
  const wallClock = offsetOverrun.includes(offset) ? undefined : wallClockOf(time, offset);
  const believed = isSet(status, 11) ? undefined : wallClock;
  const noted: readonly QualityNote[] = notesOf(status, statusNotes);
  const sample = type === 0 ? undefined : samples[type];
  return {
    status: 'reading',
    kind: 'glucose',
    values: { value },
    unit,
    ...(believed !== undefined && { wallClock: believed }),
    notes: believed === undefined ? [...new Set([...noted, 'timeUnknown' as const])] : noted,
    told: { deviceSequence, ...(sample !== undefined && { sample }) },
  };
}

function resultOf(
  concentration: MedicalNumber | undefined,
  status: number,
): number | 'HI' | 'LO' | undefined {
  if (isSet(status, resultTooHigh)) return 'HI';
  if (isSet(status, resultTooLow)) return 'LO';
  return typeof concentration === 'number' ? concentration : undefined;
}
