import { Type, type Static } from 'typebox';

import { Bilingual, contract, Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';

const PriorityNumber = Type.Integer({ minimum: 1, maximum: 4 });

/** One alert as it would have been. */
export const SimulatedAlert = Type.Object({
  ruleId: Type.String(),
  openedAt: Instant,
  /** Null: still open at the end. */
  clearedAt: Nullable(Instant),
  /** At its worst. */
  priority: PriorityNumber,
  /** "Very high pressure: 186/112 mmHg", at its worst. */
  text: Bilingual,
  occurrences: Type.Integer(),
});
export type SimulatedAlert = Static<typeof SimulatedAlert>;

/** Counts of alerts both ways: `asIs` − `gone` + `new` is `changed`. */
export const DifferenceCounts = Type.Object({
  asIs: Type.Integer(),
  changed: Type.Integer(),
  gone: Type.Integer(),
  new: Type.Integer(),
  /** They come both ways with another urgency. */
  priority: Type.Integer(),
  /** They come both ways, at another time. */
  moved: Type.Integer(),
});
export type DifferenceCounts = Static<typeof DifferenceCounts>;

export const LimitPreview = Type.Object({
  from: Instant,
  to: Instant,
  /** How many readings were judged. */
  readings: Type.Integer(),
  counts: DifferenceCounts,
  changes: Type.Array(
    Type.Object({
      change: Type.Enum(['gone', 'new', 'priority', 'moved']),
      before: Nullable(SimulatedAlert),
      after: Nullable(SimulatedAlert),
    }),
  ),
  /** Days of the patient's calendar on which an alert began either way. */
  days: Type.Array(Type.Object({ day: Day, asIs: Type.Integer(), changed: Type.Integer() })),
});
export type LimitPreview = Static<typeof LimitPreview>;

export const previewLimit = contract({
  method: 'POST',
  path: '/api/patients/{id}/limits/what-if',
  summary:
    "Which alerts of the rule would have come and gone in the last 90 days with a limit of the patient's own. Changes nothing.",
  permission: 'limits.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object({
    ruleId: Type.String(),
    name: Type.String(),
    value: Type.Number(),
    unit: Type.String(),
  }),
  reply: LimitPreview,
});
