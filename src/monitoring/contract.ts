import { Type, type Static, type TSchema } from 'typebox';

import { Bilingual, contract, Id, Instant, Nullable } from '../platform/core/contract.ts';
import { vitalKinds } from '../vitals/core/reading.ts';
import type { Explanation } from './core/explanation.ts';
import { Protocol } from './core/protocol.ts';
import type { Verdict } from './core/verdict.ts';

function oneOf<T extends string>(values: readonly T[]) {
  return Type.Enum<T[]>([...values]);
}

const Kind = oneOf(vitalKinds);
const PriorityNumber = Type.Integer({ minimum: 1, maximum: 4 });
const PatientId = Type.Object({ id: Id });
const AlertId = Type.Object({ id: Id });
const Reason = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' });

/** Made by the core, which guards its form with its own tests: passed through as it is. */
const FromCore = <T>() => Type.Unsafe<T>(Type.Object({}, { additionalProperties: true }));

/** One episode of one rule. */
export const AlertView = Type.Object({
  id: Id,
  patientId: Id,
  kind: Kind,
  ruleId: Type.String(),
  protocolVersion: Type.Integer(),
  state: oneOf(['active', 'cleared'] as const),
  priority: PriorityNumber,
  direction: oneOf(['high', 'low', 'none'] as const),
  unconfirmed: Type.Boolean(),
  /** A normal reading does not end it. */
  needsPerson: Type.Boolean(),
  /** Until then a second measurement is awaited. */
  recheckDueAt: Nullable(Instant),
  openedAt: Instant,
  lastReadingAt: Instant,
  occurrences: Type.Integer(),
  clearedAt: Nullable(Instant),
  clearReason: Nullable(Type.String()),
  /** "Very high pressure: 186/112 mmHg", of the latest and of the worst moment. */
  latest: Bilingual,
  worst: Bilingual,
  /** As it began, and since when it is as bad as it ever was. */
  first: Bilingual,
  worstAt: Instant,
});
export type AlertView = Static<typeof AlertView>;

export const listAlerts = contract({
  method: 'GET',
  path: '/api/patients/{id}/alerts',
  summary: 'Alerts of a patient, active ones first, then by time.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  query: Type.Object({
    state: Type.Optional(oneOf(['active', 'all'] as const)),
    before: Type.Optional(Instant),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({ alerts: Type.Array(AlertView) }),
});

export const explainAlertRoute = contract({
  method: 'GET',
  path: '/api/alerts/{id}/explanation',
  summary: 'Why an alert: rule, version, source, evidence, limit, and what would have changed it.',
  permission: 'vitals.read',
  healthInformation: true,
  params: AlertId,
  reply: Type.Object({
    alert: AlertView,
    explanation: FromCore<Explanation>(),
    sentences: Type.Object({ en: Type.Array(Type.String()), es: Type.Array(Type.String()) }),
    /** `same`: judged again from what was stored, it says the same. */
    replay: oneOf(['same', 'different', 'content-missing'] as const),
    events: Type.Array(
      Type.Object({
        at: Instant,
        type: oneOf([
          'opened',
          'worsened',
          'repeated',
          'downgraded',
          'cleared',
          'recomputed',
        ] as const),
        text: Bilingual,
        verdict: FromCore<Verdict>(),
      }),
    ),
  }),
});

/** A limit of a rule as it holds for the patient now. */
const LimitSlot = Type.Object({
  ruleId: Type.String(),
  rule: Bilingual,
  level: Bilingual,
  name: Type.String(),
  kind: Kind,
  /** The component of the reading that is compared; null for a change, a share or a silence. */
  component: Nullable(Type.String()),
  direction: oneOf(['high', 'low', 'none'] as const),
  /** Whether reaching the limit is enough. */
  inclusive: Type.Boolean(),
  priority: PriorityNumber,
  /** One reading beyond it is enough; false: it counts only with symptoms or when repeated. */
  alone: Type.Boolean(),
  /** What the protocol says, in each unit it publishes. */
  standard: Type.Array(Type.Object({ value: Type.Number(), unit: Type.String() })),
});

