/** One limit as a chart draws it, in the unit of the chart. */
export interface LimitBand {
  readonly component: string;
  readonly direction: 'high' | 'low';
  readonly value: number;
  /** Whether reaching it is enough. */
  readonly inclusive: boolean;
  /** `alarm`: one reading beyond it asks for somebody now; `watch`: it counts with something else, or can wait. */
  readonly tone: 'watch' | 'alarm';
  /** What was found beyond it, in the reader's language. */
  readonly label: string;
  /** Set for this patient in place of the protocol's. */
  readonly own: boolean;
}

/** Where the values of a component are inside of all limits; an open side has no limit. */
export interface Zone {
  readonly component: string;
  readonly low: number | null;
  readonly high: number | null;
}

/** The zone inside of all limits of each component that has any. */
export function zonesOf(bands: readonly LimitBand[]): Zone[] {
  const components = new Set(bands.map((band) => band.component));
  return [...components].map((component) => {
    const own = bands.filter((band) => band.component === component);
    const values = (direction: string) =>
      own.filter((band) => band.direction === direction).map((band) => band.value);
    const lows = values('low');
    const highs = values('high');
    return {
      component,
      low: lows.length === 0 ? null : Math.max(...lows),
      high: highs.length === 0 ? null : Math.min(...highs),
    };
  });
}

/** The worst limit that a value passes, or undefined when it passes none. */
export function passedBand(
  bands: readonly LimitBand[],
  component: string,
  value: number,
): LimitBand | undefined {
  const passed = bands.filter((band) => band.component === component && passes(band, value));
  return passed.find((band) => band.tone === 'alarm') ?? passed[0];
}

function passes({ direction, value: limit, inclusive }: LimitBand, value: number): boolean {
  if (value === limit) return inclusive;
  return direction === 'high' ? value > limit : value < limit;
}
