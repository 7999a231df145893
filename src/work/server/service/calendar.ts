import { recordAudit } from '../../../access/server/service.ts';
import type { Context } from '../../../platform/server/context.ts';
import type { CalendarView } from '../../contract/calendar.ts';
import { holidaysOf } from '../../core/holidays.ts';
import { workProblems } from '../../core/problems.ts';
import { loadHolidayRules } from '../content.ts';
import { replaceCalendar, selectCalendar } from '../store/calendar.ts';

/** Business hours and holidays of the organization. */
export async function readCalendar({ caller, tx }: Context): Promise<CalendarView> {
  const { zone, hours, holidays } = await selectCalendar(tx, caller.organizationId);
  return { zone, hours: [...hours], holidays: [...holidays] };
}

/**
 * Replaces business hours and holidays. Clocks that already run keep their time: what people have been
 * told does not change under them. Refuses two lines for one day, and closing before opening.
 */
export async function writeCalendar(
  context: Context,
  { hours, holidays }: Pick<CalendarView, 'hours' | 'holidays'>,
): Promise<CalendarView> {
  const weekdays = new Set(hours.map((one) => one.weekday));
  const days = new Set(holidays.map((one) => one.day));
  const backwards = hours.some((one) => one.closes <= one.opens);
  if (weekdays.size < hours.length || days.size < holidays.length || backwards) {
    throw workProblems['work.calendar-invalid']();
  }
  await replaceCalendar(context.tx, context.caller.organizationId, hours, holidays);
  await recordAudit(context, {
    action: 'calendar.write',
    patientIds: [],
    detail: { hours, holidays: holidays.length },
    purpose: 'operations',
  });
  return readCalendar(context);
}

/** Gives a new organization its hours, none meaning around the clock, and the federal holidays of three years. */
export async function startCalendar(
  context: Context,
  hours: CalendarView['hours'] = [],
): Promise<void> {
  const year = context.now.getUTCFullYear();
  const holidays = holidaysOf(loadHolidayRules(), [year, year + 1, year + 2]);
  await writeCalendar(context, { hours, holidays });
}
