import type { OwnReading } from '../../contract.ts';

const width = 300;
const height = 80;
const margin = 6;

export const trendSize = { width, height };

/** One line for each component, as points of a picture of 300 × 80; readings without the value are left out. */
export function trendLines(
  components: readonly string[],
  readings: readonly OwnReading[],
): readonly (readonly (readonly [number, number])[])[] {
  const series = components.map((component) =>
    readings.flatMap(({ at, values }) => {
      const value = values[component];
      return value === undefined ? [] : [{ at: Date.parse(at), value }];
    }),
  );
  const all = series.flat();
  const [fromAt, toAt] = bounds(all.map(({ at }) => at));
  const [low, high] = bounds(all.map(({ value }) => value));
  return series.map((points) =>
    points.map(({ at, value }) => [
      place(at, fromAt, toAt, width),
      height - place(value, low, high, height),
    ]),
  );
}

function bounds(numbers: readonly number[]): readonly [number, number] {
  return [Math.min(...numbers), Math.max(...numbers)];
}

/** In the middle when all are the same. */
function place(value: number, from: number, to: number, size: number): number {
  const share = to === from ? 0.5 : (value - from) / (to - from);
  return Math.round((margin + share * (size - 2 * margin)) * 10) / 10;
}
