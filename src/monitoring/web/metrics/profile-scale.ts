/** The area of a picture in pixels, and where values and times of day lie in it. */
export interface ProfileScale {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (minute: number) => number;
  readonly y: (value: number) => number;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const dayMinutes = 1_440;

/** The glucose that pictures reach from and at least to, in each unit: what the printed sheets use. */
const ends: Readonly<Record<string, { from: number; to: number; most: number; step: number }>> = {
  'mg/dL': { from: 40, to: 300, most: 400, step: 50 },
  'mmol/L': { from: 2, to: 16, most: 22, step: 3 },
};

/** The lowest and highest glucose of a picture: high enough for the highest value, up to a sensor's end. */
export function glucoseEnds(unit: string, highest: number): readonly [number, number] {
  const { from, to, most, step } = ends[unit] ?? { from: 0, to: highest, most: highest, step: 1 };
  return [from, Math.min(most, Math.max(to, Math.ceil(highest / step) * step))];
}

/** Places a day and a span of glucose in a frame; values beyond the span lie on its edge. */
export function profileScale(frame: Frame, [from, to]: readonly [number, number]): ProfileScale {
  const { left, right, top, bottom } = frame;
  return {
    ...frame,
    x: (minute) => left + ((right - left) * minute) / dayMinutes,
    y: (value) => {
      const inside = Math.min(to, Math.max(from, value));
      return bottom - ((bottom - top) * (inside - from)) / (to - from);
    },
  };
}

/** Neighbouring items that are there, as runs: a gap is not drawn over. */
export function runsOf<T, U>(
  items: readonly T[],
  pick: (item: T, index: number) => U | undefined,
): readonly (readonly U[])[] {
  const runs: U[][] = [];
  let open: U[] | undefined;
  for (const [index, item] of items.entries()) {
    const picked = pick(item, index);
    if (picked === undefined) open = undefined;
    else if (open === undefined) runs.push((open = [picked]));
    else open.push(picked);
  }
  return runs;
}

/** "x,y x,y" for a line or an area. */
export function pointsText(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}
