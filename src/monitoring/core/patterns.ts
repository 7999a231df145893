import { hourMs, minuteMs } from './numbers.ts';
import type { Pattern } from './protocol.ts';
import type { Situation } from './situation.ts';
import type { EvidenceReading } from './evidence-reading.ts';

/** Whether one earlier reading passes the level's limits; undefined when it has nothing they compare. */
export type EarlierTest = (earlier: EvidenceReading) => boolean | undefined;

export interface PatternFound {
  readonly holds: boolean;
  /** The earlier readings that decided: those counted, and the one that broke the row. */
  readonly counted: readonly EvidenceReading[];
}

/**
 * Looks back from a reading that passes the limits itself. Readings that plausibility asked to
 * confirm, or whose clock is doubted, neither count nor interrupt.
 */
export function findPattern(
  pattern: Pattern,
  reading: EvidenceReading,
  situation: Situation,
  test: EarlierTest,
): PatternFound {
  switch (pattern.pattern) {
    case 'consecutive':
      return count(pattern, reading, situation, test, true);
    case 'count':
      return count(pattern, reading, situation, test, false);
    case 'sustained':
      return sustained(pattern, reading, situation, test);
  }
}

/** Counts readings that lie at least so far apart, so that one sitting counts once. */
function count(
  pattern: Extract<Pattern, { count: number }>,
  reading: EvidenceReading,
  situation: Situation,
  test: EarlierTest,
  unbroken: boolean,
): PatternFound {
  const counted: EvidenceReading[] = [];
  let last = reading.at;
  for (const earlier of backwards(situation, reading.at - pattern.withinHours * hourMs)) {
    const passed = test(earlier);
    if (passed === undefined) continue;
    if (!passed) {
      if (!unbroken) continue;
      counted.push(earlier);
      return { holds: false, counted };
    }
    if (last - earlier.at < pattern.apartMinutes * minuteMs) continue;
    counted.push(earlier);
    last = earlier.at;
    if (counted.length + 1 >= pattern.count) return { holds: true, counted };
  }
  return { holds: false, counted };
}

/** Finds the latest reading at least so long ago from which on none was inside the limits. */
function sustained(
  pattern: Extract<Pattern, { pattern: 'sustained' }>,
  reading: EvidenceReading,
  situation: Situation,
  test: EarlierTest,
): PatternFound {
  for (const earlier of backwards(situation, reading.at - pattern.withinHours * hourMs)) {
    const passed = test(earlier);
    if (passed === undefined) continue;
    if (!passed) return { holds: false, counted: [earlier] };
    if (reading.at - earlier.at >= pattern.minutes * minuteMs)
      return { holds: true, counted: [earlier] };
  }
  return { holds: false, counted: [] };
}

/** The trustworthy earlier readings since an instant, newest first. */
export function* backwards(situation: Situation, since: number): Generator<EvidenceReading> {
  for (let index = situation.earlierCount - 1; index >= 0; index -= 1) {
    const earlier = situation.earlier[index];
    if (earlier === undefined || earlier.at < since) return;
    if (earlier.standing === 'accepted' && earlier.trust !== 'clock-suspect') yield earlier;
  }
}
