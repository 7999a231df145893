/** How long ago work was raised, the newest first; each bucket begins where the one before ends. */
export const ageBuckets = [
  'under-15-minutes',
  'under-1-hour',
  'under-8-hours',
  'under-1-day',
  'older',
] as const;

export type AgeBucket = (typeof ageBuckets)[number];
