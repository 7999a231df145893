import { Type, type Static } from 'typebox';

import { contract, Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { averagePolicies } from '../core/metrics/home-pressure.ts';

const Policy = Type.Enum([...averagePolicies]);

/** One choice of the organization. */
export const PressureChoice = Type.Object({
  id: Id,
  policy: Policy,
  effectiveOn: Day,
  chosenBy: Type.String(),
  chosenAt: Instant,
  reason: Type.String(),
});
export type PressureChoice = Static<typeof PressureChoice>;

export const readPressureSetting = contract({
  method: 'GET',
  path: '/api/metric-settings/home-pressure',
  summary:
    'Which average of the pressure at home counts in the organization: now, from a day on, and before.',
  permission: 'protocols.read',
  healthInformation: false,
  reply: Type.Object({
    /** What content says for organizations that chose nothing. */
    standard: Policy,
    /** What counts today. */
    policy: Policy,
    /** The choice behind it; null: nothing was chosen. */
    inForce: Nullable(Id),
    /** All that was ever chosen, the latest first. */
    choices: Type.Array(PressureChoice),
  }),
});

export const choosePressureSetting = contract({
  method: 'POST',
  path: '/api/metric-settings/home-pressure',
  summary: 'Choose which average of the pressure at home counts, from a day on that is to come.',
  permission: 'metrics.write',
  healthInformation: false,
  body: Type.Object(
    {
      policy: Policy,
      effectiveOn: Day,
      reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
});
