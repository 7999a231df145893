import type { Reading } from '../../vitals/core/reading.ts';
import { dayMs } from './numbers.ts';

/** Older than this on arrival: stored, no live alarm (clinical-rules 1.9). */
const liveMs = dayMs;

/** Tells why a reading can no longer raise a live alarm nor end one; undefined when it can. */
export function lateReason(
  reading: Pick<Reading, 'at' | 'trust'>,
  newestAt: number | undefined,
  now: number,
): 'over-24-hours' | 'older-than-newest' | undefined {
  if (now - reading.at > liveMs) return 'over-24-hours';
  // A doubted clock says nothing about order: such a reading may alarm, and judge.ts lets it reassure nobody.
  if (reading.trust === 'clock-suspect') return undefined;
  return newestAt !== undefined && reading.at < newestAt ? 'older-than-newest' : undefined;
}

/**
 * The instant up to which this reading brings the judged past, for `newestJudgedAt`. Undefined for a
 * doubted clock, and never ahead of now: a device that lives in the future must not make every
 * later reading look old.
 */
export function judgedInstant(
  reading: Pick<Reading, 'at' | 'trust'>,
  now: number,
): number | undefined {
  return reading.trust === 'clock-suspect' ? undefined : Math.min(reading.at, now);
}
