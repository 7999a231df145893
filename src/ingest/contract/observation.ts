import { Type } from 'typebox';

import { contract, Id, Nullable } from '../../platform/core/contract.ts';
import { consciousnessCodes } from '../../monitoring/core/scored.ts';
import { Kind } from '../../vitals/core/reading-view.ts';
import { ItemResult } from '../contract.ts';

export const enterObservation = contract({
  method: 'POST',
  path: '/api/patients/{id}/observations',
  summary:
    'What somebody saw and measured of the patient at one time: consciousness, oxygen and values, for scores.',
  permission: 'vitals.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object({
    /** Made once by the form, so that sending it twice stores it once. */
    entryId: Id,
    /** Alert, new confusion, responds to voice, to pain, unresponsive. */
    consciousness: Type.Enum([...consciousnessCodes]),
    /** Liters a minute, 0 for room air, true for oxygen of an unknown flow; null: not told. */
    oxygen: Nullable(Type.Union([Type.Boolean(), Type.Number({ minimum: 0, maximum: 100 })])),
    readings: Type.Array(
      Type.Object({
        kind: Kind,
        values: Type.Record(Type.String(), Type.Number()),
        unit: Type.String(),
      }),
      { minItems: 1, maxItems: 8 },
    ),
    /** Absent: now. Without offset: the patient's own time. */
    at: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  reply: Type.Object({
    /** One per reading, in their order. */
    results: Type.Array(ItemResult),
  }),
});
