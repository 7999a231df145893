import { Type, type Static } from 'typebox';
import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { ReviewedTextSchema, TextSchema } from '../../platform/core/text.ts';
import { vitalKinds } from '../../vitals/core/reading.ts';
import { symptoms } from './symptom.ts';

/** P1 critical … P4 information: the clocks that work runs (clinical-rules 7.2). */
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
export type Priority = (typeof priorities)[number];

export const tiers = ['emergency', 'urgent', 'review'] as const;
export type Tier = (typeof tiers)[number];

/** Which danger: a snooze of one direction never hides the other. */
export const directions = ['high', 'low', 'none'] as const;
export type Direction = (typeof directions)[number];

function oneOf<T extends string>(values: readonly T[]) {
  return Type.Enum<T[]>([...values]);
}

const SymptomCode = oneOf(symptoms);
const Minutes = Type.Number({ exclusiveMinimum: 0 });
const Hours = Type.Number({ exclusiveMinimum: 0 });

/** A published figure. Several units of one limit are figures of their own, never conversions. */
const Threshold = strictObject({ value: Type.Number(), unit: Type.String({ minLength: 1 }) });

const Limit = strictObject({
  /** Unique within the rule; a patient's own limit names it. */
  name: Slug,
  /** A measure of the protocol, or `change`, `percent`, `silence` where the rule computes one. */
  of: Slug,
  /** True: reaching the value is enough. False: only passing it. */
  inclusive: Type.Boolean(),
  /** Judged in the reading's own unit when it is here, else the reading is converted to the first. */
  thresholds: Type.Array(Threshold, { minItems: 1 }),
});
export type Limit = Static<typeof Limit>;

/** What must be told beside the value. Not told means unknown. */
const Circumstance = Type.Union([
  strictObject({
    told: Type.Literal('symptoms'),
    anyOf: Type.Array(SymptomCode, { minItems: 1 }),
    withinMinutes: Minutes,
  }),
  strictObject({ told: Type.Literal('ketones'), atLeast: Threshold }),
  strictObject({ told: Type.Literal('oxygen') }),
  /** Of no other vital sign did a reading come for so long: for rules on silence. */
  strictObject({ told: Type.Literal('nothing-else'), withinHours: Hours }),
  strictObject({ told: Type.Literal('meal'), anyOf: Type.Array(Slug, { minItems: 1 }) }),
]);
export type Circumstance = Static<typeof Circumstance>;

/** How often or how long the level's limits must have been passed, the newest reading included. */
const Pattern = Type.Union([
  /** The last `count` readings without one inside the limits between them. */
  strictObject({
    pattern: Type.Literal('consecutive'),
    count: Type.Integer({ minimum: 2 }),
    apartMinutes: Minutes,
    withinHours: Hours,
  }),
  /** No reading inside the limits for so long. */
  strictObject({ pattern: Type.Literal('sustained'), minutes: Minutes, withinHours: Hours }),
  strictObject({
    pattern: Type.Literal('count'),
    count: Type.Integer({ minimum: 2 }),
    apartMinutes: Minutes,
    withinHours: Hours,
  }),
]);
export type Pattern = Static<typeof Pattern>;

const stage = {
  id: Slug,
  tier: oneOf(tiers),
  priority: oneOf(priorities),
  /** What was found, without the value: "Very high pressure". Unique over all protocols. */
  label: TextSchema,
  /** Present when no later reading may end the alert. */
  clears: Type.Optional(Type.Literal('by-person')),
};

/** Confirm then alert: the level alarms at once as unconfirmed, and a second value is asked for. */
const Confirm = strictObject({
  /** A second value sooner than this is not yet a repeat. */
  afterMinutes: Minutes,
  withinMinutes: Minutes,
  /** Counted from the first value. */
  treatWithinMinutes: Type.Optional(Minutes),
  /** To the patient, as it is shown or sent. */
  ask: ReviewedTextSchema,
  /** What it is once a second value has reached the level too. */
  confirmed: strictObject(stage),
  /** What it is when no second value came in time. */
  unresolved: strictObject(stage),
  /** What it is, without waiting, when one of the symptoms is told. */
  emergency: Type.Optional(
    strictObject({
      ...stage,
      symptoms: Type.Array(SymptomCode, { minItems: 1 }),
      /** Asked as well; an emergency once the value is confirmed. */
      alsoAsk: Type.Array(SymptomCode),
      symptomsWithinMinutes: Minutes,
    }),
  ),
});
export type Confirm = Static<typeof Confirm>;

