import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../../vitals/core/reading.ts';
import type { StoredReading } from '../../../vitals/core/reading-row.ts';
import { patientWithin, type Bounds } from './bounds.ts';

/** A reading with all that an Observation says of it. */
export interface ObservationRow extends StoredReading {
  readonly patientId: string;
  readonly receivedAt: Date;
  readonly deviceIdentifier: string | null;
  readonly correction: 'replaced' | 'withdrawn' | null;
  readonly replaces: boolean;
}

export type ObservationStatus = 'final' | 'preliminary' | 'corrected' | 'entered-in-error';

/** Where a page ended: the next one goes on behind it. */
export interface ObservationCursor {
  readonly at: number;
  readonly patientId: string;
  readonly kind: string;
  readonly sourceId: string;
}

export interface ObservationSearch {
  readonly bounds: Bounds;
  readonly patientIds: readonly string[];
  readonly kinds: readonly VitalKind[];
  /** Milliseconds since 1970 UTC; `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
  readonly statuses: readonly ObservationStatus[] | null;
  readonly newestFirst: boolean;
  readonly after: ObservationCursor | null;
  readonly limit: number;
}

const columns = sql.raw(`r.patient_id as "patientId", r.kind,
  (extract(epoch from r.effective_at) * 1000)::float8 as at, r.source_id as "sourceId",
  r.value_1 as "value1", r.value_2 as "value2", r.value_3 as "value3", r.unit, r.beyond, r.standing,
  r.trust, r.origin, r.offset_minutes as "offsetMinutes", r.device_id as "deviceId", r.context,
  r.received_at as "receivedAt"`);

const fate = sql.raw(`
  left join reading_correction c on c.organization_id = r.organization_id
    and c.patient_id = r.patient_id and c.kind = r.kind and c.effective_at = r.effective_at
    and c.source_id = r.source_id`);

const replaces = sql.raw(`exists (select from reading_correction b
  where b.organization_id = r.organization_id and b.patient_id = r.patient_id and b.kind = r.kind
    and b.replaced_by_at = r.effective_at and b.replaced_by_source_id = r.source_id)`);

const status = sql.raw(`case when c.action is not null then 'entered-in-error'
  when r.standing = 'unconfirmed' then 'preliminary' else 'final' end`);

// Beyond these no reading is stored.
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

function instant(milliseconds: number): Date {
  return new Date(Math.min(Math.max(milliseconds, earliest), latest));
}

/**
 * One page of readings. Each patient and kind is read along the primary key and gives at most a page,
 * so that a year of a sensor costs no more than a week of a cuff.
 */
export async function selectObservations(
  tx: Tx,
  organizationId: string,
  search: ObservationSearch,
): Promise<readonly ObservationRow[]> {
  const { bounds, patientIds, kinds, statuses, after, limit } = search;
  const order = sql.raw(search.newestFirst ? 'desc' : 'asc');
  const beyond = sql.raw(search.newestFirst ? '<' : '>');
  const key = sql.raw(`(r.effective_at, r.patient_id, r.kind, r.source_id)`);
  const behind =
    after === null
      ? sql`true`
      : sql`${key} ${beyond} (${new Date(after.at)}::timestamptz, ${after.patientId}::uuid,
          ${after.kind}::text, ${after.sourceId}::text)`;
  const from = !search.newestFirst && after ? Math.max(search.from, after.at) : search.from;
  const to = search.newestFirst && after ? Math.min(search.to, after.at + 1) : search.to;
  const result = await sql<ObservationRow>`
    select ${columns}, d.identifier as "deviceIdentifier", r.correction, r.replaces
    from (
      select r.* from patient p
      cross join unnest(${kinds}::text[]) as wanted (kind)
      cross join lateral (
        select r.*, c.action as correction, ${replaces} as replaces
        from reading r ${fate}
        where r.organization_id = ${organizationId}::uuid and r.patient_id = p.id
          and r.kind = wanted.kind and r.effective_at >= ${instant(from)}::timestamptz
          and r.effective_at < ${instant(to)}::timestamptz and ${behind}
          and (${statuses === null} or ${status} = any(${statuses ?? []}::text[]))
        order by r.effective_at ${order}, r.source_id ${order}
        limit ${limit}
      ) r
      where p.organization_id = ${organizationId}::uuid
        and p.id = any(${patientIds}::uuid[]) and ${patientWithin(bounds)}
      order by r.effective_at ${order}, r.patient_id ${order}, r.kind ${order}, r.source_id ${order}
      limit ${limit}
    ) r
    left join device d on d.organization_id = ${organizationId}::uuid and d.id = r.device_id
    order by r.effective_at ${order}, r.patient_id ${order}, r.kind ${order}, r.source_id ${order}`.execute(
    tx.withoutPlugins(),
  );
  return result.rows;
}

/** The readings of one patient and kind at one instant: those that an Observation's id may mean. */
export async function selectObservationsAt(
  tx: Tx,
  organizationId: string,
  { patientId, kind, at }: { patientId: string; kind: VitalKind; at: number },
): Promise<readonly ObservationRow[]> {
  const result = await sql<ObservationRow>`
    select ${columns}, d.identifier as "deviceIdentifier", c.action as correction, ${replaces} as replaces
    from reading r ${fate}
    left join device d on d.organization_id = r.organization_id and d.id = r.device_id
    where r.organization_id = ${organizationId}::uuid and r.patient_id = ${patientId}::uuid
      and r.kind = ${kind} and r.effective_at = ${new Date(at)}::timestamptz`.execute(
    tx.withoutPlugins(),
  );
  return result.rows;
}
