import type { Reading, VitalKind } from './reading.ts';
import { localDate } from './zone.ts';

/** Days of one patient's month with readings of one kind: bit 0 is the first of the month. */
export interface DayBits {
  readonly patientId: string;
  /** First day of the month, YYYY-MM-DD. */
  readonly month: string;
  readonly kind: VitalKind;
  readonly allDays: number;
  readonly deviceDays: number;
}

/**
 * Whether a reading makes its day one with data from a device: what billing counts. Not when a person
 * typed it in, and not when the device's clock cannot be believed.
 */
export function countsAsDeviceDay({ origin, trust }: Pick<Reading, 'origin' | 'trust'>): boolean {
  return origin === 'device' && trust !== 'clock-suspect';
}

interface OwnedReading {
  readonly patientId: string;
  /** IANA zone of the patient: the day is the one on the patient's wall. */
  readonly zone: string;
  readonly reading: Pick<Reading, 'kind' | 'at' | 'origin' | 'trust'>;
}

/** The days that readings fall on, drawn together and sorted by month, patient and kind. */
export function daysOf(owned: readonly OwnedReading[]): readonly DayBits[] {
  const found = new Map<string, { -readonly [K in keyof DayBits]: DayBits[K] }>();
  for (const { patientId, zone, reading } of owned) {
    const date = localDate(reading.at, zone);
    const key = `${date.slice(0, 7)} ${patientId} ${reading.kind}`;
    const bit = 1 << (Number(date.slice(8)) - 1);
    let bits = found.get(key);
    if (bits === undefined) {
      const month = `${date.slice(0, 7)}-01`;
      bits = { patientId, month, kind: reading.kind, allDays: 0, deviceDays: 0 };
      found.set(key, bits);
    }
    bits.allDays |= bit;
    if (countsAsDeviceDay(reading)) bits.deviceDays |= bit;
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, bits]) => bits);
}

/** The days of the month that are set, 1 for the first. */
export function daysIn(bits: number): number[] {
  const days: number[] = [];
  for (let day = 1; day <= 31; day++) if (bits & (1 << (day - 1))) days.push(day);
  return days;
}
