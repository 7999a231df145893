import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

export type StoredCheck =
  | 'ingest.reading-without-patient'
  | 'ingest.reading-without-delivery'
  | 'ingest.days-differ'
  | 'ingest.delivery-counts'
  | 'ingest.item-without-delivery'
  | 'ingest.held-without-work';

/** One row that breaks an invariant; `id` names a patient, delivery or item by id, never by name. */
export interface BrokenRow {
  readonly check: StoredCheck;
  readonly id: string;
}

/** Runs every check that one statement can make, one after the other. */
export async function findBrokenRows(
  tx: Tx,
  organizationId: string,
): Promise<readonly BrokenRow[]> {
  const broken: BrokenRow[] = [];
  const organization = sql`${organizationId}::uuid`;
  for (const [check, query] of Object.entries(checks)) {
    const result = await query(organization).execute(tx.withoutPlugins());
    broken.push(...result.rows.map(({ id }) => ({ check: check as StoredCheck, id })));
  }
  return broken;
}

type Check = (organization: RawBuilder<unknown>) => RawBuilder<{ readonly id: string }>;

const checks: Readonly<Record<StoredCheck, Check>> = {
  'ingest.reading-without-patient': (organization) => sql`
    select distinct r.patient_id as id from reading r
    where r.organization_id = ${organization} and not exists (select from patient p
      where p.organization_id = r.organization_id and p.id = r.patient_id)`,

  'ingest.reading-without-delivery': (organization) => sql`
    select distinct r.delivery_id as id from reading r
    where r.organization_id = ${organization} and not exists (select from delivery d
      where d.organization_id = r.organization_id and d.id = r.delivery_id)`,

  // Named by patient, month and kind. Counted anew from the readings that still count.
  'ingest.days-differ': (organization) => sql`
    with counted as (
      select r.patient_id, date_trunc('month', r.effective_at at time zone p.zone)::date as month, r.kind,
        bit_or(1 << (extract(day from r.effective_at at time zone p.zone)::int4 - 1)) as all_days,
        coalesce(bit_or(1 << (extract(day from r.effective_at at time zone p.zone)::int4 - 1))
          filter (where r.origin = 'device' and r.trust <> 'clock-suspect'), 0) as device_days
      from reading r
      join patient p on p.organization_id = r.organization_id and p.id = r.patient_id
      where r.organization_id = ${organization} and not exists (select from reading_correction c
        where c.organization_id = r.organization_id and c.patient_id = r.patient_id
          and c.kind = r.kind and c.effective_at = r.effective_at and c.source_id = r.source_id)
      group by 1, 2, 3)
    select patient_id || ' ' || to_char(month, 'YYYY-MM') || ' ' || kind as id
    from counted full join (select * from reading_days where organization_id = ${organization}) as kept
      using (patient_id, month, kind)
    where coalesce(counted.all_days, 0) <> coalesce(kept.all_days, 0)
      or coalesce(counted.device_days, 0) <> coalesce(kept.device_days, 0)`,

  // Held items that somebody believed later are stored under the delivery that brought them.
  'ingest.delivery-counts': (organization) => sql`
    select d.id from delivery d
    left join (select delivery_id, count(*) as stored from reading
      where organization_id = ${organization} group by 1) as r on r.delivery_id = d.id
    left join (select delivery_id, count(*) filter (where state in ('released', 'corrected')) as believed
      from quarantine_item where organization_id = ${organization} group by 1) as q on q.delivery_id = d.id
    where d.organization_id = ${organization} and coalesce(r.stored, 0)
      not between d.accepted and d.accepted + coalesce(q.believed, 0)`,

  'ingest.item-without-delivery': (organization) => sql`
    select q.id from quarantine_item q
    where q.organization_id = ${organization} and not exists (select from delivery d
      where d.organization_id = q.organization_id and d.id = q.delivery_id)`,

  'ingest.held-without-work': (organization) => sql`
    select q.id from quarantine_item q
    where q.organization_id = ${organization} and q.state = 'open' and not exists (
      select from work_item w where w.organization_id = q.organization_id and w.kind = 'data-check'
        and w.subject = q.subject and w.state <> 'closed')`,
};
