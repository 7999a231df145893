import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { VitalKind } from '../../core/reading.ts';

export interface NewestReading {
  readonly patientId: string;
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/** The newest reading of each kind that patients sent since a day; one index look-up for each. */
export async function selectNewestOfKinds(
  tx: Tx,
  organizationId: string,
  since: Date,
): Promise<readonly NewestReading[]> {
  const result = await sql<NewestReading>`
    select d.patient_id as "patientId", d.kind, (extract(epoch from r.at) * 1000)::float8 as at
    from (
      select distinct patient_id, kind from reading_days
      where organization_id = ${organizationId}::uuid
        and month >= date_trunc('month', ${since}::timestamptz at time zone 'UTC')::date
    ) d
    cross join lateral (
      select max(effective_at) as at from reading
      where organization_id = ${organizationId}::uuid and patient_id = d.patient_id
        and kind = d.kind and effective_at >= ${since}::timestamptz
    ) r
    where r.at is not null
    order by 1, 2`.execute(tx.withoutPlugins());
  return result.rows;
}
