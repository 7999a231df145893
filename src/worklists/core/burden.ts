/** A figure with the interval in which the true one lies in 95 of 100 cases, and how many it rests on. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Fewer than this say nothing, and could tell who they are: shown as "too few". */
export const fewest = 11;

/** Of the normal distribution, for 95 %. */
const z = 1.959964;

/** A share between 0 and 1 with its Wilson interval; null when it rests on too few. */
export function shareOf(count: number, of: number): Estimate | null {
  if (of < fewest) return null;
  const share = count / of;
  const spread = z ** 2 / of;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  return { value: share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), n: of };
}

/**
 * A quantile (0.5: the median) of figures in any order, by nearest rank, with the interval that its order
 * statistics give (binomial ranks, no assumption about the shape); null when there are too few.
 */
export function quantileOf(figures: readonly number[], quantile: number): Estimate | null {
  const n = figures.length;
  if (n < fewest) return null;
  const sorted = figures.toSorted((a, b) => a - b);
  const rank = n * quantile;
  const half = z * Math.sqrt(n * quantile * (1 - quantile));
  const at = (place: number) => sorted[Math.min(n, Math.max(1, place)) - 1] ?? 0;
  return {
    value: at(Math.ceil(rank)),
    low: at(Math.floor(rank - half)),
    high: at(Math.ceil(rank + half) + 1),
    n,
  };
}

/**
 * Events for each hundred patients and day with Byar's approximation of the Poisson interval; null when
 * there are too few patients. `patients` were followed for `days`.
 */
export function rateOf(events: number, patients: number, days: number): Estimate | null {
  if (patients < fewest) return null;
  const per = 100 / (patients * days);
  const more = events + 1;
  const low = events === 0 ? 0 : events * (1 - 1 / (9 * events) - z / (3 * Math.sqrt(events))) ** 3;
  const high = more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3;
  return { value: events * per, low: Math.max(0, low) * per, high: high * per, n: patients };
}
