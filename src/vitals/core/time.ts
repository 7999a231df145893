import { instantOfWallClock } from './zone.ts';
import type { TrustClass } from './reading.ts';

/** When a reading was taken, as the source tells it. */
export interface GivenTime {
  /** ISO 8601 with or without offset, or an epoch in seconds or milliseconds. */
  readonly at?: string | number | null | undefined;
  /** Offset told beside the time: minutes east of UTC, or "-06:00", "-0600". */
  readonly offset?: string | number | null | undefined;
  /** True when the source is known to stamp wall-clock time and any offset in `at` means nothing. */
  readonly deviceZoneLess?: boolean | undefined;
  /** IANA zone of the patient. */
  readonly patientZone: string;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
}

export type TimeCode =
  | 'time-invalid'
  | 'time-incomplete'
  | 'time-too-old'
  | 'time-far-future'
  | 'offset-invalid'
  | 'offset-impossible';

export interface ResolvedTime {
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** Minutes east of UTC that the source gave; absent when it gave none. */
  readonly offsetMinutes?: number;
  readonly trust: TrustClass;
  /** More than 24 hours old on arrival: stored, never a live alarm. */
  readonly late: boolean;
  readonly problem?: never;
}

export type TimeResult = ResolvedTime | { readonly problem: TimeCode };

/** Ahead of us by more than this and the device's clock is doubted. */
const futureToleranceMs = 10 * 60_000;
/** Any mistake of zone stays within 26 hours; a clock further ahead says nothing about when it was. */
const futureLimitMs = 48 * 3_600_000;
const lateMs = 24 * 3_600_000;
const year2000 = Date.UTC(2000, 0, 1);
/** UTC+14 (Kiribati) is the furthest that exists. */
const furthestOffset = 14 * 60;
/** Smaller numbers are seconds: as milliseconds they would lie before 1973. */
const smallestMilliseconds = 100_000_000_000;

/**
 * Decides when a reading was taken and how far that may be believed (clinical-rules 1.9):
 * - an offset or an epoch is an instant (`device-synchronised`);
 * - a wall-clock time is read in the patient's zone (`zone-assumed`);
 * - no time at all is the time of arrival (`arrival-time`);
 * - more than 10 minutes ahead of us is kept, but doubted (`clock-suspect`).
 * Impossible dates, dates without time, years before 2000, more than 48 hours ahead and offsets
 * beyond ±14:00 are problems with a code. The offset in `at` wins over `offset`, except that a "Z"
 * says nothing of where the device was.
 */
export function resolveTime(given: GivenTime): TimeResult {
  const { at, receivedAt } = given;
  const offset = readOffset(given.offset);
  if (typeof offset === 'string') return { problem: offset };
  if (at === undefined || at === null || at === '') {
    return judge(receivedAt, offset, 'arrival-time', receivedAt);
  }
  if (typeof at === 'number') return fromEpoch(at, offset, receivedAt);
  return fromText(at, offset, given);
}

function fromEpoch(epoch: number, offset: number | undefined, receivedAt: number): TimeResult {
  if (!Number.isFinite(epoch) || epoch < 0) return { problem: 'time-invalid' };
  const at = Math.round(epoch < smallestMilliseconds ? epoch * 1000 : epoch);
  return judge(at, offset, 'device-synchronised', receivedAt);
}

/** Year, month, day, then time of day, fraction, and "Z" or an offset with or without colon. */
const isoForm =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?)?)?$/;

function fromText(text: string, told: number | undefined, given: GivenTime): TimeResult {
  const parts = isoForm.exec(text) ?? isoForm.exec(text.trim());
  if (parts === null) return fromOtherText(text.trim(), told, given.receivedAt);
  const wallClock = readWallClock(parts);
  if (Number.isNaN(wallClock)) return { problem: 'time-invalid' };
  if (parts[4] === undefined) return { problem: 'time-incomplete' };
  const { patientZone, receivedAt } = given;
  if (!given.deviceZoneLess) {
    if (parts[8] !== undefined) {
      return judge(wallClock, told ?? 0, 'device-synchronised', receivedAt);
    }
    const written = writtenOffset(parts) ?? told;
    if (typeof written === 'string') return { problem: written };
    if (written !== undefined) {
      return judge(wallClock - written * 60_000, written, 'device-synchronised', receivedAt);
    }
  }
  return judge(instantOfWallClock(wallClock, patientZone), undefined, 'zone-assumed', receivedAt);
}

/** An epoch sent as text, or a date that stops at its year or month. */
function fromOtherText(text: string, offset: number | undefined, receivedAt: number): TimeResult {
  if (/^(\d{10}|\d{13})$/.test(text)) return fromEpoch(Number(text), offset, receivedAt);
  return { problem: /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text) ? 'time-incomplete' : 'time-invalid' };
}

/** The written time as if it were UTC, in ms; NaN when no such day or hour exists. */
function readWallClock(parts: RegExpExecArray): number {
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = ''] = parts;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC rolls February 30 over into March and reads the years 0 to 99 as 1900 to 1999.
  const written = new Date(date);
  if (written.getUTCDate() !== Number(day) || written.getUTCMonth() !== Number(month) - 1) {
    return Number.NaN;
  }
  const milliseconds = Math.floor(Number(`0.${fraction}0`) * 1000 + 1e-6);
  return date + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
}

type OffsetProblem = 'offset-invalid' | 'offset-impossible';

function writtenOffset(parts: RegExpExecArray): number | OffsetProblem | undefined {
  const [sign, hours, minutes = 0] = parts.slice(9);
  return sign === undefined ? undefined : offsetOf(sign, Number(hours), Number(minutes));
}

function offsetOf(sign: string, hours: number, minutes: number): number | OffsetProblem {
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > furthestOffset) return 'offset-impossible';
  return sign === '-' && total > 0 ? -total : total;
}

function readOffset(
  offset: string | number | null | undefined,
): number | OffsetProblem | undefined {
  if (offset === undefined || offset === null || offset === '') return undefined;
  if (typeof offset === 'number') {
    if (!Number.isInteger(offset)) return 'offset-invalid';
    return Math.abs(offset) > furthestOffset ? 'offset-impossible' : offset;
  }
  if (/^[Zz]$/.test(offset)) return 0;
  const [, sign = '', hours, minutes = 0] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  return hours === undefined ? 'offset-invalid' : offsetOf(sign, Number(hours), Number(minutes));
}

function judge(
  at: number,
  offsetMinutes: number | undefined,
  trust: TrustClass,
  receivedAt: number,
): TimeResult {
  const ahead = at - receivedAt;
  if (at < year2000) return { problem: 'time-too-old' };
  if (ahead > futureLimitMs) return { problem: 'time-far-future' };
  const believed = ahead > futureToleranceMs ? 'clock-suspect' : trust;
  const late = ahead < -lateMs;
  return offsetMinutes === undefined
    ? { at, trust: believed, late }
    : { at, offsetMinutes, trust: believed, late };
}
