import { sql } from 'kysely';

import {
  doubleArray,
  instantArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type { Origin, ReadingContext, Standing, TrustClass, VitalKind } from '../../core/reading.ts';

/** A reading as its row keeps it: values in the order of the vital's components. */
export interface ReadingRow {
  readonly patientId: string;
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly sourceId: string;
  readonly value1: number | null;
  readonly value2: number | null;
  readonly value3: number | null;
  readonly unit: string;
  readonly beyond: 'HI' | 'LO' | null;
  readonly standing: Standing;
  readonly trust: TrustClass;
  readonly origin: Origin;
  readonly offsetMinutes: number | null;
  readonly deviceId: string | null;
  readonly deliveryId: string;
  readonly receivedAt: number;
  readonly context: ReadingContext | null;
  readonly doubts: string | null;
}

function textOf<K extends keyof ReadingRow>(rows: readonly ReadingRow[], column: K): Buffer {
  return textArray(rows.map((row) => row[column] as string | null));
}

/**
 * Inserts rows in the order given (sorted by key, or concurrent batches deadlock) and returns how
 * many were new: one whose key is there already changes nothing.
 */
export async function insertReadings(
  tx: Tx,
  organizationId: string,
  rows: readonly ReadingRow[],
): Promise<number> {
  const result = await sql`
    insert into reading (organization_id, patient_id, kind, effective_at, source_id, value_1, value_2,
      value_3, unit, beyond, standing, trust, origin, offset_minutes, device_id, delivery_id,
      received_at, context, doubts)
    select ${organizationId}::uuid, patient_id, kind, effective_at, source_id, value_1, value_2,
      value_3, unit, beyond, standing, trust, origin, offset_minutes, device_id, delivery_id,
      received_at, context::jsonb, doubts
    from unnest(
      ${uuidArray(rows.map((row) => row.patientId))}::uuid[], ${textOf(rows, 'kind')}::text[],
      ${instantArray(rows.map((row) => row.at))}::timestamptz[], ${textOf(rows, 'sourceId')}::text[],
      ${doubleArray(rows.map((row) => row.value1))}::float8[],
      ${doubleArray(rows.map((row) => row.value2))}::float8[],
      ${doubleArray(rows.map((row) => row.value3))}::float8[],
      ${textOf(rows, 'unit')}::text[], ${textOf(rows, 'beyond')}::text[],
      ${textOf(rows, 'standing')}::text[], ${textOf(rows, 'trust')}::text[],
      ${textOf(rows, 'origin')}::text[],
      ${smallintArray(rows.map((row) => row.offsetMinutes))}::int2[],
      ${uuidArray(rows.map((row) => row.deviceId))}::uuid[],
      ${uuidArray(rows.map((row) => row.deliveryId))}::uuid[],
      ${instantArray(rows.map((row) => row.receivedAt))}::timestamptz[],
      ${textArray(rows.map((row) => (row.context ? JSON.stringify(row.context) : null)))}::text[],
      ${textOf(rows, 'doubts')}::text[]
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
export interface LookUp extends Stretch {
  readonly newerThan: number;
  readonly nearFrom: number;
  readonly nearTo: number;
}

export interface KnownReading {
  /** Which of the look-ups found it. */
  readonly lookUp: number;
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

const notCorrected = sql.raw(`not exists (select from reading_correction c
  where c.organization_id = r.organization_id and c.patient_id = r.patient_id and c.kind = r.kind
    and c.effective_at = r.effective_at and c.source_id = r.source_id)`);

/** The first and last instant of all stretches: with them whole partitions are passed over before any lookup. */
function outerEnds(stretches: readonly Stretch[]): [Date, Date] {
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
 * judged?" in one descent per patient and kind, from the index alone.
 */
export async function findKnownReadings(
  tx: Tx,
  organizationId: string,
  stretches: readonly LookUp[],
  sourceIds: readonly string[],
): Promise<readonly KnownReading[]> {
  const [first, last] = outerEnds(stretches);
  const result = await sql<KnownReading>`
    select (s.place - 1)::int4 as "lookUp", ${epochMs} as at, r.source_id as "sourceId",
      r.value_1 as "value1", r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond, r.trust,
      not ${notCorrected} as corrected
    from unnest(
      ${uuidArray(stretches.map((one) => one.patientId))}::uuid[],
      ${textArray(stretches.map((one) => one.kind))}::text[],
      ${instantArray(stretches.map((one) => one.from))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.to))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.newerThan))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.nearFrom))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.nearTo))}::timestamptz[]
    ) with ordinality as s (patient_id, kind, first, last, newer_than, near_from, near_to, place)
    join reading r on r.organization_id = ${organizationId}::uuid and r.patient_id = s.patient_id
      and r.kind = s.kind and r.effective_at between s.first and s.last
      and r.effective_at between ${first}::timestamptz and ${last}::timestamptz
    where r.effective_at > s.newer_than or r.effective_at between s.near_from and s.near_to
      or r.source_id in (select unnest(${textArray(sourceIds)}::text[]))`.execute(
    tx.withoutPlugins(),
  );
  return result.rows;
}

/** What judging needs of an earlier reading. */
export type HistoryRow = Omit<ReadingRow, 'deliveryId' | 'receivedAt' | 'doubts'>;

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
    select ${historyColumns}
    from unnest(
      ${uuidArray(stretches.map((one) => one.patientId))}::uuid[],
      ${textArray(stretches.map((one) => one.kind))}::text[],
      ${instantArray(stretches.map((one) => one.from))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.to))}::timestamptz[]
    ) as s (patient_id, kind, first, last)
    join reading r on r.organization_id = ${organizationId}::uuid and r.patient_id = s.patient_id
      and r.kind = s.kind and r.effective_at between s.first and s.last
      and r.effective_at between ${first}::timestamptz and ${last}::timestamptz
    where ${notCorrected}
    order by r.effective_at, r.source_id`.execute(tx.withoutPlugins());
  return result.rows;
}
