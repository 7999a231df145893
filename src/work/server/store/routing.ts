import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { Priority } from '../../core/finding.ts';
import type { OpenWork, QueuedBy } from '../../core/item.ts';
import { itemOf, type ItemRow } from './rows.ts';

/** Items that routing treats alike. */
export interface RoutingGroup {
  readonly kind: string;
  readonly queue: string;
  readonly queueBy: QueuedBy;
  readonly language: string;
  readonly skill: string | null;
  readonly languageGap: boolean;
  readonly priority: Priority;
}

const columns = sql.raw('kind, queue, queue_by, language, language_gap, priority, skill');

/**
 * The groups of open work that nobody owns. From group to group by the index: a `distinct` would read
 * every open item, each minute.
 */
export async function selectRoutingGroups(
  tx: Tx,
  organizationId: string,
): Promise<readonly RoutingGroup[]> {
  const unowned = sql`organization_id = ${organizationId} and state = 'open' and owner_id is null`;
  const result = await sql<RoutingGroup>`
    with recursive found (kind, queue, queue_by, language, language_gap, priority, skill) as (
      (select ${columns} from work_item where ${unowned} order by ${columns} limit 1)
      union all
      select more.* from found f cross join lateral (
        select ${columns} from work_item
        where ${unowned} and (${columns}) >
          (f.kind, f.queue, f.queue_by, f.language, f.language_gap, f.priority, f.skill)
        order by ${columns} limit 1) more
    )
    select kind, queue, queue_by, language, language_gap, priority, nullif(skill, '') as skill
    from found`.execute(tx);
  return result.rows;
}

/** Items of one group, each locked, leaving those that somebody else holds to them. */
export async function lockRoutingGroup(
  tx: Tx,
  organizationId: string,
  group: RoutingGroup,
  limit: number,
): Promise<readonly OpenWork[]> {
  const result = await sql<ItemRow>`
    select * from work_item
    where organization_id = ${organizationId} and state = 'open' and owner_id is null
      and kind = ${group.kind} and queue = ${group.queue} and queue_by = ${group.queueBy}
      and language = ${group.language} and language_gap = ${group.languageGap}
      and priority = ${group.priority} and skill = ${group.skill ?? ''}
    limit ${limit}
    for no key update skip locked`.execute(tx);
  return result.rows.map(itemOf).filter((item) => item.state === 'open');
}
