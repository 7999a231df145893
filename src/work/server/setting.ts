import { listOnDuty } from '../../access/server/service.ts';
import type { Context } from '../../platform/server/context.ts';
import type { BusinessCalendar } from '../core/calendar.ts';
import type { Setting } from '../core/change.ts';
import { workContentAt } from './content.ts';
import { selectCalendar, type StoredCalendar } from './store/calendar.ts';

/** Everything that decisions about work rest on, as it is now. */
export async function loadSetting(context: Context): Promise<Setting> {
  const { escalation, kinds, queues } = workContentAt(context.now);
  const stored = await selectCalendar(context.tx, context.caller.organizationId);
  const people = await listOnDuty(context);
  return {
    now: context.now,
    escalation,
    kinds,
    queues,
    calendar: calendarOf(stored),
    onDuty: people.map(({ userId, roles, languages, skills }) => ({
      userId,
      roles,
      languages,
      skills,
    })),
  };
}

function calendarOf({ zone, hours, holidays }: StoredCalendar): BusinessCalendar {
  return { zone, hours, holidays: new Set(holidays.map((one) => one.day)) };
}
