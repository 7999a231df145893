import { expect, test } from 'vitest';
import { loadVitals } from '../server/definitions.ts';
import { formatComponent, formatReading, formatValue, type ShownReading } from './format.ts';

const vitals = loadVitals('2026-11-20');

function single(kind: ShownReading['kind'], value: number, unit: string): ShownReading {
  return { kind, values: { value }, unit };
}

const pressure: ShownReading = {
  kind: 'blood-pressure',
  values: { systolic: 182, diastolic: 101, pulse: 77 },
  unit: 'mm[Hg]',
};

test.each<[ShownReading, string, string]>([
  [pressure, '182/101 mmHg', '182/101 mmHg'],
  [
    { ...pressure, values: { systolic: 24.3, diastolic: 13.46 }, unit: 'kPa' },
    '24.3/13.5 kPa',
    '24.3/13.5 kPa',
  ],
  [single('glucose', 45, 'mg/dL'), '45 mg/dL', '45 mg/dL'],
  [single('glucose', 2.5, 'mmol/L'), '2.5 mmol/L', '2.5 mmol/L'],
  [single('weight', 182.94, '[lb_av]'), '182.9 lb', '182.9 lb'],
  [single('weight', 83, 'kg'), '83.0 kg', '83.0 kg'],
  [single('spo2', 88, '%'), '88%', '88 %'],
  [single('heart-rate', 131, '/min'), '131 bpm', '131 lpm'],
  [single('temperature', 38.1, 'Cel'), '38.1 °C', '38.1 °C'],
  [single('temperature', 100.4, '[degF]'), '100.4 °F', '100.4 °F'],
  [single('respiratory-rate', 25, '/min'), '25 breaths/min', '25 resp./min'],
  [single('peak-flow', 320, 'L/min'), '320 L/min', '320 L/min'],
  [
    { kind: 'glucose', values: {}, unit: 'mg/dL', beyond: 'HI' },
    "HI (above the meter's range)",
    'HI (por encima del rango del medidor)',
  ],
  [
    { kind: 'glucose', values: {}, unit: 'mg/dL', beyond: 'LO' },
    "LO (below the meter's range)",
    'LO (por debajo del rango del medidor)',
  ],
])('%j is shown as "%s" and "%s"', (reading, english, spanish) => {
  expect([formatReading(vitals, reading, 'en'), formatReading(vitals, reading, 'es')]).toEqual([
    english,
    spanish,
  ]);
});

test('converts to the unit that is asked for', () => {
  const fever = single('temperature', 100.5, '[degF]');
  expect(formatReading(vitals, fever, 'en', 'Cel')).toBe('38.1 °C');
  expect(formatReading(vitals, single('weight', 83.1, 'kg'), 'es', '[lb_av]')).toBe('183.2 lb');
  expect(formatReading(vitals, pressure, 'en', 'kPa')).toBe('24.3/13.5 kPa');
});

test('shows a component with its own unit', () => {
  expect(formatComponent(vitals, pressure, 'pulse', 'en')).toBe('77 bpm');
  expect(formatComponent(vitals, pressure, 'pulse', 'es')).toBe('77 lpm');
  expect(formatComponent(vitals, pressure, 'systolic', 'es')).toBe('182 mmHg');
  expect(formatComponent(vitals, single('spo2', 97, '%'), 'pulse', 'en')).toBeUndefined();
});

test('shows a limit as it shows a value', () => {
  expect(formatValue(vitals, 'temperature', 'value', 38, 'Cel', 'en')).toBe('38.0 °C');
  expect(formatValue(vitals, 'spo2', 'value', 90, '%', 'es')).toBe('90 %');
});

test('shows a dash rather than nothing or zero when there is no value', () => {
  expect(formatReading(vitals, { kind: 'weight', values: {}, unit: 'kg' }, 'en')).toBe('–');
});
