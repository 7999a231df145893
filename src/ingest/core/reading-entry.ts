/** The shapes of an entered reading and of the answer to it, for the contracts of this slice and of those above it. */
import { Type, type Static } from 'typebox';

import { Bilingual, Id } from '../../platform/core/contract.ts';
import { Kind } from '../../vitals/core/reading-view.ts';

export const itemStatuses = ['accepted', 'duplicate', 'quarantined', 'rejected'] as const;

export const ItemResult = Type.Object({
  /** Place in the delivery, from 0. */
  index: Type.Integer(),
  /** The source's message id, when it gave one. */
  id: Type.Optional(Type.String()),
  status: Type.Enum([...itemStatuses]),
  code: Type.Optional(Type.String()),
  messages: Type.Optional(Bilingual),
  advice: Type.Optional(Bilingual),
});
export type ItemResult = Static<typeof ItemResult>;

export const Context = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);

export const Measured = {
  values: Type.Record(Type.String(), Type.Union([Type.Number(), Type.Enum(['HI', 'LO'])])),
  unit: Type.String({ maxLength: 40 }),
  context: Type.Optional(Context),
};

/** A reading that a person typed in, or confirmed after a device sent it to the page. */
export const ReadingEntry = Type.Object({
  /** Made once by the form, so that sending it twice stores it once. */
  entryId: Id,
  kind: Kind,
  ...Measured,
  /** Absent: now. Without offset: the patient's own time. */
  at: Type.Optional(Type.String({ maxLength: 40 })),
  /** The device that sent it; absent: typed in. */
  device: Type.Optional(
    Type.Object({
      id: Type.String({ minLength: 1, maxLength: 200 }),
      name: Type.Optional(Type.String({ maxLength: 200 })),
    }),
  ),
});
export type ReadingEntry = Static<typeof ReadingEntry>;
