import { Type, type Static } from 'typebox';
import { contentHeader, Slug, strictObject } from '../../../platform/core/content.ts';
import { TextSchema } from '../../../platform/core/text.ts';
import { vitalKinds, type Reading } from '../../../vitals/core/reading.ts';
import { convert } from '../../../vitals/core/units.ts';
import { localDate } from '../../../vitals/core/zone.ts';
import { dayMs, denoise } from '../numbers.ts';
import type { Lack } from './lack.ts';
import { median } from './percentile.ts';

const BaselineMeasure = strictObject({
  kind: Type.Enum([...vitalKinds]),
  component: Slug,
  /** In which the least spread is given, and the baseline computed. */
  unit: Type.String({ minLength: 1 }),
  /** Device error: what is quieter than this is still spread by so much. */
  leastSpread: Type.Number({ exclusiveMinimum: 0 }),
});
export type BaselineMeasure = Static<typeof BaselineMeasure>;

/** The file content/metrics/baseline.yaml. */
export const Baseline = strictObject({
  ...contentHeader,
  id: Type.Literal('baseline'),
  title: TextSchema,
  days: Type.Integer({ minimum: 1 }),
  minimumReadings: Type.Integer({ minimum: 2 }),
  minimumDays: Type.Integer({ minimum: 1 }),
  /** How many spreads around the median are called usual. */
  usualSpreads: Type.Number({ exclusiveMinimum: 0 }),
  /** From how many spreads on a value is called unusual. */
  unusualSpreads: Type.Number({ exclusiveMinimum: 0 }),
  measures: Type.Array(BaselineMeasure, { minItems: 1 }),
});
export type Baseline = Static<typeof Baseline>;

/** `beyond`: outside of what is usual, and not far enough to be called unusual. */
export type BaselineStanding = 'usual' | 'beyond' | 'unusual';

export interface UsualRange {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** At and beyond these a value is called unusual. */
  readonly unusualLow: number;
  readonly unusualHigh: number;
}

export interface BaselineResult {
  readonly readings: number;
  readonly days: number;
  /** Empty when it suffices. */
  readonly lacks: readonly Lack[];
  readonly usual: UsualRange | undefined;
  readonly newest:
    | { readonly at: number; readonly value: number; readonly standing?: BaselineStanding }
    | undefined;
}

/**
 * What is usual for one patient, from the readings of the days before the newest one at `until`, and how
 * the newest one stands to it. In the unit of the measure. Sensor values are left to their own
 * metrics; unconfirmed readings and doubted times do not count. The newest reading is never part of
 * its own baseline, and a single value far off moves median and spread next to nothing.
 */
export function baselineOf(
  definition: Baseline,
  measure: BaselineMeasure,
  readings: readonly Reading[],
  { zone, until }: { readonly zone: string; readonly until: number },
): BaselineResult {
  const own = readings
    .flatMap((reading) => figureOf(measure, reading))
    .filter(({ at }) => at <= until)
    .toSorted((one, other) => one.at - other.at);
  const newest = own.at(-1);
  const since = (newest?.at ?? until) - definition.days * dayMs;
  const before = own.slice(0, -1).filter(({ at }) => at >= since);
  const days = new Set(before.map(({ at }) => localDate(at, zone))).size;
  const lacks = lacksOf(definition, before.length, days);
  if (lacks.length > 0 || newest === undefined)
    return { readings: before.length, days, lacks, usual: undefined, newest };
  const values = before.map(({ value }) => value);
  const middle = median(values);
  const spread = Math.max(measure.leastSpread, spreadOf(values, middle));
  const usual = {
    median: denoise(middle),
    low: denoise(middle - definition.usualSpreads * spread),
    high: denoise(middle + definition.usualSpreads * spread),
    unusualLow: denoise(middle - definition.unusualSpreads * spread),
    unusualHigh: denoise(middle + definition.unusualSpreads * spread),
  };
  const spreads = Math.abs(newest.value - middle) / spread;
  const standing = standingOf(definition, denoise(spreads));
  return { readings: before.length, days, lacks, usual, newest: { ...newest, standing } };
}

/**
 * The limit that a patient's own readings suggest in a direction: where a value begins to be unusual,
 * rounded away from what is usual to so many decimals. A suggestion to somebody who decides.
 */
export function suggestedLimit(
  { unusualLow, unusualHigh }: UsualRange,
  direction: 'high' | 'low',
  decimals: number,
): number {
  const scale = 10 ** decimals;
  const [value, round] = direction === 'low' ? [unusualLow, Math.floor] : [unusualHigh, Math.ceil];
  return round(denoise(value * scale)) / scale;
}

function figureOf(
  { kind, component, unit }: BaselineMeasure,
  reading: Reading,
): readonly { readonly at: number; readonly value: number }[] {
  const value = reading.kind === kind ? reading.values[component] : undefined;
  const counts = reading.standing === 'accepted' && reading.trust !== 'clock-suspect';
  if (value === undefined || !counts || reading.context?.sensor === true) return [];
  // A cuff's pulse has a unit of its own, whatever the pressure is given in.
  const own = component === 'pulse' ? unit : reading.unit;
  return [{ at: reading.at, value: denoise(convert(value, kind, own, unit)) }];
}

/** Makes the median absolute deviation comparable with a standard deviation. */
const normalConsistency = 1.4826;

function spreadOf(values: readonly number[], middle: number): number {
  return normalConsistency * median(values.map((value) => Math.abs(value - middle)));
}

function standingOf({ usualSpreads, unusualSpreads }: Baseline, spreads: number): BaselineStanding {
  if (spreads >= unusualSpreads) return 'unusual';
  return spreads <= usualSpreads ? 'usual' : 'beyond';
}

function lacksOf(
  { minimumReadings, minimumDays }: Baseline,
  readings: number,
  days: number,
): readonly Lack[] {
  return [
    ...(readings < minimumReadings
      ? [{ of: 'readings' as const, have: readings, need: minimumReadings }]
      : []),
    ...(days < minimumDays ? [{ of: 'days' as const, have: days, need: minimumDays }] : []),
  ];
}
