import { Type, type Static } from 'typebox';
import { contentHeader, Slug, strictObject } from '../../../platform/core/content.ts';
import { TextSchema } from '../../../platform/core/text.ts';

/** What is counted: nested, so that `below` holds `very-low` and `above` holds `very-high`. */
export const glucoseShares = ['in-range', 'below', 'very-low', 'above', 'very-high'] as const;
export type GlucoseShare = (typeof glucoseShares)[number];

const Range = strictObject({
  unit: Type.String({ minLength: 1 }),
  /** Below it: level 2. */
  veryLow: Type.Number(),
  /** The target range, both ends included. */
  low: Type.Number(),
  high: Type.Number(),
  /** Above it: level 2. Absent where nothing is published (pregnancy). */
  veryHigh: Type.Optional(Type.Number()),
});
export type GlucoseRange = Static<typeof Range>;

const Goal = strictObject({
  of: Type.Enum([...glucoseShares]),
  /** `about`: the share rounded to whole per cent is this one. */
  comparison: Type.Enum(['above', 'below', 'about']),
  percent: Type.Number({ minimum: 0, maximum: 100 }),
});
export type GlucoseGoal = Static<typeof Goal>;

const TargetSet = strictObject({
  id: Slug,
  label: TextSchema,
  requiredFlags: Type.Array(Slug),
  excludedFlags: Type.Array(Slug),
  /** Published figures per unit, never conversions of each other. */
  ranges: Type.Array(Range, { minItems: 1 }),
  /** Empty where no percentages are published. */
  goals: Type.Array(Goal),
});
export type TargetSet = Static<typeof TargetSet>;

/** The file content/metrics/glucose-sensor.yaml. */
export const GlucoseSensor = strictObject({
  ...contentHeader,
  id: Type.Literal('glucose-sensor'),
  title: TextSchema,
  days: Type.Integer({ minimum: 1 }),
  /** More than this share of the expected readings must be there. */
  activePercentAbove: Type.Number({ minimum: 0, maximum: 100 }),
  /** Minutes between readings of the sensors that exist. */
  intervals: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1 }),
  variationAtMostPercent: Type.Number(),
  /** The figures that stand for LO and HI of a sensor. */
  standIns: Type.Array(
    strictObject({ unit: Type.String({ minLength: 1 }), LO: Type.Number(), HI: Type.Number() }),
    { minItems: 1 },
  ),
  events: strictObject({
    minimumMinutes: Type.Number({ exclusiveMinimum: 0 }),
    prolongedMinutes: Type.Number({ exclusiveMinimum: 0 }),
    /** Back above for so long ends it. */
    endsAfterMinutes: Type.Number({ exclusiveMinimum: 0 }),
    /** Without readings for longer, nobody knows whether it went on. */
    gapMinutes: Type.Number({ exclusiveMinimum: 0 }),
  }),
  profile: strictObject({
    binMinutes: Type.Integer({ minimum: 1 }),
    /** A time of day with readings on fewer days is left blank. */
    minimumDays: Type.Integer({ minimum: 1 }),
    /** Weights of the bins around each one, the middle one its own. */
    smoothing: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { minItems: 1 }),
  }),
  /** The first that fits the patient applies. */
  targetSets: Type.Array(TargetSet, { minItems: 1 }),
});
export type GlucoseSensor = Static<typeof GlucoseSensor>;

/** The targets for a patient: the first set whose flags fit. Undefined when none does. */
export function targetSetFor(
  { targetSets }: GlucoseSensor,
  flags: ReadonlySet<string>,
): TargetSet | undefined {
  return targetSets.find(
    ({ requiredFlags, excludedFlags }) =>
      requiredFlags.every((flag) => flags.has(flag)) &&
      !excludedFlags.some((flag) => flags.has(flag)),
  );
}

/** Whether a share (per cent, not rounded) meets its goal. */
export function meetsGoal({ comparison, percent }: GlucoseGoal, share: number): boolean {
  switch (comparison) {
    case 'above':
      return share > percent;
    case 'below':
      return share < percent;
    case 'about':
      return Math.round(share) === percent;
  }
}
