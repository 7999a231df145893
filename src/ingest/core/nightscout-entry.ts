import type { Reading } from '../../vitals/core/reading.ts';
import { convert } from '../../vitals/core/units.ts';

/** An entry as Nightscout's followers read it. */
export interface NightscoutEntry {
  readonly _id: string;
  readonly type: 'sgv' | 'mbg';
  readonly sgv?: number;
  readonly mbg?: number;
  readonly date: number;
  readonly mills: number;
  readonly dateString: string;
  readonly sysTime: string;
  readonly utcOffset: number;
  readonly device?: string;
  readonly direction?: string;
  readonly noise?: number;
}

/** What followers show as LOW and HIGH (nightscout/cgm-remote-monitor, lib/sandbox.js). */
const shownBeyond = { LO: 39, HI: 401 } as const;

/** A glucose reading as an entry, in mg/dL as every follower expects; sensor values whole, as sensors give them. */
export function toEntry(id: string, reading: Reading, device: string | undefined): NightscoutEntry {
  const { at, offsetMinutes = 0, context } = reading;
  const date = new Date(at).toISOString();
  const { direction, noise } = context ?? {};
  const isSensor = context?.sensor === true;
  return {
    _id: id,
    ...(isSensor ? { type: 'sgv', sgv: valueOf(reading) } : { type: 'mbg', mbg: valueOf(reading) }),
    date: at,
    mills: at,
    dateString: date,
    sysTime: date,
    utcOffset: offsetMinutes,
    ...(device === undefined ? undefined : { device }),
    ...(typeof direction === 'string' ? { direction } : undefined),
    ...(typeof noise === 'number' ? { noise } : undefined),
  };
}

function valueOf({ beyond, values, unit }: Reading): number {
  if (beyond !== undefined) return shownBeyond[beyond];
  return Math.round(convert(values.value ?? 0, 'glucose', unit, 'mg/dL'));
}

export interface EntryQuery {
  readonly count: number;
  /** Milliseconds since 1970 UTC, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly type: 'sgv' | 'mbg' | undefined;
}

const day = 86_400_000;
/** Without dates the last four days are looked through (lib/server/query.js). */
const usualDays = 4;
const longestDays = 31;
const usualCount = 10;
const largestCount = 10_000;

/**
 * Reads `count`, `find[type]` and the bounds `find[date][$gte]`, `find[dateString][$lt]` and so on.
 * Other conditions are not looked at, as Nightscout does with fields that no entry has.
 */
export function readEntryQuery(query: Readonly<Record<string, unknown>>, now: number): EntryQuery {
  const count = Number(query.count ?? usualCount);
  const type = query['find[type]'];
  let from: number | undefined;
  let to: number | undefined;
  for (const [name, written] of Object.entries(query)) {
    const [, operator] =
      /^find\[(?:date|mills|dateString|sysTime)\]\[\$(gte?|lte?)\]$/.exec(name) ?? [];
    const instant = operator === undefined ? Number.NaN : instantOf(written);
    if (Number.isNaN(instant)) continue;
    if (operator === 'gte' || operator === 'gt') from = instant + (operator === 'gt' ? 1 : 0);
    else to = instant - (operator === 'lt' ? 1 : 0);
  }
  const end = to ?? now + day;
  return {
    count: Number.isInteger(count) && count > 0 ? Math.min(count, largestCount) : usualCount,
    from: Math.max(from ?? end - (usualDays + 1) * day, end - longestDays * day),
    to: end,
    type: type === 'sgv' || type === 'mbg' ? type : undefined,
  };
}

function instantOf(written: unknown): number {
  if (typeof written !== 'string') return Number.NaN;
  return /^\d{12,13}$/.test(written) ? Number(written) : Date.parse(written);
}
