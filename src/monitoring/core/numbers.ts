/**
 * Removes the noise of binary arithmetic: 183.1 − 180.1 is 3, not 2.9999999999999716. Never −0, which
 * JSON would turn into 0, so that a stored verdict would not be the one that was made.
 */
export function denoise(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}

/** Rounds half up to so many decimals: 38.05 → 38.1. */
export function roundHalfUp(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
