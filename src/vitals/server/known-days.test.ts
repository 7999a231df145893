import { expect, test } from 'vitest';

import type { DayBits } from '../core/days.ts';
import { daysToAdd, rememberDays } from './known-days.ts';

function bits(allDays: number, deviceDays = allDays): DayBits {
  return { patientId: 'p', month: '2026-11-01', kind: 'weight', allDays, deviceDays };
}

test('a day is added until it is remembered, and again once days were taken back', () => {
  expect(daysToAdd('a', 0, [bits(1)])).toEqual([bits(1)]);
  rememberDays('a', 0, [bits(1), bits(4)]);
  expect(daysToAdd('a', 0, [bits(1), bits(5), bits(2)])).toEqual([bits(2)]);
  expect(daysToAdd('a', 1, [bits(1)])).toEqual([bits(1)]);
  expect(daysToAdd('b', 0, [bits(1)])).toEqual([bits(1)]);
});

test('a day that was typed in is added when a device sends a reading', () => {
  rememberDays('c', 0, [bits(1, 0)]);
  expect(daysToAdd('c', 0, [bits(1, 0)])).toEqual([]);
  expect(daysToAdd('c', 0, [bits(1, 1)])).toEqual([bits(1, 1)]);
});

test('a transaction that began before days were taken back remembers nothing', () => {
  rememberDays('d', 2, [bits(1)]);
  rememberDays('d', 1, [bits(2)]);
  expect(daysToAdd('d', 2, [bits(1), bits(2)])).toEqual([bits(2)]);
});
