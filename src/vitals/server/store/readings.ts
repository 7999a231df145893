import { sql } from 'kysely';

import {
  doubleArray,
  instantArray,
  smallintArray,
  textArray,
  uuidArray,
} from '../../../platform/server/binary-arrays.ts';
import type { Tx } from '../../../platform/server/database.ts';
import type {
  Origin,
  ReadingContext,
  Standing,
  TrustClass,
  VitalKind,
} from '../../core/reading.ts';

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

function contextOf({ context }: ReadingRow): string | null {
  return context === null ? null : JSON.stringify(context);
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
      ${uuidArray(rows, (row) => row.patientId)}::uuid[], ${textArray(rows, (row) => row.kind)}::text[],
      ${instantArray(rows, (row) => row.at)}::timestamptz[], ${textArray(rows, (row) => row.sourceId)}::text[],
      ${doubleArray(rows, (row) => row.value1)}::float8[],
      ${doubleArray(rows, (row) => row.value2)}::float8[],
      ${doubleArray(rows, (row) => row.value3)}::float8[],
      ${textArray(rows, (row) => row.unit)}::text[], ${textArray(rows, (row) => row.beyond)}::text[],
      ${textArray(rows, (row) => row.standing)}::text[], ${textArray(rows, (row) => row.trust)}::text[],
      ${textArray(rows, (row) => row.origin)}::text[],
      ${smallintArray(rows, (row) => row.offsetMinutes)}::int2[],
      ${uuidArray(rows, (row) => row.deviceId)}::uuid[],
      ${uuidArray(rows, (row) => row.deliveryId)}::uuid[],
      ${instantArray(rows, (row) => row.receivedAt)}::timestamptz[],
      ${textArray(rows, contextOf)}::text[],
      ${textArray(rows, (row) => row.doubts)}::text[]
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

// Here and below, "offset 0" keeps the planner from turning look-ups for each row into one join over
// all rows: right for the few rows of its statistics, wrong for the many that a prepared plan will see.
const notCorrected = sql.raw(`not exists (select from reading_correction c
  where c.organization_id = r.organization_id and c.patient_id = r.patient_id and c.kind = r.kind
    and c.effective_at = r.effective_at and c.source_id = r.source_id offset 0)`);

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
    select (s.place - 1)::int4 as "lookUp", r.*
    from unnest(
      ${uuidArray(stretches, (one) => one.patientId)}::uuid[],
      ${textArray(stretches, (one) => one.kind)}::text[],
      ${instantArray(stretches, (one) => one.from)}::timestamptz[],
      ${instantArray(stretches, (one) => one.to)}::timestamptz[],
      ${instantArray(stretches, (one) => one.newerThan)}::timestamptz[],
      ${instantArray(stretches, (one) => one.nearFrom)}::timestamptz[],
      ${instantArray(stretches, (one) => one.nearTo)}::timestamptz[]
    ) with ordinality as s (patient_id, kind, first, last, newer_than, near_from, near_to, place)
    cross join lateral (
      select ${epochMs} as at, r.source_id as "sourceId", r.value_1 as "value1",
        r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond, r.trust,
        not ${notCorrected} as corrected
      from reading r
      where r.organization_id = ${organizationId}::uuid and r.patient_id = s.patient_id
        and r.kind = s.kind and r.effective_at between s.first and s.last
        and r.effective_at between ${first}::timestamptz and ${last}::timestamptz
        and (r.effective_at > s.newer_than or r.effective_at between s.near_from and s.near_to
          or r.source_id in (select unnest(${textArray(sourceIds)}::text[])))
      offset 0) as r`.execute(tx.withoutPlugins());
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
