import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { WorkEventType } from '../../core/event.ts';

/** What only somebody does who goes by what the card says. A note or a route is no such thing. */
const acts: readonly WorkEventType[] = [
  ...(['taken', 'seen', 'contact', 'step', 'snoozed', 'waiting', 'resolved'] as const),
  ...(['follow-up-opened', 'hand-off-offered', 'hand-off-accepted', 'released'] as const),
];

/** Who acted on, or owns, a patient's items that told of one of these rules since a moment. */
export async function selectActed(
  tx: Tx,
  organizationId: string,
  evidence: {
    readonly patientId: string;
    readonly ruleIds: readonly string[];
    readonly since: Date;
  },
): Promise<readonly string[]> {
  const { patientId, ruleIds, since } = evidence;
  const result = await sql<{ userId: string }>`
    with told as (
      select w.id, w.owner_id, w.state from work_item w
      where w.organization_id = ${organizationId}::uuid and w.patient_id = ${patientId}::uuid
        and (w.closed_at is null or w.closed_at >= ${since}::timestamptz)
        and (exists (
            select 1 from jsonb_array_elements(
              w.headline->'findings' || (w.headline->'worst') || (w.headline->'cleared')) as f
            where f->>'ruleId' = any(${[...ruleIds]}::text[]))
          or exists (
            select 1 from work_event e, jsonb_array_elements(e.detail->'findings') as f
            where e.organization_id = w.organization_id and e.work_item_id = w.id
              and e.type in ('opened', 'raised') and f->>'ruleId' = any(${[...ruleIds]}::text[]))))
    select distinct u.id as "userId" from (
      select e.actor_id as id from told join work_event e
        on e.organization_id = ${organizationId}::uuid and e.work_item_id = told.id
      where e.at >= ${since}::timestamptz and e.type = any(${[...acts]}::text[])
      union all
      select owner_id from told where state <> 'closed') as actor
    join app_user u on u.organization_id = ${organizationId}::uuid and u.id = actor.id
    where u.active
    order by 1`.execute(tx.withoutPlugins());
  return result.rows.map((row) => row.userId);
}
