import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { isOpenAt, openingFrom, type BusinessCalendar } from './calendar.ts';
import { deadlinesFrom } from './clocks.ts';
import type { Priority } from './finding.ts';
import { shippedContent, weekCalendar } from './testing.ts';

const rows = readTruthTable('escalation/clocks.csv', [
  'calendar',
  'priority',
  'clock',
  'from',
  'expected',
]);

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const calendars: Readonly<Record<string, BusinessCalendar>> = {
  week: weekCalendar,
  'day-and-night': {
    ...weekCalendar,
    hours: everyDay.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' })),
  },
  none: { ...weekCalendar, hours: [] },
};

test('has every row of its truth table', () => {
  expect(rows.length).toBe(46);
});

test.each(rows)('$calendar P$priority $clock from $from: $expected', (row) => {
  const due = deadlinesFrom(
    shippedContent.escalation,
    Number(row.priority) as Priority,
    calendars[row.calendar]!,
    new Date(row.from),
  );
  const clock = `${row.clock}DueAt` as keyof typeof due;
  expect(due[clock]).toEqual(new Date(row.expected));
});

const openAt = (at: string) => isOpenAt(weekCalendar, new Date(at));

test('is open from opening until closing, and not on a holiday', () => {
  expect({
    before: openAt('2026-11-18T07:59-05:00'),
    opening: openAt('2026-11-18T08:00-05:00'),
    last: openAt('2026-11-18T17:59-05:00'),
    closing: openAt('2026-11-18T18:00-05:00'),
    saturday: openAt('2026-11-21T12:00-05:00'),
    thanksgiving: openAt('2026-11-26T12:00-05:00'),
  }).toEqual({
    before: false,
    opening: true,
    last: true,
    closing: false,
    saturday: false,
    thanksgiving: false,
  });
});

test('a follow-up on a closed day waits for the next opening', () => {
  expect(openingFrom(weekCalendar, '2026-11-26')).toEqual(new Date('2026-11-27T08:00-05:00'));
  expect(openingFrom(weekCalendar, '2026-11-24')).toEqual(new Date('2026-11-24T08:00-05:00'));
});

test('a calendar that is closed for months does not stop a clock', () => {
  const days = Array.from({ length: 400 }, (_, index) =>
    new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10),
  );
  const closed = { ...weekCalendar, holidays: new Set(days) };
  const from = new Date('2026-11-18T10:00-05:00');
  const due = deadlinesFrom(shippedContent.escalation, 3, closed, from);
  expect(due.acknowledgeDueAt).toEqual(new Date('2026-11-18T12:00-05:00'));
});
