import { Type, type Static } from 'typebox';

import { Bilingual, contract, Instant, Nullable } from '../../platform/core/contract.ts';

/** The last 7 and the last 30 days. */
export const windows = ['week', 'month'] as const;
export type Window = (typeof windows)[number];

/** With its interval of 95 %; null: too few to say, or to show. */
const Estimate = Nullable(
  Type.Object({
    value: Type.Number(),
    low: Type.Number(),
    high: Type.Number(),
    n: Type.Integer(),
  }),
);

/** Minutes of half, and of nine in ten. */
const Spread = Type.Object({ median: Estimate, p90: Estimate });

export const BurdenGroup = Type.Object({
  key: Type.String(),
  /** Null: the key is a language. */
  name: Nullable(Bilingual),
  /** Alerts for each 100 patients and day. */
  alerts: Estimate,
  /** Share of the cards that were taken, and the patient contacted, within their clocks. */
  acted: Estimate,
  acknowledge: Spread,
  contact: Spread,
  resolve: Spread,
  /** Days of the window on which a patient sent anything. */
  daysWithData: Estimate,
});
export type BurdenGroup = Static<typeof BurdenGroup>;

export const readBurden = contract({
  method: 'GET',
  path: '/api/board/burden',
  summary:
    'How many alerts there are, how many are acted upon in time, and whether languages and practices are served alike',
  permission: 'work.supervise',
  healthInformation: false,
  query: Type.Object({ window: Type.Enum(windows) }),
  reply: Type.Object({
    total: BurdenGroup,
    byLanguage: Type.Array(BurdenGroup),
    byPractice: Type.Array(BurdenGroup),
    byRule: Type.Array(BurdenGroup),
    asOf: Instant,
  }),
});
