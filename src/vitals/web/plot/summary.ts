import { passedBand, type LimitBand } from './limit-band.ts';
import type { PlotPoint } from './plot-data.ts';

/** The essence of a picture in numbers, in the unit of the picture. */
export interface PlotSummary {
  readonly count: number;
  readonly unconfirmed: number;
  /** Readings beyond a limit; of a stretch of time it is only known that there is at least one. */
  readonly passed: number;
  readonly newest: PlotPoint | undefined;
  /** Per component that has values. */
  readonly ranges: readonly {
    readonly component: string;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Counts and extremes of the points of a picture. */
export function summarize(
  points: readonly PlotPoint[],
  componentIds: readonly string[],
  bands: readonly LimitBand[],
): PlotSummary {
  const ranges = componentIds.flatMap((component) => {
    const lows = valuesOf(points, (point) => (point.low ?? point.values)[component]);
    const highs = valuesOf(points, (point) => (point.high ?? point.values)[component]);
    if (lows.length === 0) return [];
    const low = lows.reduce((one, other) => Math.min(one, other));
    const high = highs.reduce((one, other) => Math.max(one, other));
    return [{ component, low, high }];
  });
  return {
    count: points.reduce((sum, point) => sum + point.count, 0),
    unconfirmed: points.filter((point) => point.reading?.standing === 'unconfirmed').length,
    passed: points.filter((point) => worstPassed(point, componentIds, bands)).length,
    newest: points.at(-1),
    ranges,
  };
}

function valuesOf(
  points: readonly PlotPoint[],
  read: (point: PlotPoint) => number | undefined,
): number[] {
  return points.map(read).filter((value) => value !== undefined);
}

/** The worst limit that anything in a point passes; what a meter called HI or LO is beyond all of them. */
export function worstPassed(
  { values, low, high }: PlotPoint,
  componentIds: readonly string[],
  bands: readonly LimitBand[],
): LimitBand | undefined {
  const passed = componentIds.flatMap((id) =>
    [values[id], high?.[id], low?.[id]]
      .filter((value) => value !== undefined)
      .map((value) => passedBand(bands, id, value))
      .filter((band) => band !== undefined),
  );
  return passed.find((band) => band.tone === 'alarm') ?? passed[0];
}
