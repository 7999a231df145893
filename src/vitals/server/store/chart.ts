import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { PositionedValues, StoredReading } from '../../core/reading-row.ts';
import type { Reading, VitalKind } from '../../core/reading.ts';

/** What became of a reading. */
export interface StoredCorrection {
  readonly action: 'replaced' | 'withdrawn' | null;
  readonly reason: string | null;
  readonly correctedAt: Date | null;
  readonly replacedByAt: Date | null;
  readonly replacedBySourceId: string | null;
}

export interface ShownRow extends PositionedValues, StoredCorrection {
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly sourceId: string;
  readonly unit: string;
  readonly beyond: 'HI' | 'LO' | null;
  readonly standing: Reading['standing'];
  readonly trust: Reading['trust'];
}

const milliseconds = sql.raw('(extract(epoch from r.effective_at) * 1000)::float8');

/** Only columns that the key includes: a year is read from the index alone. */
const shownColumns = sql`r.kind, ${milliseconds} as at, r.source_id as "sourceId",
  r.value_1 as "value1", r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond, r.standing,
  r.trust, c.action, c.reason, c.at as "correctedAt", c.replaced_by_at as "replacedByAt",
  c.replaced_by_source_id as "replacedBySourceId"`;

const joinCorrection = sql.raw(`left join reading_correction c
  on c.organization_id = r.organization_id and c.patient_id = r.patient_id and c.kind = r.kind
    and c.effective_at = r.effective_at and c.source_id = r.source_id`);

export interface SeriesQuery {
  readonly patientId: string;
  readonly kind: VitalKind;
  readonly from: Date;
  readonly to: Date;
}

/** Readings in [from, to], oldest first, corrected ones included; at most `limit`. */
export async function selectSeries(
  tx: Tx,
  organizationId: string,
  { patientId, kind, from, to }: SeriesQuery,
  limit: number,
): Promise<readonly ShownRow[]> {
  const result = await sql<ShownRow>`
    select ${shownColumns} from reading r ${joinCorrection}
    where r.organization_id = ${organizationId}::uuid and r.patient_id = ${patientId}::uuid
      and r.kind = ${kind} and r.effective_at between ${from}::timestamptz and ${to}::timestamptz
    order by r.effective_at, r.source_id
    limit ${limit}`.execute(tx.withoutPlugins());
  return result.rows;
}

export interface BucketRow {
  readonly from: Date;
  readonly unit: string;
  readonly count: number;
  readonly high: number;
  readonly low: number;
  /** Lowest, mean and highest by component, in the order of the vital's components. */
  readonly lowest: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly highest: readonly (number | null)[];
}

/** The same readings without corrected ones, drawn together in steps of time, per unit. */
export async function selectBuckets(
  tx: Tx,
  organizationId: string,
  { patientId, kind, from, to }: SeriesQuery,
  stepMs: number,
): Promise<readonly BucketRow[]> {
  const result = await sql<BucketRow>`
    select date_bin(make_interval(secs => ${stepMs}::float8 / 1000), r.effective_at,
        ${from}::timestamptz) as "from",
      r.unit, count(*)::int4 as count,
      count(*) filter (where r.beyond = 'HI')::int4 as high,
      count(*) filter (where r.beyond = 'LO')::int4 as low,
      array[min(r.value_1), min(r.value_2), min(r.value_3)] as lowest,
      array[avg(r.value_1), avg(r.value_2), avg(r.value_3)] as mean,
      array[max(r.value_1), max(r.value_2), max(r.value_3)] as highest
    from reading r ${joinCorrection}
    where r.organization_id = ${organizationId}::uuid and r.patient_id = ${patientId}::uuid
      and r.kind = ${kind} and r.effective_at between ${from}::timestamptz and ${to}::timestamptz
      and c.action is null
    group by 1, r.unit
    order by 1, r.unit`.execute(tx.withoutPlugins());
  return result.rows;
}

/** The newest reading of each kind up to an instant, without corrected ones. */
export async function selectLatest(
  tx: Tx,
  organizationId: string,
  patientId: string,
  kinds: readonly VitalKind[],
  until: Date,
): Promise<readonly ShownRow[]> {
  const result = await sql<ShownRow>`
    select newest.* from unnest(${[...kinds]}::text[]) with ordinality as wanted (kind, place)
    cross join lateral (
      select ${shownColumns} from reading r ${joinCorrection}
      where r.organization_id = ${organizationId}::uuid and r.patient_id = ${patientId}::uuid
        and r.kind = wanted.kind and r.effective_at <= ${until}::timestamptz and c.action is null
      order by r.effective_at desc, r.source_id
      limit 1) as newest
    order by wanted.place`.execute(tx.withoutPlugins());
  return result.rows;
}

export interface DetailRow extends StoredReading, StoredCorrection {
  readonly receivedAt: Date;
}

/** One reading with everything that is kept of it. */
export async function selectReading(
  tx: Tx,
  organizationId: string,
  key: {
    readonly patientId: string;
    readonly kind: VitalKind;
    readonly at: Date;
    readonly sourceId: string;
  },
): Promise<DetailRow | undefined> {
  const result = await sql<DetailRow>`
    select ${shownColumns}, r.origin, r.offset_minutes as "offsetMinutes", r.device_id as "deviceId",
      r.received_at as "receivedAt", r.context
    from reading r ${joinCorrection}
    where r.organization_id = ${organizationId}::uuid and r.patient_id = ${key.patientId}::uuid
      and r.kind = ${key.kind} and r.effective_at = ${key.at}::timestamptz
      and r.source_id = ${key.sourceId}`.execute(tx.withoutPlugins());
  return result.rows[0];
}

export interface MonthRow {
  /** First day, YYYY-MM-DD. */
  readonly month: string;
  readonly kind: VitalKind;
  readonly allDays: number;
  readonly deviceDays: number;
}

/** Days with readings of one patient in the months between two, both included. */
export async function selectMonths(
  tx: Tx,
  organizationId: string,
  patientId: string,
  from: string,
  to: string,
): Promise<readonly MonthRow[]> {
  const rows = await tx
    .selectFrom('readingDays')
    .select(['month', 'kind', 'allDays', 'deviceDays'])
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('month', '>=', from)
    .where('month', '<=', to)
    .orderBy('month')
    .orderBy('kind')
    .execute();
  return rows as unknown as MonthRow[];
}
