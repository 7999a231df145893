import type { Reply } from '../../../platform/core/contract.ts';
import type { readSeries } from '../../contract.ts';
import type { ReadingView } from '../../core/reading-view.ts';
import { convert } from '../../core/units.ts';
import { componentUnit, type Vital, type VitalComponent } from '../../core/vitals.ts';

export type Series = Reply<typeof readSeries>;

/** One moment of the chart: a reading, or a stretch of time when there are too many readings. */
export interface PlotPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Per component, in the unit of the chart. The mean of a stretch. */
  readonly values: Readonly<Record<string, number>>;
  /** Lowest and highest of a stretch. */
  readonly low?: Readonly<Record<string, number>>;
  readonly high?: Readonly<Record<string, number>>;
  readonly beyond: 'HI' | 'LO' | null;
  /** Readings that the point stands for. */
  readonly count: number;
  readonly reading?: ReadingView;
}

/** How often the usual distance may pass between two points before the line between them breaks. */
const breakAfterGaps = 4;

/** Unit in which a series is drawn unless somebody chooses: that of the newest reading. */
export function usualUnit(vital: Vital, series: Series): string {
  const newest = series.readings.at(-1) ?? series.buckets.at(-1);
  return newest?.unit ?? vital.components[0]?.unit.code ?? '';
}

/** The points of a series in one unit, oldest first. Corrected readings count for nothing and are left out. */
export function pointsOf(vital: Vital, series: Series, unit: string): PlotPoint[] {
  const readings = series.readings
    .filter((reading) => reading.correction === null)
    .map((reading) => ({
      at: Date.parse(reading.at),
      values: inUnit(vital, reading.values, reading.unit, unit),
      beyond: reading.beyond,
      count: 1,
      reading,
    }));
  const half = bucketMs(series) / 2;
  const stretches = series.buckets.map((bucket) => ({
    at: Date.parse(bucket.from) + half,
    values: inUnit(vital, bucket.mean, bucket.unit, unit),
    low: inUnit(vital, bucket.low, bucket.unit, unit),
    high: inUnit(vital, bucket.high, bucket.unit, unit),
    beyond: bucket.beyond.LO > 0 ? ('LO' as const) : bucket.beyond.HI > 0 ? ('HI' as const) : null,
    count: bucket.count,
  }));
  return [...readings, ...stretches].toSorted((one, other) => one.at - other.at);
}

function bucketMs({ buckets }: Series): number {
  return median(gaps(buckets.map((bucket) => Date.parse(bucket.from)))) ?? 0;
}

function inUnit(
  vital: Vital,
  values: Readonly<Record<string, number>>,
  from: string,
  to: string,
): Record<string, number> {
  const converted = Object.entries(values).flatMap(([id, value]) => {
    const component = vital.componentByKey.get(id);
    if (component === undefined) return [];
    const shown = component.ownUnit ? value : convert(value, vital.kind, from, to);
    return [[id, shown] as const];
  });
  return Object.fromEntries(converted);
}

/** The unit of a component in a chart drawn in `unit`. */
export function unitIn(component: VitalComponent, unit: string): string {
  return componentUnit(component, { unit });
}

/** The components of one picture: those in the unit of the sign, and each other one by itself. */
export function picturesOf(vital: Vital): VitalComponent[][] {
  const together = vital.components.filter((component) => !component.ownUnit);
  const apart = vital.components.filter((component) => component.ownUnit);
  return [together, ...apart.map((component) => [component])];
}

/**
 * Columns for the chart: seconds, then the values of each component. Where the distance is more than
 * four times the usual one a gap is left: a line through days without readings would look like data.
 */
export function columnsOf(
  points: readonly PlotPoint[],
  componentIds: readonly string[],
): (number | null)[][] {
  const usual = median(gaps(points.map((point) => point.at))) ?? Infinity;
  const times: number[] = [];
  const columns: (number | null)[][] = componentIds.map(() => []);
  let before: number | undefined;
  for (const point of points) {
    if (before !== undefined && point.at - before > usual * breakAfterGaps) {
      times.push((before + point.at) / 2_000);
      for (const column of columns) column.push(null);
    }
    times.push(point.at / 1_000);
    for (const [index, id] of componentIds.entries())
      columns[index]?.push(point.values[id] ?? null);
    before = point.at;
  }
  return [times, ...columns];
}

function gaps(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
