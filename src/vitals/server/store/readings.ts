import { sql } from 'kysely';

import {
  doubleArray,
  instantArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { StoredReading } from '../../core/reading-row.ts';
import type { Reading, TrustClass, VitalKind } from '../../core/reading.ts';

/** A reading that is to be stored, with whose it is and how it came. */
export interface NewReading {
  readonly patientId: string;
  readonly reading: Reading;
  readonly deliveryId: string;
  /** Milliseconds since 1970 UTC. */
  readonly receivedAt: number;
  /** Plausibility codes, separated by spaces; why it is unconfirmed. */
  readonly doubts: string | null;
}

type Encode<Value> = (
  rows: readonly NewReading[],
  pick: (row: NewReading) => Value | null,
) => Buffer;

/**
 * A column of which most batches hold only the usual value. Those are sent as no array at all: unnest
 * fills what a shorter array lacks with nulls, and the statement says what null stands for.
 */
function seldom<Value>(
  encode: Encode<Value>,
  rows: readonly NewReading[],
  pick: (row: NewReading) => Value | null,
): Buffer {
  return encode(rows.some((row) => pick(row) !== null) ? rows : [], pick);
}

function unless<Value>(usual: Value, value: Value | undefined): Value | null {
  return value === undefined || value === usual ? null : value;
}

function contextOf({ reading: { context } }: NewReading): string | null {
  return context === undefined ? null : JSON.stringify(context);
}

/** The name under which each component of a kind stands in a reading's values, in storage order. */
export type ComponentNames = (kind: VitalKind) => readonly string[];

/**
 * Inserts rows in the order given (sorted by key, or concurrent batches deadlock) and returns how
 * many were new: one whose key is there already changes nothing.
 */
export async function insertReadings(
  tx: Tx,
  organizationId: string,
  rows: readonly NewReading[],
  names: ComponentNames,
): Promise<number> {
  const value = (place: number) => (row: NewReading) =>
    row.reading.values[names(row.reading.kind)[place] ?? ''] ?? null;
  const result = await sql`
    insert into reading (organization_id, patient_id, kind, effective_at, source_id, value_1, value_2,
      value_3, unit, beyond, standing, trust, origin, offset_minutes, device_id, delivery_id,
      received_at, context, doubts)
    select ${organizationId}::uuid, patient_id, kind, effective_at, source_id, value_1, value_2,
      value_3, unit, beyond, coalesce(standing, 'accepted'), coalesce(trust, 'device-synchronised'),
      coalesce(origin, 'device'), offset_minutes, device_id, delivery_id, received_at, context::jsonb,
      doubts
    from unnest(
      ${uuidArray(rows, (row) => row.patientId)}::uuid[],
      ${textArray(rows, (row) => row.reading.kind)}::text[],
      ${instantArray(rows, (row) => row.reading.at)}::timestamptz[],
      ${textArray(rows, (row) => row.reading.sourceId)}::text[],
      ${doubleArray(rows, value(0))}::float8[],
      ${seldom(doubleArray, rows, value(1))}::float8[],
      ${seldom(doubleArray, rows, value(2))}::float8[],
      ${textArray(rows, (row) => row.reading.unit)}::text[],
      ${seldom(textArray, rows, (row) => row.reading.beyond ?? null)}::text[],
      ${seldom(textArray, rows, (row) => unless('accepted', row.reading.standing))}::text[],
      ${seldom(textArray, rows, (row) => unless('device-synchronised', row.reading.trust))}::text[],
      ${seldom(textArray, rows, (row) => unless('device', row.reading.origin))}::text[],
      ${seldom(smallintArray, rows, (row) => row.reading.offsetMinutes ?? null)}::int2[],
      ${seldom(uuidArray, rows, (row) => row.reading.deviceId ?? null)}::uuid[],
      ${uuidArray(rows, (row) => row.deliveryId)}::uuid[],
      ${instantArray(rows, (row) => row.receivedAt)}::timestamptz[],
      ${seldom(textArray, rows, contextOf)}::text[],
      ${seldom(textArray, rows, (row) => row.doubts)}::text[]
    ) as given (patient_id, kind, effective_at, source_id, value_1, value_2, value_3, unit, beyond,
      standing, trust, origin, offset_minutes, device_id, delivery_id, received_at, context, doubts)
    on conflict do nothing`.execute(tx.withoutPlugins());
  return Number(result.numAffectedRows ?? 0n);
}

/** A stretch of one patient's readings of one kind; instants in milliseconds, both ends included. */
export interface Stretch {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly from: number;
  readonly to: number;
}

/** Where to look for what is known; rows `near` and rows newer than an instant are wanted whatever their source id. */
export interface LookUp extends Omit<Stretch, 'kind'> {
  readonly kinds: readonly VitalKind[];
  readonly newerThan: number;
  readonly nearFrom: number;
  readonly nearTo: number;
}

export interface KnownReading {
  /** Which of the look-ups found it. */
  readonly lookUp: number;
  readonly kind: VitalKind;
  readonly at: number;
  readonly sourceId: string;
  readonly value1: number | null;
  readonly value2: number | null;
  readonly value3: number | null;
  readonly unit: string;
  readonly beyond: 'HI' | 'LO' | null;
  readonly trust: TrustClass;
  readonly corrected: boolean;
}

const epochMs = sql.raw('(extract(epoch from r.effective_at) * 1000)::float8');

// Here and below, "offset 0" keeps the planner from turning look-ups for each row into one join over
// all rows: right for the few rows of its statistics, wrong for the many that a prepared plan will see.
const notCorrected = sql.raw(`not exists (select from reading_correction c
  where c.organization_id = r.organization_id and c.patient_id = r.patient_id and c.kind = r.kind
    and c.effective_at = r.effective_at and c.source_id = r.source_id offset 0)`);

/** The first and last instant of all stretches: with them whole partitions are passed over before any lookup. */
function outerEnds(stretches: readonly Pick<Stretch, 'from' | 'to'>[]): [Date, Date] {
  let from = Infinity;
  let to = -Infinity;
  for (const stretch of stretches) {
    from = Math.min(from, stretch.from);
    to = Math.max(to, stretch.to);
  }
  return [new Date(from), new Date(to)];
}

/**
 * What is stored already under one of these source ids, around the new readings, and newer than them:
 * answers "duplicate, conflict or correction?", "plausible beside the others?" and "is something newer
 * judged?" for all kinds of a patient together, from the index alone.
 */
export async function findKnownReadings(
  tx: Tx,
  organizationId: string,
  lookUps: readonly LookUp[],
  sourceIds: readonly string[],
): Promise<readonly KnownReading[]> {
  const [first, last] = outerEnds(lookUps);
  const result = await sql<KnownReading>`
    select (s.place - 1)::int4 as "lookUp", r.*
    from unnest(
      ${uuidArray(lookUps, (one) => one.patientId)}::uuid[],
      ${textArray(lookUps, (one) => one.kinds.join(' '))}::text[],
      ${instantArray(lookUps, (one) => one.from)}::timestamptz[],
      ${instantArray(lookUps, (one) => one.to)}::timestamptz[],
      ${instantArray(lookUps, (one) => one.newerThan)}::timestamptz[],
      ${instantArray(lookUps, (one) => one.nearFrom)}::timestamptz[],
      ${instantArray(lookUps, (one) => one.nearTo)}::timestamptz[]
    ) with ordinality as s (patient_id, kinds, first, last, newer_than, near_from, near_to, place)
    cross join lateral (
      select r.kind, ${epochMs} as at, r.source_id as "sourceId", r.value_1 as "value1",
        r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond, r.trust,
        not ${notCorrected} as corrected
      from reading r
      where r.organization_id = ${organizationId}::uuid and r.patient_id = s.patient_id
        and r.kind = any(string_to_array(s.kinds, ' ')) and r.effective_at between s.first and s.last
        and r.effective_at between ${first}::timestamptz and ${last}::timestamptz
        and (r.effective_at > s.newer_than or r.effective_at between s.near_from and s.near_to
          or r.source_id in (select unnest(${textArray(sourceIds)}::text[])))
      offset 0) as r`.execute(tx.withoutPlugins());
  return result.rows;
}

/** What judging needs of an earlier reading. */
export interface HistoryRow extends StoredReading {
  readonly patientId: string;
}

const historyColumns = sql.raw(`r.patient_id as "patientId", r.kind,
  (extract(epoch from r.effective_at) * 1000)::float8 as at, r.source_id as "sourceId",
  r.value_1 as "value1", r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond, r.standing,
  r.trust, r.origin, r.offset_minutes as "offsetMinutes", r.device_id as "deviceId", r.context`);

/** The readings of all stretches that nobody withdrew or replaced, oldest first. */
export async function loadStretches(
  tx: Tx,
  organizationId: string,
  stretches: readonly Stretch[],
): Promise<readonly HistoryRow[]> {
  if (stretches.length === 0) return [];
  const [first, last] = outerEnds(stretches);
  const result = await sql<HistoryRow>`
    select r.*
    from unnest(
      ${uuidArray(stretches, (one) => one.patientId)}::uuid[],
      ${textArray(stretches, (one) => one.kind)}::text[],
      ${instantArray(stretches, (one) => one.from)}::timestamptz[],
      ${instantArray(stretches, (one) => one.to)}::timestamptz[]
    ) as s (patient_id, kind, first, last)
    cross join lateral (
      select ${historyColumns} from reading r
      where r.organization_id = ${organizationId}::uuid and r.patient_id = s.patient_id
        and r.kind = s.kind and r.effective_at between s.first and s.last
        and r.effective_at between ${first}::timestamptz and ${last}::timestamptz
        and ${notCorrected}
      offset 0) as r
    order by r.at, r."sourceId"`.execute(tx.withoutPlugins());
  return result.rows;
}
