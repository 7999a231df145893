import { expect, test } from 'vitest';

import { runningClock, type Clocked } from './clock.ts';

const item: Clocked = {
  state: 'open',
  acknowledgedAt: null,
  contactedAt: null,
  acknowledgeDueAt: '2026-11-21T15:05:00Z',
  contactDueAt: '2026-11-21T15:15:00Z',
  wakeAt: null,
};

test.each([
  ['taking comes first', {}, { name: 'acknowledge', at: Date.parse('2026-11-21T15:05:00Z') }],
  [
    'then reaching the patient',
    { acknowledgedAt: '2026-11-21T15:02:00Z' },
    { name: 'contact', at: Date.parse('2026-11-21T15:15:00Z') },
  ],
  [
    'then nothing runs on a list',
    { acknowledgedAt: '2026-11-21T15:02:00Z', contactedAt: '2026-11-21T15:09:00Z' },
    undefined,
  ],
  [
    'what is out of sight comes back',
    { state: 'snoozed', wakeAt: '2026-11-21T18:00:00Z' },
    { name: 'wake', at: Date.parse('2026-11-21T18:00:00Z') },
  ],
] as const)('%s', (_, change, expected) => {
  expect(runningClock({ ...item, ...change })).toEqual(expected);
});
