import { sql } from 'kysely';

import type { Tx } from '../../../platform/server/database.ts';
import type { WorkEvent } from '../../core/event.ts';
import type { LiveWork, WorkItem } from '../../core/item.ts';
import {
  eventOf,
  eventRow,
  itemOf,
  rowOf,
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
  /** Only what the headline says changed: written without touching any index. */
  readonly onlyHeadline?: boolean;
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

/**
 * The open items of (kind, subject) pairs, locked in the order of their keys. One look-up per pair: a
 * join that was planned while there was little work would read all of it.
 */
export async function lockOpenItems(
  tx: Tx,
  organizationId: string,
  keys: readonly { readonly kind: string; readonly subject: string }[],
): Promise<readonly LiveWork[]> {
  const pairs = JSON.stringify(keys.map(({ kind, subject }) => ({ kind, subject })));
  const result = await sql<ItemRow>`
    select w.* from (
      select * from jsonb_to_recordset(${pairs}::jsonb) as k(kind text, subject text)
      order by kind, subject) as k
    cross join lateral (
      select * from work_item w where w.organization_id = ${organizationId}
        and w.kind = k.kind and w.subject = k.subject and w.state <> 'closed'
      for no key update) as w`.execute(tx);
  return result.rows.map(itemOf).filter((item) => item.state !== 'closed');
}

/** Items whose clock is due, each locked, leaving those that somebody else holds to them. */
export async function lockDueItems(
  tx: Tx,
  organizationId: string,
  now: Date,
  limit: number,
): Promise<readonly LiveWork[]> {
  const rows = await tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('state', '<>', 'closed')
    .where('nextClockAt', '<=', now)
    .orderBy('nextClockAt')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  return rows.map(itemOf).filter((item) => item.state !== 'closed');
}

/** Every column of an item that may change; the others are set once, when it is opened. */
const changeable = [
  ...['practice_id', 'priority', 'worst_priority', 'language', 'skill', 'queue', 'queue_by'],
  ...['language_gap', 'owner_id', 'state', 'headline', 'raised_at', 'acknowledged_at'],
  ...['contacted_at', 'contact_attempts', 'acknowledge_due_at', 'contact_due_at', 'resolve_due_at'],
  ...['next_clock', 'next_clock_at', 'escalation_step', 'hold', 'touched', 'closed_at'],
  ...['closed_by', 'disposition', 'event_count', 'version'],
];
const assignments = sql.raw(changeable.map((name) => `${name} = x.${name}`).join(', '));

function json(rows: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify(rows.map(toJson));
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
  const added = written.filter((one) => one.isNew).map(({ item }) => rowOf(organizationId, item));
  const changed = written
    .filter((one) => !one.isNew && !one.onlyHeadline)
    .map(({ item }) => rowOf(organizationId, item));
  const noted = written
    .filter((one) => one.onlyHeadline)
    .map(({ item: { id, headline, eventCount } }) => ({ id, headline, eventCount }));
  const events = written.flatMap(({ item, events: told }) =>
    told.map((event, index) => {
      const number = item.eventCount - told.length + index + 1;
      return eventRow(organizationId, item.id, number, now, actorId, event);
    }),
  );
  const result = await sql<{ id: string }>`
    with added as (
      insert into work_item select x.* from jsonb_populate_recordset(null::work_item, ${json(added)}::jsonb) x
      order by x.kind, x.subject
      on conflict (organization_id, kind, subject) where state <> 'closed' do nothing
      returning id
    ), changed as (
      update work_item w set ${assignments}
      from jsonb_populate_recordset(null::work_item, ${json(changed)}::jsonb) x
      where w.organization_id = x.organization_id and w.id = x.id
      returning w.id
    ), noted as (
      update work_item w set headline = x.headline, event_count = x.event_count
      from jsonb_to_recordset(${json(noted)}::jsonb) as x(id uuid, headline jsonb, event_count int)
      where w.organization_id = ${organizationId} and w.id = x.id
      returning w.id
    ), told as (
      insert into work_event
      select e.* from jsonb_populate_recordset(null::work_event, ${json(events)}::jsonb) e
      where e.work_item_id in (
        select id from added union all select id from changed union all select id from noted)
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

/** Everything open that a person owns, locked in the order of its ids. */
export async function lockOwnedItems(
  tx: Tx,
  organizationId: string,
  userId: string,
): Promise<readonly LiveWork[]> {
  const rows = await tx
    .selectFrom('workItem')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('ownerId', '=', userId)
    .where('state', '<>', 'closed')
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map(itemOf).filter((item) => item.state !== 'closed');
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

/** Whether the answers of a request to steps of an item are among what happened to it. */
export async function hasAnswers(
  tx: Tx,
  organizationId: string,
  itemId: string,
  requestId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('workEvent')
    .select('number')
    .where('organizationId', '=', organizationId)
    .where('workItemId', '=', itemId)
    .where('type', '=', 'step')
    .where(sql<boolean>`detail ->> 'requestId' = ${requestId}`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
