import type { ClockName } from '../core/item.ts';

/** What of an item tells which deadline runs now. */
export interface Clocked {
  readonly state: string;
  readonly acknowledgedAt: string | null;
  readonly contactedAt: string | null;
  readonly acknowledgeDueAt: string | null;
  readonly contactDueAt: string | null;
  readonly wakeAt?: string | null;
}

export interface RunningClock {
  readonly name: ClockName;
  readonly at: number;
}

/** The deadline a person must meet next; undefined when patient contact has been made. */
export function runningClock(item: Clocked): RunningClock | undefined {
  if (item.state !== 'open') return clock('wake', item.wakeAt);
  if (item.acknowledgedAt === null) return clock('acknowledge', item.acknowledgeDueAt);
  if (item.contactedAt === null) return clock('contact', item.contactDueAt);
  return undefined;
}

function clock(name: ClockName, at: string | null | undefined): RunningClock | undefined {
  return at === null || at === undefined ? undefined : { name, at: Date.parse(at) };
}
