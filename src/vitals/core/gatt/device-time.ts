import type { ByteCursor } from './byte-cursor.ts';

/** The wall clock of a device, without a zone; what it does not know is null. */
export interface DeviceTime {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Reads the seven bytes of a GATT date and time (0x2A08); zero stands for an unknown year, month or day. */
export function readDeviceTime(cursor: ByteCursor): DeviceTime {
  return {
    year: cursor.uint16() || null,
    month: cursor.uint8() || null,
    day: cursor.uint8() || null,
    hour: cursor.uint8(),
    minute: cursor.uint8(),
    second: cursor.uint8(),
  };
}

/** The wall-clock time as ISO 8601 without offset; undefined when a part is unknown or there is no such time. */
export function wallClockOf(time: DeviceTime, offsetMinutes = 0): string | undefined {
  const { year, month, day, hour, minute, second } = time;
  if (year === null || month === null || day === null) return undefined;
  const written = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(written);
  // Date.UTC rolls what does not exist over into the next month, day or hour.
  const exists =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute;
  if (!exists) return undefined;
  return new Date(written + offsetMinutes * 60_000).toISOString().slice(0, 19);
}