const Level = strictObject({
  ...stage,
  /** Any one passed is enough; a reading's HI passes every upper limit, LO every lower one. */
  limits: Type.Array(Limit),
  /** Any one of these must hold as well. */
  withAnyOf: Type.Optional(Type.Array(Circumstance, { minItems: 1 })),
  pattern: Type.Optional(Pattern),
  confirm: Type.Optional(Confirm),
});
export type Level = Static<typeof Level>;

const Baseline = Type.Union([
  /** The latest reading taken that long ago. */
  strictObject({
    from: Type.Literal('latest-between'),
    fromHoursAgo: Hours,
    toHoursAgo: Hours,
  }),
  strictObject({ from: Type.Literal('minimum'), withinHours: Hours }),
  strictObject({ from: Type.Literal('maximum'), withinHours: Hours }),
  /** A prescribed figure; the rule applies only when there is one. */
  strictObject({ from: Type.Literal('dry-weight') }),
]);
export type Baseline = Static<typeof Baseline>;

/** Points of a value, by the first band that holds it; the last one has no end. */
const ScoreBands = Type.Array(
  strictObject({ upTo: Type.Optional(Type.Number()), points: Type.Integer({ minimum: 0 }) }),
  { minItems: 1 },
);
export type ScoreBands = Static<typeof ScoreBands>;

const scored = {
  id: Slug,
  label: TextSchema,
  /** Older than this it is missing. */
  withinMinutes: Minutes,
};

/** One part of a score. What was not told, or too long ago, is missing and never zero. */
const ScoreParameter = Type.Union([
  strictObject({
    ...scored,
    from: Type.Literal('measure'),
    of: Slug,
    unit: Type.String({ minLength: 1 }),
    bands: ScoreBands,
    /** Other bands for who has a flag: a clinician recorded it. */
    scale: Type.Optional(
      strictObject({ flag: Slug, label: TextSchema, onAir: ScoreBands, onOxygen: ScoreBands }),
    ),
  }),
  strictObject({
    ...scored,
    from: Type.Literal('oxygen'),
    air: Type.Integer({ minimum: 0 }),
    oxygen: Type.Integer({ minimum: 0 }),
  }),
  strictObject({
    ...scored,
    from: Type.Literal('consciousness'),
    /** Points by what was told: alert, new confusion, voice, pain, unresponsive. */
    points: strictObject({
      A: Type.Integer({ minimum: 0 }),
      C: Type.Integer({ minimum: 0 }),
      V: Type.Integer({ minimum: 0 }),
      P: Type.Integer({ minimum: 0 }),
      U: Type.Integer({ minimum: 0 }),
    }),
  }),
]);
export type ScoreParameter = Static<typeof ScoreParameter>;

/** Worst level first: the first that holds is the verdict. `compile` adds the stages of confirmation. */
const Levels = Type.Array(Level, { minItems: 1 });

const common = {
  id: Slug,
  label: TextSchema,
  /** Where the rule's figures come from. */
  source: TextSchema,
  levels: Levels,
};

