import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { vitalKinds } from '../../vitals/core/reading.ts';

const Kind = Type.Enum(vitalKinds);
const Hours = Type.Number({ exclusiveMinimum: 0, maximum: 24 * 90 });
const Reason = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' });
const pace = { kind: Kind, everyHours: Hours, silentAfterHours: Hours };

/** What somebody set for one vital sign of a patient. */
export const CadenceView = Type.Object({
  ...{ id: Id, ...pace },
  author: Type.String(),
  reason: Type.String(),
  effectiveFrom: Instant,
  effectiveTo: Nullable(Instant),
});
export type CadenceView = Static<typeof CadenceView>;

export const listCadences = contract({
  method: 'GET',
  path: '/api/patients/{id}/cadences',
  summary:
    'How often each vital sign is expected of the patient, and after how long its absence is told: by the patient’s programs or by default, and what was set, past ones too.',
  permission: 'vitals.read',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  reply: Type.Object({
    /** What stands where nothing was set; `program` brings it, null is the default of all patients. */
    defaults: Type.Array(Type.Object({ ...pace, program: Nullable(Type.String()) })),
    set: Type.Array(CadenceView),
  }),
});

export const setCadenceRoute = contract({
  method: 'POST',
  path: '/api/patients/{id}/cadences',
  summary: 'Sets how often a vital sign is expected of a patient; an earlier setting ends then.',
  permission: 'limits.write',
  healthInformation: true,
  params: Type.Object({ id: Id }),
  body: Type.Object({ ...pace, reason: Reason }),
  reply: CadenceView,
});

export const endCadenceRoute = contract({
  method: 'POST',
  path: '/api/patients/{id}/cadences/{cadenceId}/end',
  summary: 'Ends what was set for a vital sign of a patient; the default applies again.',
  permission: 'limits.write',
  healthInformation: true,
  params: Type.Object({ id: Id, cadenceId: Id }),
  body: Type.Object({ reason: Reason }),
  reply: CadenceView,
});
