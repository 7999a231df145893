import { expect, test } from 'vitest';

import { actionsOf } from './use-card-actions.ts';

const me = { id: 'me', name: 'Lucía' };
const item = {
  state: 'open',
  owner: null,
  acknowledgedAt: '2026-11-21T15:00:00Z',
  contactedAt: null,
  priority: 2,
  openHandOffId: null,
} as const;

test('offers taking first while nobody has the card', () => {
  expect(actionsOf(item, false, false, true)).toEqual(['take', 'note']);
});

test('offers only a note on a card that somebody else has, and giving it to another to who may assign', () => {
  const theirs = { ...item, owner: { id: 'other', name: 'José' } };
  expect(actionsOf(theirs, false, false, true)).toEqual(['note']);
  expect(actionsOf(theirs, false, true, true)).toEqual(['note', 'assign']);
});

test('offers the whole work on an own card', () => {
  expect(actionsOf({ ...item, owner: me }, true, false, true)).toEqual([
    'contact',
    'resolve',
    'handOff',
    'note',
    'snooze',
    'wait',
    'release',
  ]);
});

test('proposes closing first once the patient was reached', () => {
  const reached = { ...item, owner: me, contactedAt: '2026-11-21T15:10:00Z' };
  expect(actionsOf(reached, true, false, true).slice(0, 2)).toEqual(['resolve', 'contact']);
});

test('never offers to snooze what is critical', () => {
  expect(actionsOf({ ...item, owner: me, priority: 1 }, true, false, true)).not.toContain('snooze');
});

test('asks first to acknowledge what is new, or to go on with what waits', () => {
  const fresh = { ...item, owner: me, acknowledgedAt: null };
  expect(actionsOf(fresh, true, false, true)[0]).toBe('seen');
  expect(actionsOf({ ...item, owner: me, state: 'waiting' }, true, false, true)[0]).toBe('resume');
});

test('offers to withdraw instead of a second hand-off', () => {
  const offered = { ...item, owner: me, openHandOffId: 'x' };
  expect(actionsOf(offered, true, false, true)).toContain('withdraw');
  expect(actionsOf(offered, true, false, true)).not.toContain('handOff');
});

test('offers nothing on a closed card', () => {
  expect(actionsOf({ ...item, state: 'closed' }, true, true, true)).toEqual([]);
});
