import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { instantOfWallClock } from '../../vitals/core/zone.ts';
import { kindsToMeasure, planOf } from './plan.ts';

const zone = 'America/Chicago';
const today = Date.UTC(2026, 10, 21);
const dayMs = 86_400_000;

const rows = readTruthTable(`${import.meta.dirname}/plan.csv`, [
  'name',
  'asked',
  'device',
  'taken',
  'expected',
]);

function instants(word: string): readonly number[] {
  const [days = '', time = ''] = word.split('@');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const at = (daysAgo: number) =>
    instantOfWallClock(today - daysAgo * dayMs + (hour * 60 + minute) * 60_000, zone);
  if (days === 'today') return [at(0)];
  const [, from, to] = /^d-(\d+)\.\.d-(\d+)$/.exec(days) ?? [];
  const result: number[] = [];
  for (let day = Number(from); day <= Number(to); day += 1) result.push(at(day));
  return result;
}

function paceOf(asked: string) {
  const [hours, program] = asked.split(' ');
  return { kind: 'blood-pressure' as const, everyHours: Number(hours), own: program === undefined };
}

test('has every row of its table', () => {
  expect(rows.length).toBe(38);
});

test.each(rows)('$name', ({ asked, device, taken, expected }) => {
  const words = taken.split(' ').filter((word) => word !== '');
  const plan = planOf({
    zone,
    now: instantOfWallClock(today + 12.5 * 3_600_000, zone),
    taken: words.flatMap(instants).map((at) => ({ kind: 'blood-pressure' as const, at })),
    asked: asked === '' ? [] : [paceOf(asked)],
    deviceKinds: device === 'yes' ? ['blood-pressure'] : [],
  });
  expect(plan.map(({ part, done }) => `${part} ${done ? 'done' : 'open'}`).join(' ')).toBe(
    expected,
  );
});

test('a sensor that sends all day asks nothing of the patient', () => {
  const taken = Array.from({ length: 14 * 24 }, (_, index) => ({
    kind: 'glucose' as const,
    at: today - index * 3_600_000,
  }));
  expect(planOf({ zone, now: today, taken, asked: [], deviceKinds: ['glucose'] })).toEqual([]);
});

test('tells whether the care team asked for it, and how often', () => {
  const asked = [{ kind: 'weight' as const, everyHours: 168, own: true }];
  const plan = planOf({ zone, now: today, taken: [], asked, deviceKinds: ['weight', 'spo2'] });
  expect(plan.map(({ kind, everyHours }) => [kind, everyHours])).toEqual([
    ['weight', 168],
    ['spo2', null],
  ]);
});

test('asks for what a device is there for, not for the heart rate that comes with it', () => {
  const cuff = { kinds: ['blood-pressure', 'heart-rate'] as const };
  const oximeter = { kinds: ['spo2', 'heart-rate'] as const };
  const belt = { kinds: ['heart-rate'] as const };
  expect(kindsToMeasure([cuff, oximeter])).toEqual(['blood-pressure', 'spo2']);
  expect(kindsToMeasure([belt])).toEqual(['heart-rate']);
});
