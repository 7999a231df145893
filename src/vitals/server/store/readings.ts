import { sql } from 'kysely';

import {
  doubleArray,
  instantArray,
  integerArray,
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

/** `newerThan`: rows after this instant are wanted whatever their source id. */
export interface IdentityStretch extends Stretch {
  readonly newerThan: number;
}

export interface KnownReading {
  /** Which of the stretches it was found in. */
  readonly stretch: number;
  readonly at: number;
  readonly sourceId: string;
  readonly value1: number | null;
  readonly value2: number | null;
  readonly value3: number | null;
  readonly unit: string;
  readonly beyond: 'HI' | 'LO' | null;
}

const epochMs = sql.raw('(extract(epoch from r.effective_at) * 1000)::float8');

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
 * What is stored already under one of these source ids, and whatever is newer than the new readings:
 * answers "duplicate, conflict or correction?" and "is something newer judged?" from the key alone.
 */
export async function findKnownReadings(
  tx: Tx,
  organizationId: string,
  stretches: readonly IdentityStretch[],
  sourceIds: readonly string[],
): Promise<readonly KnownReading[]> {
  const [first, last] = outerEnds(stretches);
  const result = await sql<KnownReading>`
    select (s.place - 1)::int4 as stretch, ${epochMs} as at, r.source_id as "sourceId",
      r.value_1 as "value1", r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond
    from unnest(
      ${uuidArray(stretches.map((one) => one.patientId))}::uuid[],
      ${textArray(stretches.map((one) => one.kind))}::text[],
      ${instantArray(stretches.map((one) => one.from))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.to))}::timestamptz[],
      ${instantArray(stretches.map((one) => one.newerThan))}::timestamptz[]
    ) with ordinality as s (patient_id, kind, first, last, newer_than, place)
    join reading r on r.organization_id = ${organizationId}::uuid and r.patient_id = s.patient_id
      and r.kind = s.kind and r.effective_at between s.first and s.last
      and r.effective_at between ${first}::timestamptz and ${last}::timestamptz
    where r.effective_at > s.newer_than
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

const notCorrected = sql.raw(`not exists (select from reading_correction c
  where c.organization_id = r.organization_id and c.patient_id = r.patient_id and c.kind = r.kind
    and c.effective_at = r.effective_at and c.source_id = r.source_id)`);

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

/** Bits of days with readings, of one patient, month (its first day, YYYY-MM-DD) and kind. */
export interface DayBits {
  readonly patientId: string;
  readonly month: string;
  readonly kind: VitalKind;
  readonly allDays: number;
  readonly deviceDays: number;
}

/** Adds days, in the order given (sorted by month, patient, kind); those already there cost one lookup. */
export async function addDays(
  tx: Tx,
  organizationId: string,
  days: readonly DayBits[],
): Promise<void> {
  if (days.length === 0) return;
  await sql`
    insert into reading_days as d (organization_id, patient_id, month, kind, all_days, device_days)
    select ${organizationId}::uuid, patient_id, month::date, kind, all_days, device_days
    from unnest(
      ${uuidArray(days.map((one) => one.patientId))}::uuid[],
      ${textArray(days.map((one) => one.month))}::text[],
      ${textArray(days.map((one) => one.kind))}::text[],
      ${integerArray(days.map((one) => one.allDays))}::int4[],
      ${integerArray(days.map((one) => one.deviceDays))}::int4[]
    ) as given (patient_id, month, kind, all_days, device_days)
    where not exists (select from reading_days k where k.organization_id = ${organizationId}::uuid
      and k.month = given.month::date and k.patient_id = given.patient_id and k.kind = given.kind
      and k.all_days & given.all_days = given.all_days
      and k.device_days & given.device_days = given.device_days)
    on conflict (organization_id, month, patient_id, kind) do update
    set all_days = d.all_days | excluded.all_days, device_days = d.device_days | excluded.device_days`.execute(
    tx.withoutPlugins(),
  );
}

/** Puts the days of one patient, month and kind to exactly these: after a withdrawal. */
export async function setDays(tx: Tx, organizationId: string, bits: DayBits): Promise<void> {
  await tx
    .insertInto('readingDays')
    .values({ organizationId, ...bits })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'month', 'patientId', 'kind'])
        .doUpdateSet({ allDays: bits.allDays, deviceDays: bits.deviceDays }),
    )
    .execute();
}
