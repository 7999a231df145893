import type { ReadingContext, VitalKind } from '../reading.ts';
import type { MedicalNumber } from './medical-float.ts';

/** What a device said about the quality of its own measurement. Stored with the reading as `true`. */
export const qualityNotes = [
  'bodyMovement',
  'looseCuff',
  'irregularHeartbeat',
  'pulseAboveRange',
  'pulseBelowRange',
  'cuffPosition',
  'noSkinContact',
  'earlyEstimate',
  'questionable',
  'weakSignal',
  'irregularSignal',
  'lowPerfusion',
  'interference',
  'sensorDisplaced',
  'fromMemory',
  'batteryLow',
  'temperatureOutOfRange',
  'timeUnknown',
] as const;

export type QualityNote = (typeof qualityNotes)[number];

/** Why what a device sent is not a measurement of a patient. */
export const gattRefusals = [
  'truncated',
  'no-value',
  'intermediate',
  'unsuccessful',
  'unfinished',
  'control-solution',
  'not-a-patient',
  'device-fault',
] as const;

export type GattRefusal = (typeof gattRefusals)[number];

/** One measurement as the device sent it, in the unit in which it sent it. */
export interface GattReading {
  readonly status: 'reading';
  readonly kind: VitalKind;
  readonly values: Readonly<Record<string, number | 'HI' | 'LO'>>;
  readonly unit: string;
  /** The device's wall clock, ISO 8601 without offset; absent when it does not know the time. */
  readonly wallClock?: string;
  readonly notes: readonly QualityNote[];
  /** What else was told: mean arterial pressure, site, number of the user. */
  readonly told: ReadingContext;
}

export interface NotAReading {
  readonly status: 'not-a-reading';
  readonly reason: GattRefusal;
}

export type GattResult = GattReading | NotAReading;

/** The answer to what is no measurement. */
export function notAReading(reason: GattRefusal): NotAReading {
  return { status: 'not-a-reading', reason };
}

/** The context that is stored with a reading: what was told, and each note of quality. */
export function contextOf({ notes, told }: GattReading): ReadingContext {
  return { ...told, ...Object.fromEntries(notes.map((note) => [note, true])) };
}

/** The notes whose bits are set. */
export function notesOf(
  bits: number,
  meaning: Readonly<Record<number, QualityNote>>,
): readonly QualityNote[] {
  const set = Object.entries(meaning).filter(([bit]) => isSet(bits, Number(bit)));
  return [...new Set(set.map(([, note]) => note))];
}

/** Tells whether a bit is set; bit 0 is the lowest. */
export function isSet(bits: number, bit: number): boolean {
  return ((bits >>> bit) & 1) === 1;
}

/** An entry of a record when there is a number, and nothing when there is none. */
export function whenNumber(name: string, value: MedicalNumber | undefined): Record<string, number> {
  return typeof value === 'number' ? { [name]: value } : {};
}
