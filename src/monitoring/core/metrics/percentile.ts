/**
 * Percentile of sorted numbers, between two of them in proportion (type 7 of Hyndman and Fan, as in R
 * and spreadsheets). Throws RangeError when there are none.
 */
export function percentile(sorted: readonly number[], percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) throw new RangeError('There are no numbers.');
  return low + (high - low) * (place - Math.floor(place));
}

/** The middle one of numbers in any order, or between the two middle ones. */
export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    50,
  );
}
