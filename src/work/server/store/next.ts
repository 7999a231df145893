import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { Priority } from '../../core/finding.ts';

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
 * queues, in a language they speak (or that nobody on duty speaks) and with skills they have. The
 * first of each queue and language comes from an index; the best of those few is the answer.
 */
export async function selectNextItem(
  tx: Tx,
  organizationId: string,
  query: NextQuery,
): Promise<string | null> {
  const wanted = sql`organization_id = ${organizationId} and state = 'open'
    and (${query.practiceId}::uuid is null or practice_id = ${query.practiceId})
    and (${query.priority}::smallint is null or priority = ${query.priority})
    and (${query.language}::text is null or language = ${query.language})
    and (${query.queue}::text is null or queue = ${query.queue})
    and (${query.kind}::text is null or kind = ${query.kind})
    and (${query.after}::uuid is null or id <> ${query.after})`;
  const free = sql`${wanted} and owner_id is null
    and skill = any(${['', ...query.skills]}::text[])`;
  const first = sql`order by priority, raised_at, id limit 1`;
  const result = await sql<{ id: string }>`
    select id from (
      select mine.* from (
        select id, priority, raised_at from work_item
        where ${wanted} and owner_id = ${query.userId} and acknowledged_at is null ${first}) mine
      union all
      select spoken.* from unnest(${query.queues}::text[]) as q(name)
        cross join unnest(${query.languages}::text[]) as l(name)
        cross join lateral (
          select id, priority, raised_at from work_item
          where ${free} and queue = q.name and language = l.name ${first}) spoken
      union all
      select unspoken.* from unnest(${query.queues}::text[]) as q(name)
        cross join lateral (
          select id, priority, raised_at from work_item
          where ${free} and queue = q.name and language_gap ${first}) unspoken
    ) as candidate ${first}`.execute(tx);
  return result.rows[0]?.id ?? null;
}
