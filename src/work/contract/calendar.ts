import { Type, type Static } from 'typebox';

import { contract, Day } from '../../platform/core/contract.ts';
import { ShortWords } from './parts.ts';

const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });

export const CalendarView = Type.Object({
  zone: Type.String(),
  hours: Type.Array(
    Type.Object({
      weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' }),
      opens: TimeOfDay,
      closes: TimeOfDay,
    }),
    { maxItems: 7 },
  ),
  holidays: Type.Array(
    Type.Object({ day: Day, name: Type.Object({ en: ShortWords, es: ShortWords }) }),
    { maxItems: 400 },
  ),
});
export type CalendarView = Static<typeof CalendarView>;

export const readCalendar = contract({
  method: 'GET',
  path: '/api/calendar',
  summary: 'Business hours and holidays that the clocks of P3 and P4 keep.',
  permission: 'calendar.read',
  healthInformation: false,
  reply: CalendarView,
});

export const writeCalendar = contract({
  method: 'PUT',
  path: '/api/calendar',
  summary: 'Replace business hours and holidays. Clocks that already run are not moved.',
  permission: 'calendar.write',
  healthInformation: false,
  body: Type.Object({
    hours: CalendarView.properties.hours,
    holidays: CalendarView.properties.holidays,
  }),
  reply: CalendarView,
});
