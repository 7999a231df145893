import { minuteMs } from '../numbers.ts';
import type { GlucoseSensor } from './glucose-sensor.ts';
import type { SensorSeries, SensorValue } from './sensor-values.ts';

export interface GlucoseEvent {
  readonly from: number;
  readonly to: number;
}

export interface GlucoseEvents {
  readonly count: number;
  readonly prolonged: number;
  /** Minutes of the longest one, 0 without any. */
  readonly longestMinutes: number;
}

/** Readings of one side without a gap; each stands for the interval that begins with it. */
interface Run {
  readonly low: boolean;
  readonly from: number;
  to: number;
  /** Whether readings are missing after it. */
  endsInGap: boolean;
}

/** Counts the episodes below a threshold and how many of them were prolonged. */
export function glucoseEvents(
  definition: GlucoseSensor,
  series: SensorSeries,
  isLow: (value: SensorValue) => boolean,
): GlucoseEvents {
  const minutes = findEvents(definition, series, isLow).map(({ from, to }) =>
    wholeIntervals(series, to - from),
  );
  return {
    count: minutes.length,
    prolonged: minutes.filter((one) => one >= definition.events.prolongedMinutes).length,
    longestMinutes: Math.max(0, ...minutes),
  };
}

/**
 * Episodes below a threshold (International Consensus, clinical-rules 1.4): begun by 15 minutes below
 * without a break, ended by 15 minutes back above. Where readings are missing for longer than
 * `gapMinutes` an episode ends: what nobody saw is not counted.
 */
export function findEvents(
  { events }: GlucoseSensor,
  series: SensorSeries,
  isLow: (value: SensorValue) => boolean,
): readonly GlucoseEvent[] {
  const found: GlucoseEvent[] = [];
  let open: { readonly from: number; to: number } | undefined;
  const close = () => {
    if (open !== undefined) found.push(open);
    open = undefined;
  };
  for (const run of runsOf(series, events.gapMinutes * minuteMs, isLow)) {
    const minutes = wholeIntervals(series, run.to - run.from);
    if (!run.low) {
      if (minutes >= events.endsAfterMinutes) close();
    } else if (open !== undefined) open.to = run.to;
    else if (minutes >= events.minimumMinutes) open = { from: run.from, to: run.to };
    if (run.endsInGap) close();
  }
  close();
  return found;
}

/** Minutes in whole intervals: sensors are some seconds early or late, and three readings are 15 minutes. */
function wholeIntervals({ intervalMinutes = 1 }: SensorSeries, ms: number): number {
  return Math.round(ms / minuteMs / intervalMinutes) * intervalMinutes;
}

function runsOf(
  { values, intervalMinutes }: SensorSeries,
  gapMs: number,
  isLow: (value: SensorValue) => boolean,
): readonly Run[] {
  const step = (intervalMinutes ?? 0) * minuteMs;
  const runs: Run[] = [];
  for (const value of values) {
    const last = runs.at(-1);
    const low = isLow(value);
    // The interval is not exact: up to the gap allowed, a reading stands until the next one.
    const missing = last !== undefined && value.at - (last.to - step) > gapMs;
    if (last !== undefined) last.endsInGap = missing;
    if (last !== undefined && !missing) last.to = Math.min(last.to, value.at);
    if (last !== undefined && !missing && last.low === low) last.to = value.at + step;
    else runs.push({ low, from: value.at, to: value.at + step, endsInGap: false });
  }
  return runs;
}
