import type pg from 'pg';

import type { BenchOrganization } from './support.ts';

/** Open work as it piles up: most of it old, little of it urgent, one in fifty put aside. */
export async function seedItems(
  owner: pg.Client,
  { organizationId, patientIds }: Pick<BenchOrganization, 'organizationId' | 'patientIds'>,
  count: number,
): Promise<void> {
  await owner.query(
    `insert into work_item (organization_id, id, kind, subject, patient_id, practice_id, priority,
       worst_priority, language, queue, queue_by, language_gap, state, hold, headline, opened_at,
       raised_at, acknowledge_due_at, contact_due_at, resolve_due_at, next_clock, next_clock_at)
     select $1, gen_random_uuid(), case when d.of100 >= 90 then 'follow-up' else 'triage' end,
       'bench-' || n, p.id, p.practice_id, c.priority, c.priority, p.language,
       'level-1-' || p.language, 'routing', d.of100 = 40, case when c.held then 'snoozed' else 'open' end,
       case when c.held then jsonb_build_object('type', 'snooze', 'until', now() + interval '1 day') end,
       jsonb_build_object('since', c.ms, 'cleared', '[]'::jsonb, 'findings', h.findings, 'worst', h.findings), c.at, c.at, c.at + interval '1 day', c.at + interval '2 days',
       c.at + interval '3 days', case when c.held then 'wake' else 'acknowledge' end,
       now() + interval '1 day'
     from generate_series(1, $3::int) n
     join unnest($2::uuid[]) with ordinality given (id, place) on place = 1 + n % cardinality($2::uuid[])
     join patient p on p.organization_id = $1 and p.id = given.id
     cross join lateral (select abs(hashint4(n)::bigint) % 100 as of100) d
     cross join lateral (select
       (case when d.of100 < 1 then 1 when d.of100 < 5 then 2 when d.of100 < 25 then 3 else 4 end)::smallint as priority,
       d.of100 in (30, 31) as held, at, (extract(epoch from at) * 1000)::bigint as ms
       from (select now() - make_interval(secs => 20 + n * 4) as at) age) c
     cross join lateral (select jsonb_build_array(jsonb_build_object('at', c.ms, 'kind', 'blood-pressure',
       'code', 'blood-pressure/stage-2:repeated', 'ruleId', 'blood-pressure/stage-2', 'bundle', 'pressure',
       'priority', c.priority, 'direction', 'high', 'magnitude', 1028, 'unconfirmed', false,
       'params', '{"kind": "blood-pressure", "unit": "mm[Hg]", "value1": 144, "value2": 74, "unconfirmed": 0}'::jsonb,
       'text', '{"en": "High pressure in several readings: 144/74 mmHg",
         "es": "Presión alta en varias tomas: 144/74 mmHg"}'::jsonb)) as findings) h`,
    [organizationId, patientIds, count],
  );
  await owner.query('vacuum analyze work_item');
  // What was just loaded is not written to disk beside the measuring.
  await owner.query('checkpoint');
}
