import type { Selectable } from 'kysely';

import type { DB } from '../../../platform/server/database-types.ts';
import type { WorkEvent } from '../../core/event.ts';
import type { Priority } from '../../core/finding.ts';
import type {
  Clock,
  ClockName,
  Headline,
  Hold,
  QueuedBy,
  Work,
  WorkItem,
} from '../../core/item.ts';

export type ItemRow = Selectable<DB['workItem']>;

/** A stored row as an item; a row that no state describes is a bug, not a guess. */
export function itemOf(row: ItemRow): WorkItem {
  const work = workOf(row);
  switch (row.state) {
    case 'open':
      return { ...work, state: 'open', clock: clockOf(row) };
    case 'waiting':
    case 'snoozed':
      return { ...work, state: row.state, clock: clockOf(row), hold: row.hold as unknown as Hold };
    case 'closed': {
      const { disposition, closedAt, closedBy } = row;
      if (disposition === null || closedAt === null)
        throw new Error(`Item ${row.id} has no ending.`);
      return { ...work, state: 'closed', disposition, closedAt, closedBy };
    }
    default:
      throw new Error(`Item ${row.id} is in the unknown state ${row.state}.`);
  }
}

function workOf(row: ItemRow): Work {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    patientId: row.patientId,
    practiceId: row.practiceId,
    priority: row.priority as Priority,
    worstPriority: row.worstPriority as Priority,
    language: row.language,
    skill: row.skill === '' ? null : row.skill,
    queue: row.queue,
    queueBy: row.queueBy as QueuedBy,
    languageGap: row.languageGap,
    ownerId: row.ownerId,
    headline: row.headline as unknown as Headline,
    openedAt: row.openedAt,
    raisedAt: row.raisedAt,
    acknowledgedAt: row.acknowledgedAt,
    contactedAt: row.contactedAt,
    contactAttempts: row.contactAttempts,
    acknowledgeDueAt: row.acknowledgeDueAt,
    contactDueAt: row.contactDueAt,
    resolveDueAt: row.resolveDueAt,
    touched: row.touched,
    followUpOf: row.followUpOf,
    eventCount: row.eventCount,
    version: row.version,
  };
}

function clockOf(row: ItemRow): Clock {
  if (row.nextClock === null || row.nextClockAt === null)
    throw new Error(`Item ${row.id} has no clock.`);
  return { name: row.nextClock as ClockName, at: row.nextClockAt, step: row.escalationStep };
}

/** An item as the row that stores it. */
export function rowOf(organizationId: string, item: WorkItem): Record<keyof ItemRow, unknown> {
  const closed = item.state === 'closed' ? item : null;
  const live = item.state === 'closed' ? null : item;
  return {
    organizationId,
    ...fieldsOf(item),
    skill: item.skill ?? '',
    state: item.state,
    nextClock: live?.clock.name ?? null,
    nextClockAt: live?.clock.at ?? null,
    escalationStep: live?.clock.step ?? 0,
    hold: live && live.state !== 'open' ? live.hold : null,
    closedAt: closed?.closedAt ?? null,
    closedBy: closed?.closedBy ?? null,
    disposition: closed?.disposition ?? null,
  };
}

function fieldsOf(item: Work): Work {
  return {
    id: item.id,
    kind: item.kind,
    subject: item.subject,
    patientId: item.patientId,
    practiceId: item.practiceId,
    priority: item.priority,
    worstPriority: item.worstPriority,
    language: item.language,
    skill: item.skill,
    queue: item.queue,
    queueBy: item.queueBy,
    languageGap: item.languageGap,
    ownerId: item.ownerId,
    headline: item.headline,
    openedAt: item.openedAt,
    raisedAt: item.raisedAt,
    acknowledgedAt: item.acknowledgedAt,
    contactedAt: item.contactedAt,
    contactAttempts: item.contactAttempts,
    acknowledgeDueAt: item.acknowledgeDueAt,
    contactDueAt: item.contactDueAt,
    resolveDueAt: item.resolveDueAt,
    touched: item.touched,
    followUpOf: item.followUpOf,
    eventCount: item.eventCount,
    version: item.version,
  };
}

const columnNames = new Map<string, string>();

/** The column of a row as PostgreSQL names it. */
function columnName(name: string): string {
  const known =
    columnNames.get(name) ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(name, known);
  return known;
}

/** A row as statements read it that take rows as JSON. */
export function toJson(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) named[columnName(name)] = value;
  return named;
}

/** One event as stored: the type apart, everything else in `detail`. */
export function eventRow(
  organizationId: string,
  itemId: string,
  number: number,
  at: Date,
  actorId: string | null,
  event: WorkEvent,
) {
  const { type, ...detail } = event;
  return { organizationId, workItemId: itemId, number, at, actorId, type, detail };
}

export interface StoredEvent {
  readonly number: number;
  readonly at: Date;
  readonly actorId: string | null;
  readonly event: WorkEvent;
}

/** A stored event with its type and detail together again. */
export function eventOf(row: Selectable<DB['workEvent']>): StoredEvent {
  const event = { type: row.type, ...(row.detail as object) } as WorkEvent;
  return { number: row.number, at: row.at, actorId: row.actorId, event };
}
