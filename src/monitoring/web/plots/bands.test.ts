import { expect, test } from 'vitest';

import { vitalOf } from '../../../vitals/core/vitals.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import type { LimitView } from '../../contract.ts';
import { bandsOf, ownLimit, type LimitSlot } from './bands.ts';

const glucose = vitalOf(vitalSigns(), 'glucose');
const now = Date.parse('2026-11-21T12:00:00Z');

const low: LimitSlot = {
  ruleId: 'glucose/low',
  rule: { en: 'Low glucose', es: 'Glucosa baja' },
  level: { en: 'Very low glucose', es: 'Glucosa muy baja' },
  name: 'level-2',
  kind: 'glucose',
  component: 'value',
  direction: 'low',
  inclusive: false,
  priority: 1,
  alone: true,
  standard: [
    { value: 54, unit: 'mg/dL' },
    { value: 3, unit: 'mmol/L' },
  ],
};

const own: LimitView = {
  id: '00000000-0000-4000-8000-000000000001',
  ruleId: 'glucose/low',
  name: 'level-2',
  value: 60,
  unit: 'mg/dL',
  author: 'Isabel Fuenteclara',
  reason: 'Does not feel low glucose',
  effectiveFrom: '2026-11-01T00:00:00.000Z',
  effectiveTo: null,
};

const valueOf = (slots: LimitSlot[], limits: LimitView[], unit: string) =>
  bandsOf({ slots, limits }, glucose, unit, 'en', now).map((band) => band.value);

test('draws a limit at the figure published for the unit, and does not convert it', () => {
  expect(valueOf([low], [], 'mmol/L')).toEqual([3]);
  expect(valueOf([{ ...low, standard: [{ value: 54, unit: 'mg/dL' }] }], [], 'mmol/L')).toEqual([
    expect.closeTo(2.9974, 4),
  ]);
});

test("draws the patient's own limit in the place of the protocol's", () => {
  expect(bandsOf({ slots: [low], limits: [own] }, glucose, 'mg/dL', 'es', now)).toEqual([
    {
      component: 'value',
      direction: 'low',
      value: 60,
      inclusive: false,
      tone: 'alarm',
      label: 'Glucosa muy baja',
      own: true,
    },
  ]);
});

test('draws no limit on a change, and none of another vital sign', () => {
  const change: LimitSlot = { ...low, component: null };
  expect(valueOf([change, { ...low, kind: 'weight' }], [], 'mg/dL')).toEqual([]);
});

test('of two limits at one value shows the urgent one', () => {
  const repeated: LimitSlot = { ...low, name: 'level-2-twice', alone: false };
  const bands = bandsOf({ slots: [repeated, low], limits: [] }, glucose, 'mg/dL', 'en', now);
  expect(bands.map((band) => band.tone)).toEqual(['alarm']);
});

test.each([
  ['not yet', '2026-11-22T00:00:00.000Z', null, false],
  ['from its first moment', '2026-11-21T12:00:00.000Z', null, true],
  ['until its end', '2026-11-01T00:00:00.000Z', '2026-11-21T12:00:00.001Z', true],
  ['no longer', '2026-11-01T00:00:00.000Z', '2026-11-21T12:00:00.000Z', false],
])('an own limit holds %s', (_, effectiveFrom, effectiveTo, holds) => {
  const found = ownLimit([{ ...own, effectiveFrom, effectiveTo }], low, now);
  expect(found !== undefined).toBe(holds);
});
