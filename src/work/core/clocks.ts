import { addBusinessMinutes, endOfBusinessDay, type BusinessCalendar } from './calendar.ts';
import { policyOf, type Allowance, type Escalation } from './escalation.ts';
import type { Priority } from './finding.ts';
import type { ClockName } from './item.ts';

/** The three deadlines of an item. */
export interface Deadlines {
  readonly acknowledgeDueAt: Date;
  readonly contactDueAt: Date;
  readonly resolveDueAt: Date;
}

/** When what is allowed from an instant on is used up, on the calendar of a priority. */
export function dueAfter(
  allowance: Allowance,
  calendar: 'always' | 'business',
  business: BusinessCalendar,
  from: Date,
): Date {
  if ('endOfBusinessDay' in allowance) {
    return endOfBusinessDay(business, from, allowance.endOfBusinessDay);
  }
  return calendar === 'business'
    ? addBusinessMinutes(business, from, allowance.minutes)
    : new Date(from.getTime() + allowance.minutes * 60_000);
}

/** The deadlines of a priority counted from an instant. */
export function deadlinesFrom(
  escalation: Escalation,
  priority: Priority,
  business: BusinessCalendar,
  from: Date,
): Deadlines {
  const { allowed, calendar } = policyOf(escalation, priority);
  return {
    acknowledgeDueAt: dueAfter(allowed.acknowledge, calendar, business, from),
    contactDueAt: dueAfter(allowed.contact, calendar, business, from),
    resolveDueAt: dueAfter(allowed.resolve, calendar, business, from),
  };
}

/** What of an item decides which of its clocks runs. */
export interface Progress extends Deadlines {
  readonly acknowledgedAt: Date | null;
  readonly contactedAt: Date | null;
}

/** The clock that runs for open work: acknowledge, then contact (where a patient must be reached), then resolve. */
export function runningClock(
  progress: Progress,
  needsContact: boolean,
): { name: Exclude<ClockName, 'wake'>; at: Date } {
  if (!progress.acknowledgedAt) return { name: 'acknowledge', at: progress.acknowledgeDueAt };
  if (needsContact && !progress.contactedAt) return { name: 'contact', at: progress.contactDueAt };
  return { name: 'resolve', at: progress.resolveDueAt };
}

/** The earlier of two instants. */
export function earlier(a: Date, b: Date): Date {
  return a.getTime() <= b.getTime() ? a : b;
}

/** The later of two instants. */
export function later(a: Date, b: Date): Date {
  return a.getTime() >= b.getTime() ? a : b;
}
