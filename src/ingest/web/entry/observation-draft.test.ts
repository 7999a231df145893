import { expect, test } from 'vitest';

import { emptyObservation, oxygenOf, readingsOf } from './observation-draft.ts';

test('sends one reading per vital sign, and nothing for what was left empty', () => {
  const draft = { ...emptyObservation(), respiratoryRate: '22', systolic: '98', diastolic: '60' };
  expect(readingsOf({ ...draft, temperature: '101.3' })).toEqual([
    { kind: 'respiratory-rate', values: { value: 22 }, unit: '/min' },
    { kind: 'blood-pressure', values: { systolic: 98, diastolic: 60 }, unit: 'mm[Hg]' },
    { kind: 'temperature', values: { value: 101.3 }, unit: '[degF]' },
  ]);
  expect(readingsOf(emptyObservation())).toEqual([]);
});

test('tells air, liters, oxygen of an unknown flow, and not told apart', () => {
  const draft = emptyObservation();
  expect(oxygenOf(draft)).toBeNull();
  expect(oxygenOf({ ...draft, oxygen: 'air' })).toBe(0);
  expect(oxygenOf({ ...draft, oxygen: 'oxygen', liters: '2.5' })).toBe(2.5);
  expect(oxygenOf({ ...draft, oxygen: 'oxygen' })).toBe(true);
});
