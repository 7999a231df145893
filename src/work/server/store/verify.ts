import { sql, type RawBuilder } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { HeldWork } from '../../core/item.ts';
import { itemOf } from './rows.ts';

/** Each finds the ids of rows that break one rule; an empty result is what we expect. */
function checks(organizationId: string, stalledBefore: Date, queues: readonly string[]) {
  const own = sql`organization_id = ${organizationId}`;
  return {
    'work.doubled': sql`select min(id::text) as id from work_item where ${own} and state <> 'closed'
      group by kind, subject having count(*) > 1`,
    'work.nowhere': sql`select id from work_item where ${own} and state <> 'closed'
      and (next_clock_at is null or not (queue = any(${queues}::text[])))`,
    'work.clock-stalled': sql`select id from work_item where ${own} and state <> 'closed'
      and next_clock_at < ${stalledBefore}`,
    'work.closed-without-disposition': sql`select id from work_item where ${own} and state = 'closed'
      and coalesce(trim(disposition), '') = ''`,
    'work.history-incomplete': sql`select id from work_item w where ${own} and event_count <> (
      select count(*) from work_event e where e.organization_id = w.organization_id and e.work_item_id = w.id)`,
    'work.owner-unexplained': sql`select w.id from work_item w
      left join lateral (
        select detail ->> 'ownerId' as owner from work_event e
        where e.organization_id = w.organization_id and e.work_item_id = w.id and e.detail ? 'ownerId'
        order by number desc limit 1) told on true
      where w.organization_id = ${organizationId} and w.state <> 'closed'
        and w.owner_id::text is distinct from told.owner`,
    'hand-off.moved-early': sql`select h.id from hand_off h
      join work_item w on w.organization_id = h.organization_id and w.id = h.work_item_id
      where h.organization_id = ${organizationId} and h.state = 'offered'
        and (w.state = 'closed' or w.owner_id is distinct from h.from_user_id)`,
    'hand-off.incomplete': sql`select h.id from hand_off h where h.organization_id = ${organizationId}
      and h.state = 'accepted' and (coalesce(trim(h.synthesis), '') = '' or h.answered_by is null or not exists (
        select from work_event e where e.organization_id = h.organization_id
          and e.work_item_id = h.work_item_id and e.type = 'hand-off-accepted'
          and e.detail ->> 'handOffId' = h.id::text and e.actor_id = h.answered_by))`,
    'hand-off.clock-stalled': sql`select id from hand_off where ${own} and state = 'offered'
      and next_clock_at < ${stalledBefore}`,
  } as const satisfies Record<string, RawBuilder<unknown>>;
}

export type StoredCheck = keyof ReturnType<typeof checks>;

/** Runs every check that the database can decide; tells which rows break which. */
export async function findBrokenRows(
  tx: Tx,
  organizationId: string,
  stalledBefore: Date,
  queues: readonly string[],
): Promise<readonly { readonly check: StoredCheck; readonly id: string }[]> {
  const found: { check: StoredCheck; id: string }[] = [];
  const all = Object.entries(checks(organizationId, stalledBefore, queues));
  for (const [check, query] of all) {
    const result = await sql<{ id: string }>`${query}`.execute(tx);
    found.push(...result.rows.map(({ id }) => ({ check: check as StoredCheck, id })));
  }
  return found;
}

/** Everything that is snoozed or waits, a page at a time in the order of its ids. */
export async function selectHeldItems(
  tx: Tx,
  organizationId: string,
  after: string | null,
  limit: number,
): Promise<readonly HeldWork[]> {
  let query = tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('state', 'in', ['snoozed', 'waiting']);
  if (after !== null) query = query.where('id', '>', after);
  const rows = await query.orderBy('id').limit(limit).execute();
  return rows.map(itemOf).flatMap((item) => {
    return item.state === 'snoozed' || item.state === 'waiting' ? [item] : [];
  });
}
