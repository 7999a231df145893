import { symptoms } from '../monitoring/core/symptom.ts';
import { Type, type Static } from 'typebox';

import { Bilingual, contract, Id, Instant, Nullable } from '../platform/core/contract.ts';
import { Context, ItemResult, itemStatuses, Measured, ReadingEntry } from './core/reading-entry.ts';
import { Kind, ReadingView } from '../vitals/core/reading-view.ts';

function oneOf<T extends string>(values: readonly T[]) {
  return Type.Enum<T[]>([...values]);
}

export { ItemResult, itemStatuses };

export const Counts = Type.Object({
  accepted: Type.Integer(),
  duplicate: Type.Integer(),
  quarantined: Type.Integer(),
  rejected: Type.Integer(),
});
export type Counts = Static<typeof Counts>;

export const maximumItems = 5_000;

const Values = Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Null()]));

/** One reading in Enlace's own form. Described here for the API document; each item is checked on its own. */
export const OwnReading = Type.Object({
  id: Type.Optional(
    Type.String({ description: "The source's message id; a replay finds the same row." }),
  ),
  patient: Type.String({
    description: 'Patient id, `system|value`, or an identifier that is unique.',
  }),
  device: Type.Optional(Type.String()),
  kind: Kind,
  at: Type.Optional(
    Type.String({ description: 'ISO 8601; without offset it is read in the patient’s zone.' }),
  ),
  values: Type.Union([Values, Type.Number()]),
  unit: Type.Optional(Type.String()),
  context: Type.Optional(Context),
});

export const sendReadings = contract({
  method: 'POST',
  path: '/ingest/readings',
  summary: 'Takes one reading or an array of at most 5,000; answers what became of each.',
  permission: 'readings.send',
  healthInformation: true,
  body: Type.Union([OwnReading, Type.Array(OwnReading, { maxItems: maximumItems })]),
  reply: Type.Object({ items: Type.Array(ItemResult), counts: Counts }),
});

const PatientId = Type.Object({ id: Id });
const Note = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' });

export const reportSymptoms = contract({
  method: 'POST',
  path: '/api/patients/{id}/symptoms',
  summary: 'What the patient answered when asked for symptoms; none means asked, and has none.',
  permission: 'vitals.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({
    /** Made once by whoever asks, so that sending it twice stores it once. */
    reportId: Id,
    present: Type.Array(Type.Enum([...symptoms]), { uniqueItems: true }),
  }),
  reply: Type.Object({ workChanged: Type.Boolean() }),
});

export const enterReading = contract({
  method: 'POST',
  path: '/api/patients/{id}/readings',
  summary: 'A reading entered by hand on the chart, or read there from a device.',
  permission: 'vitals.write',
  healthInformation: true,
  params: PatientId,
  body: ReadingEntry,
  reply: ItemResult,
});

/** What a decision about stored data changed for the patient. */
export const Difference = Type.Object({
  readings: Type.Array(ReadingView),
  alerts: Type.Array(
    Type.Object({
      ruleId: Type.String(),
      change: oneOf(['opened', 'worsened', 'repeated', 'cleared', 'reopened'] as const),
      text: Bilingual,
    }),
  ),
  /** Local days (YYYY-MM-DD) that now count, or no longer count, as days with data. */
  daysGained: Type.Array(Type.String()),
  daysLost: Type.Array(Type.String()),
});
export type Difference = Static<typeof Difference>;

const ReadingKey = {
  kind: Kind,
  at: Instant,
  sourceId: Type.String({ maxLength: 300 }),
};

export const withdrawReading = contract({
  method: 'POST',
  path: '/api/patients/{id}/readings/withdraw',
  summary:
    'Marks a stored reading as not of this patient or not true; it stays, but counts for nothing.',
  permission: 'vitals.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({ ...ReadingKey, reason: Note }),
  reply: Difference,
});

export const replaceReading = contract({
  method: 'POST',
  path: '/api/patients/{id}/readings/replace',
  summary: 'Appends a corrected reading in the place of a stored one.',
  permission: 'vitals.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({
    ...ReadingKey,
    reason: Note,
    ...Measured,
    newAt: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  reply: Difference,
});

/** One delivery item that was not taken at its word. */
export const QuarantineItem = Type.Object({
  id: Id,
  outcome: oneOf(['quarantined', 'rejected'] as const),
  state: oneOf(['open', 'released', 'corrected', 'refused'] as const),
  reason: Type.String(),
  messages: Bilingual,
  advice: Bilingual,
  /** Codes and limits of every doubt; never values. */
  detail: Type.Record(Type.String(), Type.Unknown()),
  patient: Nullable(Type.Object({ id: Id, name: Type.String(), language: Type.String() })),
  kind: Nullable(Kind),
  /** What was understood: `{ patient, at, values, unit, device … }`. */
  candidate: Nullable(Type.Record(Type.String(), Type.Unknown())),
  /** What was sent, when it was not understood. */
  raw: Nullable(Type.Unknown()),
  source: Type.String(),
  arrivedAt: Instant,
  decidedAt: Nullable(Instant),
  decidedBy: Nullable(Type.String()),
  note: Nullable(Type.String()),
  /** Whether it can be released as it is, or needs a correction (another patient, value or time). */
  releasable: Type.Boolean(),
});
export type QuarantineItem = Static<typeof QuarantineItem>;

export const listQuarantine = contract({
  method: 'GET',
  path: '/api/quarantine',
  summary: 'Held and refused items, newest first.',
  permission: 'quarantine.read',
  healthInformation: true,
  query: Type.Object({
    state: Type.Optional(oneOf(['open', 'decided'] as const)),
    outcome: Type.Optional(oneOf(['quarantined', 'rejected'] as const)),
    reason: Type.Optional(Type.String({ maxLength: 60 })),
    patientId: Type.Optional(Id),
    /** `next` of the page before. */
    after: Type.Optional(Type.String({ maxLength: 120 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  reply: Type.Object({ items: Type.Array(QuarantineItem), next: Nullable(Type.String()) }),
});

export const readQuarantine = contract({
  method: 'GET',
  path: '/api/quarantine/{id}',
  summary: 'One held item.',
  permission: 'quarantine.read',
  healthInformation: true,
  params: PatientId,
  reply: QuarantineItem,
});

export const releaseQuarantine = contract({
  method: 'POST',
  path: '/api/quarantine/{id}/release',
  summary: 'Believes a held item: it is stored as accepted and judged.',
  permission: 'quarantine.decide',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({ note: Note }),
  reply: Difference,
});

export const correctQuarantine = contract({
  method: 'POST',
  path: '/api/quarantine/{id}/correct',
  summary: 'Stores a held item in a corrected form; what arrived is kept.',
  permission: 'quarantine.decide',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({
    note: Note,
    patientId: Type.Optional(Id),
    kind: Type.Optional(Kind),
    values: Type.Optional(Measured.values),
    unit: Type.Optional(Measured.unit),
    at: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  reply: Difference,
});

export const refuseQuarantine = contract({
  method: 'POST',
  path: '/api/quarantine/{id}/refuse',
  summary: 'Closes a held item without using it.',
  permission: 'quarantine.decide',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({ note: Note }),
  reply: QuarantineItem,
});
