import { Type, type Static } from 'typebox';
import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';
import { vitalKinds } from './reading.ts';

const UnitDefinition = strictObject({
  /** UCUM. */
  code: Type.String({ minLength: 1 }),
  label: TextSchema,
  /** Digits after the decimal point when shown. */
  decimals: Type.Integer({ minimum: 0, maximum: 3 }),
  /** Other ways in which sources write it; letter case and spaces do not matter. */
  spellings: Type.Array(Type.String({ minLength: 1 })),
});

export type UnitDefinition = Static<typeof UnitDefinition>;

const Codes = strictObject({
  code: Type.String({ pattern: '^\\d{1,7}-\\d$' }),
  aliases: Type.Array(Type.String({ pattern: '^\\d{1,7}-\\d$' })),
});

const Edges = strictObject({
  below: Type.Optional(Type.Number()),
  above: Type.Optional(Type.Number()),
});

/** Values beyond an edge, the edge itself excluded. In the first unit of the component. */
export type Edges = Static<typeof Edges>;

const ComponentDefinition = strictObject({
  /** The key in `values`. A sign with one value calls it `value`. */
  id: Slug,
  label: TextSchema,
  required: Type.Boolean(),
  loinc: Type.Optional(Codes),
  /** Only when it differs from the sign's own, as a cuff's pulse does; then the source need not name it. */
  units: Type.Optional(Type.Array(UnitDefinition, { minItems: 1 })),
  /** Other keys under which sources send it. */
  aliases: Type.Array(Type.String({ minLength: 1 })),
  limits: strictObject({
    /** Beyond these no such value exists in a living patient at home: not used until a person releases it. */
    reject: strictObject({ below: Type.Number(), above: Type.Number() }),
    /** Beyond these it is rare enough to ask for a repeat. */
    confirm: Edges,
    /** Beyond these a doubt must not delay the alert. Protocols decide the alert itself. */
    critical: Edges,
  }),
});

export type ComponentDefinition = Static<typeof ComponentDefinition>;

const CrossCheck = Type.Union([
  strictObject({ check: Type.Literal('order'), lower: Slug, higher: Slug }),
  strictObject({
    check: Type.Literal('difference'),
    of: Slug,
    minus: Slug,
    below: Type.Number(),
    above: Type.Number(),
  }),
  /** The same quantity taken by another device at the same time. */
  strictObject({
    check: Type.Literal('agreement'),
    component: Slug,
    with: Type.Array(
      strictObject({
        kind: Type.Enum(vitalKinds),
        component: Slug,
      }),
      { minItems: 1 },
    ),
    apart: Type.Number(),
    withinMinutes: Type.Number(),
  }),
  /** A value that makes no sense in the unit it came with, but would in another. It is never converted. */
  strictObject({
    check: Type.Literal('unit'),
    unit: Type.String(),
    from: Type.Number(),
    to: Type.Number(),
    probably: Type.String(),
  }),
  /** Change against the latest earlier value, in the first unit: `above` per `perHours`. */
  strictObject({
    check: Type.Literal('change'),
    above: Type.Number(),
    perHours: Type.Number(),
    lookBackHours: Type.Number(),
  }),
  /** Change against the median of the days before, the value itself excluded. */
  strictObject({
    check: Type.Literal('median'),
    abovePercent: Type.Number(),
    days: Type.Integer({ minimum: 1 }),
  }),
  /** A remark that the device sent with the value. */
  strictObject({
    check: Type.Literal('remark'),
    key: Type.String({ minLength: 1 }),
    reason: Type.Union([
      Type.Literal('low-perfusion'),
      Type.Literal('control-solution'),
      Type.Literal('calibration-doubt'),
      Type.Literal('person-doubt'),
    ]),
  }),
  strictObject({ check: Type.Literal('personal-best'), abovePercent: Type.Number() }),
]);

export type CrossCheck = Static<typeof CrossCheck>;

/** One file of content/vitals: everything the product knows of one vital sign. */
export const VitalDefinition = strictObject({
  ...contentHeader,
  id: Type.Enum(vitalKinds),
  label: TextSchema,
  loinc: Codes,
  /** The first is the one in which limits are written; the order is that of a unit menu. */
  units: Type.Array(UnitDefinition, { minItems: 1 }),
  /** In storage and display order. */
  components: Type.Array(ComponentDefinition, { minItems: 1, maxItems: 3 }),
  /** What stands between the first two values of a reading, "/" for a pressure. */
  separator: Type.Optional(Type.String()),
  /** Present when the meter may answer "HI" or "LO" instead of a number. */
  beyond: Type.Optional(strictObject({ HI: TextSchema, LO: TextSchema })),
  crossChecks: Type.Array(CrossCheck),
});

export type VitalDefinition = Static<typeof VitalDefinition>;
