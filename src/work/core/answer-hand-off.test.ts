import { expect, test } from 'vitest';

import { Problem } from '../../platform/core/problem.ts';
import {
  acceptHandOff,
  declineHandOff,
  isAddressedTo,
  offerHandOff,
  tickHandOff,
  withdrawHandOff,
} from './answer-hand-off.ts';
import type { HandOffOffer, OfferedHandOff } from './hand-off.ts';
import { finding, opened, settingAt } from './testing.ts';

const at = (time: string) => settingAt(`2026-11-18T${time}-05:00`);
const instant = (time: string) => new Date(`2026-11-18T${time}-05:00`);

const complete: HandOffOffer = {
  to: { queue: 'level-2' },
  severity: 'watcher',
  sbar: {
    situation: [{ code: 'glucose/high', params: { value: 260 } }],
    background: [],
    assessment: [],
    recommendation: [],
  },
  actions: [{ what: 'Recheck', owner: 'Level 2', dueAt: '2026-11-18T16:00:00Z' }],
  contingency: [{ condition: 'above 400', action: 'call 911' }],
};
const manager = { userId: 'manager', roles: ['care-manager'] };
const supervisor = { userId: 'boss', roles: ['supervisor'] };

function offered(fields: Partial<HandOffOffer> = {}): OfferedHandOff {
  const item = opened([finding()], at('10:00'));
  return offerHandOff('h', item, 'sender', { ...complete, ...fields }, at('10:00'));
}

function refusal(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.detail['missing']].filter(Boolean);
    throw error;
  }
  return 'accepted';
}

test.each([
  ['no severity', { severity: '' as 'stable' }, 'severity'],
  ['an unknown severity', { severity: 'fine' as 'stable' }, 'severity'],
  ['no situation', { sbar: { ...complete.sbar, situation: [] } }, 'situation'],
  [
    'an action without owner',
    { actions: [{ what: 'x', owner: ' ', dueAt: '2026-11-18T16:00Z' }] },
    'actions',
  ],
  ['an action without time', { actions: [{ what: 'x', owner: 'y', dueAt: '' }] }, 'actions'],
  ['an if without a then', { contingency: [{ condition: 'x', action: '' }] }, 'contingency'],
  ['the sender as receiver', { to: { userId: 'sender' } }, 'to'],
  ['a queue that takes none', { to: { queue: 'level-1-es' } }, 'to'],
  ['a queue that is not there', { to: { queue: 'nowhere' } }, 'to'],
] as const)('refuses %s', (_, fields, missing) => {
  expect(refusal(() => offered(fields))).toEqual(['hand-off.incomplete', [missing]]);
});

test('only work on a patient is handed off', () => {
  const item = { ...opened([finding()], at('10:00')), patientId: null };
  const act = () => offerHandOff('h', item, 'sender', complete, at('10:00'));
  expect(refusal(act)).toEqual(['hand-off.patient-needed']);
});

const accept = (synthesis: string) => acceptHandOff(offered(), manager, synthesis, at('10:05'));

test('acceptance needs a synthesis, and records who and when', () => {
  expect(refusal(() => accept(''))).toEqual(['hand-off.synthesis-needed']);
  expect(refusal(() => accept(' \n '))).toEqual(['hand-off.synthesis-needed']);
  expect(accept(' Sugar 260, recheck at 11. ')).toMatchObject({
    state: 'accepted',
    answeredBy: 'manager',
    answeredAt: instant('10:05'),
    synthesis: 'Sugar 260, recheck at 11.',
  });
});

test('declining needs a reason', () => {
  expect(refusal(() => declineHandOff(offered(), manager, ' ', at('10:05')))).toEqual([
    'hand-off.incomplete',
    ['reason'],
  ]);
});

test('only whom it is addressed to answers it: by name, by queue, or since it was escalated', () => {
  const byName = offered({ to: { userId: 'manager' } });
  const other = { userId: 'other', roles: ['care-manager'] };
  const sender = { userId: 'sender', roles: ['care-manager'] };
  const setting = at('10:05');
  expect({
    byName: isAddressedTo(byName, manager, setting),
    another: isAddressedTo(byName, other, setting),
    byQueue: isAddressedTo(offered(), other, setting),
    sender: isAddressedTo(offered(), sender, setting),
    levelOne: isAddressedTo(offered(), { userId: 'x', roles: ['care-provider'] }, setting),
    notYet: isAddressedTo(byName, supervisor, setting),
    escalated: isAddressedTo({ ...byName, escalatedTo: 'supervisor' }, supervisor, setting),
  }).toEqual({
    byName: true,
    another: false,
    byQueue: true,
    sender: false,
    levelOne: false,
    notYet: false,
    escalated: true,
  });
  expect(refusal(() => acceptHandOff(byName, other, 'x', setting))).toEqual([
    'hand-off.not-addressed',
  ]);
});

test('is answered once', () => {
  const accepted = acceptHandOff(offered(), manager, 'mine', at('10:05'));
  const again = [
    () => acceptHandOff(accepted, supervisor, 'mine', at('10:06')),
    () => declineHandOff(accepted, manager, 'no', at('10:06')),
    () => withdrawHandOff(accepted, 'sender', at('10:06')),
  ];
  expect(again.map(refusal)).toEqual([1, 2, 3].map(() => ['hand-off.answered']));
});

test('only its sender takes an offer back', () => {
  expect(refusal(() => withdrawHandOff(offered(), 'manager', at('10:05')))).toEqual([
    'hand-off.not-addressed',
  ]);
  expect(withdrawHandOff(offered(), 'sender', at('10:05')).state).toBe('withdrawn');
});

test('after 15 minutes its receiver is told again, then the supervisor, and again', () => {
  let handOff = offered();
  const told: [string, string, string | null][] = [];
  for (const time of ['10:14', '10:15', '10:19', '10:20', '10:34', '10:35', '10:50']) {
    const ticked = tickHandOff(handOff, at(time));
    if (!ticked) continue;
    told.push([time, ticked.event.type, ticked.handOff.escalatedTo]);
    handOff = ticked.handOff;
    expect(handOff.state).toBe('offered');
    expect(tickHandOff(handOff, at(time))).toBeNull();
  }
  expect(told).toEqual([
    ['10:15', 'hand-off-reminded', null],
    ['10:20', 'hand-off-escalated', 'supervisor'],
    ['10:35', 'hand-off-escalated', 'supervisor'],
    ['10:50', 'hand-off-escalated', 'supervisor'],
  ]);
});
