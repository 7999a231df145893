import { Type, type Static } from 'typebox';
import { contentHeader, Slug, strictObject } from '../../../platform/core/content.ts';
import { TextSchema } from '../../../platform/core/text.ts';
import { denoise } from '../numbers.ts';

/** The file content/metrics/peak-flow.yaml. */
export const PeakFlow = strictObject({
  ...contentHeader,
  id: Type.Literal('peak-flow'),
  title: TextSchema,
  /** The rule whose limits are the edges of the zones. */
  rule: Type.String({ pattern: '^[a-z0-9-]+/[a-z0-9-]+$' }),
  yellowLimit: Slug,
  redLimit: Slug,
  bestWithinDays: Type.Integer({ minimum: 1 }),
});
export type PeakFlow = Static<typeof PeakFlow>;

export const peakFlowZones = ['green', 'yellow', 'red', 'not-computable'] as const;
export type PeakFlowZone = (typeof peakFlowZones)[number];

/** Where zones begin, per cent of the personal best, the edge included. */
export interface ZoneEdges {
  readonly greenFrom: number;
  readonly yellowFrom: number;
}

export interface ZoneFound {
  readonly zone: PeakFlowZone;
  /** Per cent of the personal best. */
  readonly percent?: number;
  /** A higher value than the best on record: for a person to decide, never put in place by itself. */
  readonly proposedBest?: number;
}

/** The zone of a peak flow in L/min (clinical-rules 1.7). Without a best above zero there is none. */
export function peakFlowZone(
  value: number,
  best: number | undefined,
  { greenFrom, yellowFrom }: ZoneEdges,
): ZoneFound {
  if (best === undefined || !(best > 0)) return { zone: 'not-computable' };
  const percent = denoise((value * 100) / best);
  const zone = percent >= greenFrom ? 'green' : percent >= yellowFrom ? 'yellow' : 'red';
  return { zone, percent, ...(value > best ? { proposedBest: value } : {}) };
}
