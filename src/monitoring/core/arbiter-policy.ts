import { Type, type Static } from 'typebox';

import { contentHeader, Slug, strictObject } from '../../platform/core/content.ts';
import { TextSchema } from '../../platform/core/text.ts';

const Minutes = Type.Number({ exclusiveMinimum: 0 });
const RuleId = Type.String({ pattern: '^[a-z0-9-]+/[a-z0-9-]+$' });

/** When an alert that comes and goes counts as one. */
const Flapping = strictObject({
  returns: Type.Integer({ minimum: 1 }),
  withinMinutes: Minutes,
  calmMinutes: Minutes,
});
export type Flapping = Static<typeof Flapping>;

const Storm = strictObject({
  windowMinutes: Minutes,
  /** Cards opened in the window: at least so many, and so many for each hundred patients. */
  opened: Type.Integer({ minimum: 1 }),
  perHundredPatients: Type.Number({ exclusiveMinimum: 0 }),
});
export type Storm = Static<typeof Storm>;

/** content/monitoring/arbiter.yaml. */
export const ArbiterPolicy = strictObject({
  ...contentHeader,
  id: Type.Literal('arbiter'),
  repeatMinutes: Minutes,
  flapping: Flapping,
  bundles: Type.Array(
    strictObject({
      id: Slug,
      label: TextSchema,
      direction: Type.Enum(['high', 'low', 'none'] as const),
      rules: Type.Array(RuleId, { minItems: 2 }),
    }),
  ),
  storm: Storm,
});
export type ArbiterPolicy = Static<typeof ArbiterPolicy>;
