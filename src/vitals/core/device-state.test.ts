import { expect, test } from 'vitest';

import {
  batteryState,
  deviceStates,
  holderAt,
  isWithPatient,
  needsReason,
  statesAfter,
  type DeviceState,
} from './device-state.ts';

test('every state can be reached from an order, and only two are the end', () => {
  const reached = new Set<DeviceState>(['ordered']);
  for (const state of reached) for (const next of statesAfter(state)) reached.add(next);
  expect([...reached].toSorted()).toEqual([...deviceStates].toSorted());
  expect(deviceStates.filter((state) => statesAfter(state).length === 0)).toEqual([
    'retired',
    'cancelled',
  ]);
});

test('a device that leaves a patient never does so without a reason', () => {
  for (const state of deviceStates.filter(isWithPatient)) {
    for (const next of statesAfter(state)) {
      expect([state, next, isWithPatient(next) || needsReason(next)]).toEqual([state, next, true]);
    }
  }
});

const holdings = [
  { patientId: 'ana', from: 100, until: 200 },
  { patientId: 'luis', from: 300, until: null },
];

test.each([
  [99, undefined],
  [100, 'ana'],
  [199, 'ana'],
  [200, undefined],
  [300, 'luis'],
  [9_999, 'luis'],
])('at %d the device was with %s', (at, holder) => expect(holderAt(holdings, at)).toBe(holder));

test.each([
  [0, 'low'],
  [20, 'low'],
  [21, 'between'],
  [39, 'between'],
  [40, 'good'],
] as const)('a battery at %d %% is %s', (percent, state) =>
  expect(batteryState(percent)).toBe(state),
);
