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

/** The groups of open work that nobody owns. */
export async function selectRoutingGroups(
  tx: Tx,
  organizationId: string,
): Promise<readonly RoutingGroup[]> {
  const rows = await tx
    .selectFrom('workItem')
    .select(['kind', 'queue', 'queueBy', 'language', 'skill', 'languageGap', 'priority'])
    .distinct()
    .where('organizationId', '=', organizationId)
    .where('state', '=', 'open')
    .where('ownerId', 'is', null)
    .execute();
  return rows as RoutingGroup[];
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
      and language = ${group.language} and skill is not distinct from ${group.skill}
      and language_gap = ${group.languageGap} and priority = ${group.priority}
    limit ${limit}
    for no key update skip locked`.execute(tx);
  return result.rows.map(itemOf).filter((item) => item.state === 'open');
}

export interface NextQuery {
  readonly userId: string;
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  readonly queues: readonly string[];
  readonly practiceId: string | null;
  readonly priority: Priority | null;
  readonly language: string | null;
  readonly queue: string | null;
  readonly kind: string | null;
  readonly after: string | null;
}

/**
 * The most urgent item that a person can do: what came back to them, or what nobody owns in their
 * queues, in a language they speak (or that nobody on duty speaks) and with skills they have.
 */
export async function selectNextItem(
  tx: Tx,
  organizationId: string,
  query: NextQuery,
): Promise<string | null> {
  const result = await sql<{ id: string }>`
    select id from work_item
    where organization_id = ${organizationId} and state = 'open'
      and ((owner_id = ${query.userId} and acknowledged_at is null) or (
        owner_id is null
        and queue = any(${query.queues}::text[])
        and (language = any(${query.languages}::text[]) or language_gap)
        and (skill is null or skill = any(${query.skills}::text[]))))
      and (${query.practiceId}::uuid is null or practice_id = ${query.practiceId})
      and (${query.priority}::smallint is null or priority = ${query.priority})
      and (${query.language}::text is null or language = ${query.language})
      and (${query.queue}::text is null or queue = ${query.queue})
      and (${query.kind}::text is null or kind = ${query.kind})
      and (${query.after}::uuid is null or id <> ${query.after})
    order by priority, raised_at, id
    limit 1`.execute(tx);
  return result.rows[0]?.id ?? null;
}
