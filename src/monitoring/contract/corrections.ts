import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { Kind, Values } from '../../vitals/core/reading-view.ts';

const Value = Type.Object({
  values: Values,
  unit: Type.String(),
  beyond: Nullable(Type.Union([Type.Literal('HI'), Type.Literal('LO')])),
});

/** A reading that was corrected: what it was, what it is, by whom and why. */
export const CorrectionView = Type.Object({
  id: Id,
  kind: Kind,
  measuredAt: Instant,
  at: Instant,
  before: Value,
  /** Null: it was taken back. */
  after: Nullable(Value),
  /** In the words of who corrected it; `revised-by-source` and `entered-in-error` where a source did. */
  reason: Type.String(),
  /** Null: its source, not a person. */
  author: Nullable(Type.String()),
});
export type CorrectionView = Static<typeof CorrectionView>;

export const listCorrectionsRoute = contract({
  method: 'GET',
  path: '/api/patients/{id}/corrections',
  summary: 'Readings of a patient that were corrected or taken back between two instants.',
  permission: 'vitals.read',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  query: Type.Object({ from: Instant, to: Instant }),
  reply: Type.Object({ corrections: Type.Array(CorrectionView) }),
});
