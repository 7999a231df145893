import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';

/** Counts of one rule, practice and language. */
export interface AlertCount {
  readonly ruleId: string;
  readonly practice: string;
  readonly language: string;
  readonly alerts: number;
}

/** Alerts that began since a moment, by rule and by whose they are. */
export async function selectAlertCounts(
  tx: Tx,
  organizationId: string,
  since: Date,
): Promise<readonly AlertCount[]> {
  const result = await sql<AlertCount>`
    select a.rule_id as "ruleId", p.practice_id as practice, p.language, count(*)::int as alerts
    from alert a join patient p
      on p.organization_id = a.organization_id and p.id = a.patient_id
    where a.organization_id = ${organizationId}::uuid and a.raised_at >= ${since}::timestamptz
    group by 1, 2, 3`.execute(tx.withoutPlugins());
  return result.rows;
}

/** Cards of one practice and language: minutes from when they opened. */
export interface Handling {
  readonly practice: string;
  readonly language: string;
  readonly ruleIds: readonly string[];
  readonly taken: number | null;
  readonly contacted: number | null;
  readonly resolved: number | null;
  /** In time; null while it can still become so, or when a newer reading closed it by itself. */
  readonly acted: boolean | null;
}

function minutes(column: string) {
  return sql.raw(`(extract(epoch from ${column} - w.opened_at) / 60)::float8`);
}

/** How each card about readings that opened since a moment was dealt with. */
export async function selectHandling(
  tx: Tx,
  organizationId: string,
  since: Date,
): Promise<readonly Handling[]> {
  const result = await sql<Handling>`
    select p.practice_id as practice, p.language, coalesce(e.rule_ids, '{}') as "ruleIds",
      ${minutes('e.taken_at')} as taken, ${minutes('e.reached_at')} as contacted,
      case when w.closed_by is null then null else ${minutes('w.closed_at')} end as resolved,
      case when e.escalated then false when e.taken_at is not null then true end as acted
    from work_item w
    join patient p on p.organization_id = w.organization_id and p.id = w.patient_id
    cross join lateral (
      select min(at) filter (where type in ('taken', 'hand-off-accepted')) as taken_at,
        min(at) filter (where type = 'contact' and detail->>'outcome' = 'reached') as reached_at,
        coalesce(bool_or(type = 'escalated'
          and detail->>'clock' in ('acknowledge', 'contact')), false) as escalated,
        (select array_agg(distinct f->>'ruleId') from work_event o,
            jsonb_array_elements(o.detail->'findings') as f
          where o.organization_id = w.organization_id and o.work_item_id = w.id
            and o.type in ('opened', 'raised')) as rule_ids
      from work_event where organization_id = w.organization_id and work_item_id = w.id
    ) e
    where w.organization_id = ${organizationId}::uuid and w.opened_at >= ${since}::timestamptz
      and w.kind in ('triage', 'missing-readings')`.execute(tx.withoutPlugins());
  return result.rows;
}

/** A patient who is followed now. */
export interface FollowedPatients {
  readonly practice: string;
  readonly practiceName: string;
  readonly language: string;
  /** Days with data of each patient in the window. */
  readonly days: readonly number[];
}

/** Patients who are followed now, and on how many of the days between two dates each sent anything. */
export async function selectFollowed(
  tx: Tx,
  organizationId: string,
  from: string,
  to: string,
): Promise<readonly FollowedPatients[]> {
  const result = await sql<FollowedPatients>`
    with sent as (
      select patient_id, sum(bit_count(days::bit(32)))::int as days from (
        select patient_id, month, bit_or(all_days) & (
            select sum(1 << (extract(day from day)::int - 1))::int
            from generate_series(greatest(${from}::date, month),
              least(${to}::date, (month + interval '1 month')::date - 1), interval '1 day') as day
          ) as days
        from reading_days
        where organization_id = ${organizationId}::uuid
          and month between date_trunc('month', ${from}::date)::date and ${to}::date
        group by patient_id, month) as months
      group by patient_id)
    select p.practice_id as practice, max(c.name) as "practiceName", p.language,
      array_agg(coalesce(sent.days, 0)) as days
    from patient p
    join practice c on c.organization_id = p.organization_id and c.id = p.practice_id
    left join sent on sent.patient_id = p.id
    where p.organization_id = ${organizationId}::uuid and p.status = 'active'
    group by 1, 3`.execute(tx.withoutPlugins());
  return result.rows;
}
