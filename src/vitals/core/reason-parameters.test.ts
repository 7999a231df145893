import { expect, test } from 'vitest';
import { loadVitals } from '../server/definitions.ts';
import { reasonParameters } from './reason-parameters.ts';

const vitals = loadVitals('2026-11-20');

test('names component, limit and unit as people know them', () => {
  const reason = {
    code: 'above-possible',
    component: 'systolic',
    limit: 300,
    unit: 'mm[Hg]',
  } as const;
  expect(reasonParameters(vitals, 'blood-pressure', reason, 'es')).toEqual({
    component: 'Sistólica',
    limit: '300 mmHg',
    unit: 'mmHg',
  });
  const pulse = { code: 'disagrees', component: 'pulse', limit: 25, unit: '/min' } as const;
  expect(reasonParameters(vitals, 'blood-pressure', pulse, 'es').limit).toBe('25 lpm');
});

test('shows a limit of one decimal and a per cent', () => {
  const change = { code: 'change-too-fast', limit: 4.5, unit: 'kg' } as const;
  const median = { code: 'far-from-median', limit: 10, unit: '%' } as const;
  expect(reasonParameters(vitals, 'weight', change, 'en').limit).toBe('4.5 kg');
  expect(reasonParameters(vitals, 'weight', median, 'en').limit).toBe('10 %');
});

test('names the unit that was probably meant', () => {
  const reason = { code: 'unit-suspect', component: 'value', unit: '[degF]' } as const;
  expect(reasonParameters(vitals, 'temperature', reason, 'en')).toEqual({
    component: 'Temperature',
    limit: '',
    unit: '°F',
  });
});
