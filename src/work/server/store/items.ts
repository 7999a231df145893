import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { WorkEvent } from '../../core/event.ts';
import type { LiveWork, WorkItem } from '../../core/item.ts';
import {
  eventOf,
  eventRow,
  itemOf,
  rowOf,
  snakeCase,
  toJson,
  type ItemRow,
  type StoredEvent,
} from './rows.ts';

/** What is to be written about one item: its new row and what is told of it. */
export interface WrittenWork {
  readonly item: WorkItem;
  readonly events: readonly WorkEvent[];
  /** Not stored yet. */
  readonly isNew: boolean;
}

/** Reads one item; locked, nobody else changes it until the end of the transaction. */
export async function selectItem(
  tx: Tx,
  organizationId: string,
  id: string,
  how: 'read' | 'lock',
): Promise<WorkItem | undefined> {
  const query = tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', '=', id);
  // Not "for update": events of the item refer to it, and must not wait for each other.
  const row = await (how === 'lock' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row && itemOf(row);
}

/** The open items of (kind, subject) pairs, locked in the order of their keys. */
export async function lockOpenItems(
  tx: Tx,
  organizationId: string,
  keys: readonly { readonly kind: string; readonly subject: string }[],
): Promise<readonly LiveWork[]> {
  const pairs = JSON.stringify(keys.map(({ kind, subject }) => ({ kind, subject })));
  const result = await sql<ItemRow>`
    select w.* from jsonb_to_recordset(${pairs}::jsonb) as k(kind text, subject text)
    join work_item w on w.organization_id = ${organizationId}
      and w.kind = k.kind and w.subject = k.subject and w.state <> 'closed'
    order by w.kind, w.subject
    for no key update of w`.execute(tx);
  return result.rows.map(itemOf).filter((item) => item.state !== 'closed');
}

/** Items whose clock is due, each locked, leaving those that somebody else holds to them. */
export async function lockDueItems(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<readonly { readonly item: LiveWork; readonly handOffOffered: boolean }[]> {
  const result = await sql<ItemRow & { handOffOffered: boolean }>`
    select w.*, exists (
      select from hand_off h where h.organization_id = w.organization_id
        and h.work_item_id = w.id and h.state = 'offered') as hand_off_offered
    from work_item w
    where w.organization_id = ${organizationId} and w.state <> 'closed' and w.next_clock_at <= ${now}
    order by w.next_clock_at limit ${limit}
    for no key update of w skip locked`.execute(tx);
  return result.rows.flatMap((row) => {
    const item = itemOf(row);
    return item.state === 'closed' ? [] : [{ item, handOffOffered: row.handOffOffered }];
  });
}

const immutable = [
  'organizationId',
  'id',
  'kind',
  'subject',
  'patientId',
  'openedAt',
  'followUpOf',
];

/** Every column that may change, once. */
function assignments(row: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(row).filter((name) => !immutable.includes(name));
  return names.map((name) => `${snakeCase(name)} = x.${snakeCase(name)}`).join(', ');
}

/**
 * Writes items and their events in one statement. A new item for whose key another transaction opened
 * one meanwhile is left out together with its events; the ids that were inserted are returned.
 */
export async function writeWork(
  tx: Tx,
  organizationId: string,
  actorId: string | null,
  now: Date,
  written: readonly WrittenWork[],
): Promise<ReadonlySet<string>> {
  if (written.length === 0) return new Set();
  const rows = written.map(({ item }) => rowOf(organizationId, item));
  const json = (wanted: boolean) =>
    JSON.stringify(rows.filter((_, index) => written[index]?.isNew === wanted).map(toJson));
  const events = written.flatMap(({ item, events: told }) =>
    told.map((event, index) => {
      const number = item.eventCount - told.length + index + 1;
      return toJson(eventRow(organizationId, item.id, number, now, actorId, event));
    }),
  );
  const changeable = sql.raw(assignments(rows[0] ?? {}));
  const result = await sql<{ id: string }>`
    with added as (
      insert into work_item select x.* from jsonb_populate_recordset(null::work_item, ${json(true)}::jsonb) x
      order by x.kind, x.subject
      on conflict (organization_id, kind, subject) where state <> 'closed' do nothing
      returning id
    ), changed as (
      update work_item w set ${changeable}
      from jsonb_populate_recordset(null::work_item, ${json(false)}::jsonb) x
      where w.organization_id = x.organization_id and w.id = x.id
      returning w.id
    ), told as (
      insert into work_event
      select e.* from jsonb_populate_recordset(null::work_event, ${JSON.stringify(events)}::jsonb) e
      where e.work_item_id in (select id from added union all select id from changed)
    )
    select id from added`.execute(tx);
  return new Set(result.rows.map((row) => row.id));
}

/** What happened to an item, oldest first. */
export async function selectEvents(
  tx: Tx,
  organizationId: string,
  itemId: string,
): Promise<readonly StoredEvent[]> {
  const rows = await tx
    .selectFrom('workEvent')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('workItemId', '=', itemId)
    .orderBy('number')
    .execute();
  return rows.map(eventOf);
}

/** A patient's items: what is open, then the newest of what is closed. */
export async function selectPatientItems(
  tx: Tx,
  organizationId: string,
  patientId: string,
  limit: number,
): Promise<readonly WorkItem[]> {
  const rows = await tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .orderBy(sql`state = 'closed'`)
    .orderBy('openedAt', 'desc')
    .limit(limit)
    .execute();
  return rows.map(itemOf);
}

/** Tells whether a person owns open work on a patient. */
export async function ownsOpenItem(
  tx: Tx,
  organizationId: string,
  userId: string,
  patientId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('workItem')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('patientId', '=', patientId)
    .where('ownerId', '=', userId)
    .where('state', '<>', 'closed')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Items by id. */
export async function selectItems(
  tx: Tx,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WorkItem>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, itemOf(row)]));
}
