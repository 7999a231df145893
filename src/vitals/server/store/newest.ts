import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../core/reading.ts';

export interface NewestReading {
  readonly patientId: string;
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** The gateway or account it came by, and the adapter that reads it; both '' when a person entered it. */
  readonly source: string;
  readonly vendor: string;
  /** Days with data in the calendar months looked at. */
  readonly days: number;
}

/** The newest reading of each kind that all patients, or these, sent since a day; one index look-up for each. */
export async function selectNewestOfKinds(
  tx: Tx,
  organizationId: string,
  since: Date,
  patientIds: readonly string[] | null,
): Promise<readonly NewestReading[]> {
  const result = await sql<NewestReading>`
    select d.patient_id as "patientId", d.kind, (extract(epoch from r.at) * 1000)::float8 as at, d.days,
      case when v.user_id is null then coalesce(v.source, '') else '' end as source,
      case when v.user_id is null then coalesce(v.adapter, '') else '' end as vendor
    from (
      select patient_id, kind, sum(bit_count(all_days::bit(32)))::int as days from reading_days
      where organization_id = ${organizationId}::uuid
        and month >= date_trunc('month', ${since}::timestamptz at time zone 'UTC')::date
        and (${patientIds}::uuid[] is null or patient_id = any(${patientIds}::uuid[]))
      group by patient_id, kind
    ) d
    cross join lateral (
      select effective_at as at, delivery_id from reading
      where organization_id = ${organizationId}::uuid and patient_id = d.patient_id
        and kind = d.kind and effective_at >= ${since}::timestamptz
      order by effective_at desc limit 1
    ) r
    left join delivery v on v.organization_id = ${organizationId}::uuid and v.id = r.delivery_id
    order by 1, 2`.execute(tx.withoutPlugins());
  return result.rows;
}
