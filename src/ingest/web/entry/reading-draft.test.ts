import { expect, test } from 'vitest';

import { vitalOf } from '../../../vitals/core/vitals.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { emptyReading, toMeasured } from './reading-draft.ts';

const pressure = vitalOf(vitalSigns(), 'blood-pressure');
const glucose = vitalOf(vitalSigns(), 'glucose');

test('sends what was measured, and not what was left empty', () => {
  const draft = {
    ...emptyReading(pressure),
    values: { systolic: '182', diastolic: '101', pulse: ' ' },
  };
  expect(toMeasured(draft, pressure)).toEqual({
    values: { systolic: 182, diastolic: 101 },
    unit: 'mm[Hg]',
  });
});

test('sends what the meter shows in place of a number', () => {
  const draft = {
    ...emptyReading(glucose, 'mmol/L'),
    beyond: 'HI' as const,
    meal: 'fasting' as const,
  };
  expect(toMeasured(draft, glucose)).toEqual({
    values: { value: 'HI' },
    unit: 'mmol/L',
    context: { meal: 'fasting' },
  });
});

test('forgets the meal where another vital sign is entered', () => {
  const draft = { ...emptyReading(pressure), meal: 'fasting' as const, oxygen: 'air' as const };
  expect(toMeasured(draft, pressure).context).toBeUndefined();
});
