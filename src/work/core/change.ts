import type { BusinessCalendar } from './calendar.ts';
import { isOpenAt } from './calendar.ts';
import { deadlinesFrom, runningClock, type Deadlines } from './clocks.ts';
import { policyOf, type Escalation } from './escalation.ts';
import type { WorkEvent } from './event.ts';
import type { Priority } from './finding.ts';
import {
  commonOf,
  type Clock,
  type LiveWork,
  type OpenWork,
  type Work,
  type WorkItem,
} from './item.ts';
import type { Queue } from './queue.ts';
import {
  routeWork,
  type PersonOnDuty,
  type Route,
  type RoutedWork,
  type RoutingTable,
} from './routing.ts';
import type { WorkKind } from './work-kind.ts';

/** Everything outside an item that a decision about it rests on. */
export interface Setting {
  readonly now: Date;
  readonly escalation: Escalation;
  readonly kinds: ReadonlyMap<string, WorkKind>;
  readonly queues: readonly Queue[];
  readonly calendar: BusinessCalendar;
  readonly onDuty: readonly PersonOnDuty[];
}

/** What an item becomes and what is told of it; no events and the same version: nothing happened. */
export interface Change<Item extends WorkItem = WorkItem> {
  readonly item: Item;
  readonly events: readonly WorkEvent[];
}

/** An item after something happened: its version and its count of events grow. */
export function happened<Item extends Work>(item: Item, events: readonly WorkEvent[]): Item {
  return { ...item, version: item.version + 1, eventCount: item.eventCount + events.length };
}

/** The definition of a kind of work; a kind without one could never be closed. */
export function kindOf(setting: Setting, kind: string): WorkKind {
  const found = setting.kinds.get(kind);
  if (!found) throw new Error(`No kind of work is named ${kind}.`);
  return found;
}

/** What the calendar says of one setting. A batch asks it for every item; the calendar is slow. */
const calculated = new WeakMap<Setting, { open?: boolean; due: Map<Priority, Deadlines> }>();

function calculatedFor(setting: Setting) {
  const known = calculated.get(setting) ?? { due: new Map<Priority, Deadlines>() };
  calculated.set(setting, known);
  return known;
}

/** The deadlines of a priority counted from now. */
export function freshDeadlines(setting: Setting, priority: Priority): Deadlines {
  const { due } = calculatedFor(setting);
  const known =
    due.get(priority) ?? deadlinesFrom(setting.escalation, priority, setting.calendar, setting.now);
  due.set(priority, known);
  return known;
}

function isOpenNow(setting: Setting): boolean {
  const known = calculatedFor(setting);
  known.open ??= isOpenAt(setting.calendar, setting.now);
  return known.open;
}

/** The queue for an item as people are on duty now. */
export function routeNow(setting: Setting, work: RoutedWork, priority: Priority): Route {
  const keepsHours = policyOf(setting.escalation, priority).calendar === 'business';
  const open = !keepsHours || isOpenNow(setting);
  return routeWork(work, routingTable(setting, work, open));
}

/** The queue where an item belongs, whoever is on duty. */
export function homeQueue(setting: Setting, work: RoutedWork): string {
  return routeWork(work, routingTable(setting, work, false)).queue;
}

function routingTable(setting: Setting, { kind }: RoutedWork, open: boolean): RoutingTable {
  return {
    queues: setting.queues,
    lastQueue: setting.escalation.lastQueue,
    needsContact: kindOf(setting, kind).needsContact,
    onDuty: setting.onDuty,
    open,
  };
}

/** The item as open work; a clock that already runs goes on where it is, another one starts. */
export function asOpen(setting: Setting, work: Work, running: Clock | null): OpenWork {
  const clock = runningClock(work, kindOf(setting, work.kind).needsContact);
  const same = running !== null && running.name === clock.name;
  return { ...work, state: 'open', clock: same ? running : { ...clock, step: 0 } };
}

/** The item with some fields changed, in the state it is in; its clock moves on when the stage did. */
export function amend(setting: Setting, item: LiveWork, fields: Partial<Work>): LiveWork {
  if (item.state !== 'open') return { ...item, ...fields };
  return asOpen(setting, { ...commonOf(item), ...fields }, item.clock);
}
