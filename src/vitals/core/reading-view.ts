import { Type, type Static } from 'typebox';

import { Instant, Nullable } from '../../platform/core/contract.ts';
import { trustClasses, vitalKinds } from './reading.ts';

export const Kind = Type.Enum(vitalKinds);

export const Values = Type.Record(Type.String(), Type.Number());

const Correction = Type.Object({
  action: Type.Union([Type.Literal('replaced'), Type.Literal('withdrawn')]),
  reason: Type.String(),
  at: Instant,
  replacedByAt: Nullable(Instant),
  replacedBySourceId: Nullable(Type.String()),
});

/** One reading as charts, lists and cards show it; `values` are in `unit`, as received. */
export const ReadingView = Type.Object({
  kind: Kind,
  at: Instant,
  sourceId: Type.String(),
  values: Values,
  unit: Type.String(),
  beyond: Nullable(Type.Union([Type.Literal('HI'), Type.Literal('LO')])),
  standing: Type.Union([Type.Literal('accepted'), Type.Literal('unconfirmed')]),
  trust: Type.Enum(trustClasses),
  /** What became of it: a corrected reading stays, but counts for nothing. */
  correction: Nullable(Correction),
});
export type ReadingView = Static<typeof ReadingView>;
