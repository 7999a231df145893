import { expect, test } from 'vitest';

import { localDate } from '../../../vitals/core/zone.ts';
import { byDay, type TimelineEntry } from './timeline-entry.ts';

function entry(at: string): TimelineEntry {
  return { key: at, at: Date.parse(at), type: 'work', text: at, tone: 'quiet' };
}

test("groups by the patient's calendar, newest first, and leaves out what is older", () => {
  const entries = [
    '2026-11-20T04:00:00Z',
    '2026-11-21T05:59:00Z',
    '2026-11-20T20:00:00Z',
    '2026-10-01T00:00:00Z',
  ];
  const days = byDay(entries.map(entry), Date.parse('2026-11-01T00:00:00Z'), (at) =>
    localDate(at, 'America/Chicago'),
  );
  expect(days.map(({ day, entries: members }) => [day, members.map((one) => one.key)])).toEqual([
    ['2026-11-20', ['2026-11-21T05:59:00Z', '2026-11-20T20:00:00Z']],
    ['2026-11-19', ['2026-11-20T04:00:00Z']],
  ]);
});
