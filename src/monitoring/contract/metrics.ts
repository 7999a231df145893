import { Type, type Static } from 'typebox';

import { Bilingual, contract, Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { vitalKinds } from '../../vitals/core/reading.ts';
import type { BaselineResult } from '../core/metrics/baseline.ts';
import type { GlucoseMetrics } from '../core/metrics/glucose-metrics.ts';
import type { GlucoseProfile } from '../core/metrics/glucose-profile.ts';
import type { TargetSet } from '../core/metrics/glucose-sensor.ts';
import { averagePolicies, type HomePressureResult } from '../core/metrics/home-pressure.ts';
import { peakFlowZones } from '../core/metrics/peak-flow.ts';

const PatientId = Type.Object({ id: Id });

/** Made by the core, which guards its form with its own tests: passed through as it is. */
const FromCore = <T>() => Type.Unsafe<T>(Type.Object({}, { additionalProperties: true }));

/** How a metric is computed: which definition, in which version, by whose word. */
export const MetricDefinition = Type.Object({
  id: Type.String(),
  title: Bilingual,
  version: Type.Integer(),
  contentHash: Type.String(),
  source: Type.String(),
  approver: Type.String(),
});
export type MetricDefinition = Static<typeof MetricDefinition>;

/** One value of a score, or that it is missing. */
const ScoredValue = Type.Object({
  id: Type.String(),
  label: Bilingual,
  /** Other bands than the ordinary ones were used: "scale 2". */
  scale: Nullable(Bilingual),
  /** Null: missing. Never zero. */
  points: Nullable(Type.Integer()),
  /** A figure in `unit`, `air` or `oxygen`, or A, C, V, P, U; of a missing one the last, too old value. */
  told: Nullable(Type.Union([Type.Number(), Type.String()])),
  unit: Nullable(Type.String()),
  kind: Nullable(Type.Enum([...vitalKinds])),
  at: Nullable(Instant),
  withinMinutes: Type.Number(),
});
export type ScoredValue = Static<typeof ScoredValue>;

export const ScoreView = Type.Object({
  at: Instant,
  /** Null as long as a value is missing. */
  total: Nullable(Type.Integer()),
  /** The sum of what is there. */
  atLeast: Type.Integer(),
  /** The level reached; null below all of them, or when incomplete. */
  level: Nullable(Type.Object({ id: Type.String(), label: Bilingual })),
  values: Type.Array(ScoredValue),
});
export type ScoreView = Static<typeof ScoreView>;

/** The edge of a rule that compares the same figure. */
const FixedLimit = Type.Object({
  direction: Type.Enum(['high', 'low']),
  value: Type.Number(),
  unit: Type.String(),
  inclusive: Type.Boolean(),
  /** Set for this patient. */
  own: Type.Boolean(),
});

const BaselineView = Type.Object({
  kind: Type.Enum([...vitalKinds]),
  component: Type.String(),
  unit: Type.String(),
  result: FromCore<BaselineResult>(),
  limits: Type.Array(FixedLimit),
});
export type BaselineView = Static<typeof BaselineView>;

const PeakFlowView = Type.Object({
  definition: MetricDefinition,
  best: Nullable(Type.Number()),
  greenFrom: Type.Number(),
  yellowFrom: Type.Number(),
  /** Zones of this patient instead of the protocol's. */
  own: Type.Boolean(),
  /** Newest first. */
  readings: Type.Array(
    Type.Object({
      at: Instant,
      value: Type.Number(),
      zone: Type.Enum([...peakFlowZones]),
      percent: Nullable(Type.Number()),
    }),
  ),
  /** Higher than the best on record: a person puts it in place, or not. */
  proposedBest: Nullable(Type.Object({ value: Type.Number(), at: Instant })),
});
export type PeakFlowView = Static<typeof PeakFlowView>;

export const readMetrics = contract({
  method: 'GET',
  path: '/api/patients/{id}/metrics',
  summary:
    'Computed from readings: average home pressure, NEWS2, peak flow zones, and what is usual for the patient.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  query: Type.Object({
    /** The metrics as of an instant; absent: now. */
    until: Type.Optional(Instant),
  }),
  reply: Type.Object({
    until: Instant,
    pressure: Type.Object({
      definition: MetricDefinition,
      policy: Type.Enum([...averagePolicies]),
      /** Since when the organization counts it; null: it never chose. */
      policySince: Nullable(Day),
      result: FromCore<HomePressureResult>(),
      categories: Type.Array(Type.Object({ id: Type.String(), label: Bilingual })),
    }),
    news2: Type.Object({
      definition: MetricDefinition,
      /** Why it is not for this patient; null when it is. */
      notFor: Nullable(Type.Enum(['age', 'flags'])),
      now: ScoreView,
      /** The newest complete one of the days before. */
      last: Nullable(ScoreView),
    }),
    peakFlow: PeakFlowView,
    baseline: Type.Object({
      definition: MetricDefinition,
      measures: Type.Array(BaselineView),
    }),
  }),
});

export const readGlucoseProfile = contract({
  method: 'GET',
  path: '/api/patients/{id}/glucose-profile',
  summary: 'Metrics of a continuous glucose sensor and the ambulatory glucose profile.',
  permission: 'vitals.read',
  healthInformation: true,
  params: PatientId,
  query: Type.Object({
    until: Type.Optional(Instant),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 14 })),
  }),
  reply: Type.Object({
    from: Instant,
    until: Instant,
    days: Type.Integer(),
    definition: MetricDefinition,
    targets: FromCore<TargetSet>(),
    variationAtMostPercent: Type.Number(),
    metrics: FromCore<GlucoseMetrics>(),
    profile: FromCore<GlucoseProfile>(),
  }),
});