export const LimitView = Type.Object({
  id: Id,
  ruleId: Type.String(),
  name: Type.String(),
  value: Type.Number(),
  unit: Type.String(),
  author: Type.String(),
  reason: Type.String(),
  effectiveFrom: Instant,
  effectiveTo: Nullable(Instant),
});
export type LimitView = Static<typeof LimitView>;

export const listLimits = contract({
  method: 'GET',
  path: '/api/patients/{id}/limits',
  summary:
    'What applies to the patient: the limits of the protocols, and those set for the patient, past ones too.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  reply: Type.Object({ slots: Type.Array(LimitSlot), limits: Type.Array(LimitView) }),
});

export const setLimitRoute = contract({
  method: 'POST',
  path: '/api/patients/{id}/limits',
  summary: 'Sets a limit for one patient; an earlier one of the same name ends at that moment.',
  permission: 'limits.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({
    ruleId: Type.String(),
    name: Type.String(),
    value: Type.Number(),
    unit: Type.String(),
    reason: Reason,
    effectiveFrom: Type.Optional(Instant),
    effectiveTo: Type.Optional(Instant),
  }),
  reply: LimitView,
});

export const endLimitRoute = contract({
  method: 'POST',
  path: '/api/patients/{id}/limits/{limitId}/end',
  summary: "Ends a patient's own limit; the protocol's applies again.",
  permission: 'limits.write',
  healthInformation: true,
  params: Type.Object({ id: Id, limitId: Id }),
  body: Type.Object({ reason: Reason }),
  reply: LimitView,
});

export const FactView = Type.Object({
  id: Id,
  /** A flag (`heart-failure`) or a figure (`dryWeightKg`). */
  fact: Type.String(),
  value: Nullable(Type.Number()),
  unit: Nullable(Type.String()),
  author: Nullable(Type.String()),
  reason: Type.String(),
  effectiveFrom: Instant,
  effectiveTo: Nullable(Instant),
});
export type FactView = Static<typeof FactView>;

export const listFacts = contract({
  method: 'GET',
  path: '/api/patients/{id}/facts',
  summary: 'Flags and figures that protocols use: entered ones, and those that conditions imply.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  reply: Type.Object({
    known: Type.Array(
      Type.Object({ fact: Type.String(), label: Bilingual, unit: Nullable(Type.String()) }),
    ),
    facts: Type.Array(FactView),
    fromConditions: Type.Array(Type.Object({ fact: Type.String(), condition: Type.String() })),
  }),
});

export const setFactRoute = contract({
  method: 'POST',
  path: '/api/patients/{id}/facts',
  summary: 'Records a flag or figure from a moment on; an earlier one of the same name ends then.',
  permission: 'limits.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({
    fact: Type.String(),
    value: Nullable(Type.Number()),
    reason: Reason,
    effectiveFrom: Type.Optional(Instant),
    effectiveTo: Type.Optional(Instant),
  }),
  reply: FactView,
});

export const endFactRoute = contract({
  method: 'POST',
  path: '/api/patients/{id}/facts/{factId}/end',
  summary: 'Ends a flag or figure.',
  permission: 'limits.write',
  healthInformation: true,
  params: Type.Object({ id: Id, factId: Id }),
  body: Type.Object({ reason: Reason }),
  reply: FactView,
});

const ProtocolView: TSchema = Protocol;

export const listProtocols = contract({
  method: 'GET',
  path: '/api/protocols',
  summary: 'The protocols in force with their sources, rules, limits and steps.',
  permission: 'protocols.read',
  healthInformation: false,
  reply: Type.Object({
    protocols: Type.Array(
      Type.Object({
        definition: Type.Unsafe<Protocol>(ProtocolView),
        contentHash: Type.String(),
        file: Type.String(),
        /** Examples with their expected answer that hold it; null for an organization's own version. */
        truthRows: Nullable(Type.Integer()),
        /** Approved for a later day: a new change is made of this one. Null when there is none. */
        next: Nullable(Type.Unsafe<Protocol>(ProtocolView)),
      }),
    ),
    /** What the flags mean that protocols ask about. */
    flags: Type.Array(Type.Object({ id: Type.String(), label: Bilingual })),
  }),
});