const Rule = Type.Union([
  strictObject({ ...common, operator: Type.Literal('above'), direction: Type.Literal('high') }),
  strictObject({ ...common, operator: Type.Literal('below'), direction: Type.Literal('low') }),
  strictObject({
    ...common,
    operator: Type.Literal('rise-within'),
    direction: Type.Literal('high'),
    of: Slug,
    baseline: Baseline,
  }),
  strictObject({
    ...common,
    operator: Type.Literal('fall-within'),
    direction: Type.Literal('low'),
    of: Slug,
    baseline: Baseline,
  }),
  strictObject({
    ...common,
    operator: Type.Literal('percent-of-best'),
    direction: Type.Literal('low'),
    of: Slug,
    fact: Type.Literal('personalBestPeakFlow'),
  }),
  /**
   * Adds points of several values (NEWS2); limits name `total` or `highest`. Judged on readings that
   * carry the consciousness: somebody looked at the patient then.
   */
  strictObject({
    ...common,
    operator: Type.Literal('score'),
    direction: Type.Literal('high'),
    parameters: Type.Array(ScoreParameter, { minItems: 1 }),
  }),
  /** Judges what was told, whatever the value. */
  strictObject({
    ...common,
    operator: Type.Literal('reported'),
    direction: Type.Literal('none'),
    symptoms: Type.Array(SymptomCode, { minItems: 1 }),
    withinMinutes: Minutes,
  }),
  strictObject({
    ...common,
    operator: Type.Literal('missing-for'),
    direction: Type.Literal('none'),
    /** The measure whose readings are missed. */
    of: Slug,
  }),
]);
export type Rule = Static<typeof Rule>;
export type RuleOf<Operator extends Rule['operator']> = Extract<Rule, { operator: Operator }>;

const Measure = strictObject({
  /** What limits call it. The same name on several kinds makes one series (a cuff's pulse is a heart rate). */
  name: Slug,
  kind: oneOf(vitalKinds),
  /** Key in the values of the reading, or in its context. */
  component: Slug,
  in: Type.Union([Type.Literal('values'), Type.Literal('context')]),
  /** Unit of the component where it differs from that of the reading. */
  unit: Type.Optional(Type.String({ minLength: 1 })),
  /** False: a reading without it is simply not judged. */
  required: Type.Boolean(),
  /** Digits to which it is rounded, in the limit's unit, before it is judged (NEWS2 temperature bands: 1). */
  judgedDecimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
});
export type Measure = Static<typeof Measure>;

/** Names a value for people, alarming or not. The first that holds is the category. */
const Category = strictObject({
  id: Slug,
  label: TextSchema,
  when: Type.Union([
    Type.Literal('above'),
    Type.Literal('below'),
    Type.Literal('reported'),
    Type.Literal('otherwise'),
  ]),
  limits: Type.Optional(Type.Array(Limit, { minItems: 1 })),
  symptoms: Type.Optional(Type.Array(SymptomCode, { minItems: 1 })),
});
export type Category = Static<typeof Category>;

/** One thing to do at the patient's card, in order. */
const Step = strictObject({
  id: Slug,
  /** `rule` or `rule:level`; without it the step belongs to every alert of the protocol. */
  for: Type.Optional(
    Type.Array(Type.String({ pattern: '^[a-z0-9-]+(:[a-z0-9-]+)?$' }), { minItems: 1 }),
  ),
  does: oneOf(['ask-symptoms', 'say', 'recheck', 'act', 'call-911', 'refer'] as const),
  /** To the nurse. */
  text: TextSchema,
  /** To the patient, word for word. */
  say: Type.Optional(ReviewedTextSchema),
  symptoms: Type.Optional(Type.Array(SymptomCode, { minItems: 1 })),
  waitMinutes: Type.Optional(Minutes),
});
export type Step = Static<typeof Step>;

/** One file of content/protocols. */
export const Protocol = strictObject({
  ...contentHeader,
  title: TextSchema,
  appliesTo: strictObject({
    /** Whole years. */
    minimumAge: Type.Optional(Type.Integer({ minimum: 0 })),
    requiredFlags: Type.Array(Slug),
    excludedFlags: Type.Array(Slug),
  }),
  measures: Type.Array(Measure, { minItems: 1 }),
  categories: Type.Array(Category),
  rules: Type.Array(Rule, { minItems: 1 }),
  steps: Type.Array(Step, { minItems: 1 }),
});
export type Protocol = Static<typeof Protocol>;
