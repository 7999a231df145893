import { describe, expect, test } from 'vitest';
import { loadVitals } from '../server/definitions.ts';
import { decimalFrom, parseCandidate, type ReadingCandidate } from './candidate.ts';
import { vitalOf } from './vitals.ts';

const vitals = loadVitals('2026-11-20');

const pressure = {
  kind: 'blood-pressure',
  values: { systolic: 182, diastolic: 101, pulse: 77 },
  unit: 'mm[Hg]',
};

function parse(candidate: Partial<Record<keyof ReadingCandidate, unknown>>): unknown {
  const parsed = parseCandidate(vitals, {
    kind: undefined,
    values: undefined,
    ...candidate,
  } as ReadingCandidate);
  return parsed.problem ?? parsed.measurement;
}

describe('a readable measurement', () => {
  test('keeps values, unit and context as received', () => {
    expect(parse({ ...pressure, context: { posture: 'sitting', symptom: false } })).toEqual({
      kind: 'blood-pressure',
      values: { systolic: 182, diastolic: 101, pulse: 77 },
      unit: 'mm[Hg]',
      context: { posture: 'sitting', symptom: false },
    });
  });

  test('may leave out what is optional', () => {
    const values = { systolic: 120, diastolic: 80, pulse: null };
    expect(parse({ ...pressure, values })).toEqual({
      kind: 'blood-pressure',
      values: { systolic: 120, diastolic: 80 },
      unit: 'mm[Hg]',
    });
  });

  test.each([
    ['glucose', { value: 45 }],
    ['glucose', { glucose: 45 }],
    ['glucose', 45],
  ])('of %s may come as %j', (kind, values) => {
    expect(parse({ kind, values, unit: 'mg/dL' })).toEqual({
      kind: 'glucose',
      values: { value: 45 },
      unit: 'mg/dL',
    });
  });

  test.each([
    ['HI', 'HI'],
    [' high ', 'HI'],
    [{ value: 'LO' }, 'LO'],
    [{ glucose: 'low' }, 'LO'],
  ])('of glucose may be %j instead of a number', (values, beyond) => {
    const measurement = { kind: 'glucose', values: {}, unit: 'mmol/L', beyond };
    expect(parse({ kind: 'glucose', values, unit: 'mmol/L' })).toEqual(measurement);
  });

  test('may name a unit for each component, as FHIR does', () => {
    const componentUnits = { systolic: 'mmHg', diastolic: 'mm[Hg]', pulse: '{beats}/min' };
    expect(parse({ ...pressure, unit: undefined, componentUnits })).toEqual({
      kind: 'blood-pressure',
      values: pressure.values,
      unit: 'mm[Hg]',
    });
  });
});

test.each([
  ['blood-pressure', ['mmHg', 'MMHG', 'mm Hg', 'mm[Hg]'], 'mm[Hg]'],
  ['blood-pressure', ['kPa', 'KPA'], 'kPa'],
  ['glucose', ['mg/dL', 'mg/dl', 'MG/DL', 'mgdl'], 'mg/dL'],
  ['glucose', ['mmol/L', 'mmol/l', 'mmol'], 'mmol/L'],
  ['weight', ['kg', 'KG', 'kilos', '㎏'], 'kg'],
  ['weight', ['[lb_av]', 'lb', 'lbs', 'LBS', 'pounds', 'libras'], '[lb_av]'],
  ['weight', ['g', 'grams'], 'g'],
  ['temperature', ['Cel', 'C', 'c', '°C', 'ºC', '° C', '℃', 'Celsius'], 'Cel'],
  ['temperature', ['[degF]', 'F', '°F', '℉', 'fahrenheit'], '[degF]'],
  ['spo2', ['%', 'percent'], '%'],
  ['heart-rate', ['/min', 'bpm', '{beats}/min', 'lpm'], '/min'],
  ['respiratory-rate', ['/min', '{breaths}/min', 'breaths/min'], '/min'],
  ['peak-flow', ['L/min', 'l/min', 'LPM'], 'L/min'],
])('the units of %s: %j are %s', (kind, spellings, unit) => {
  const components = vitalOf(vitals, kind as 'weight').components.filter((c) => !c.ownUnit);
  const values = Object.fromEntries(components.map(({ id }, index) => [id, 100 - index]));
  const read = spellings.map((spelling) => parse({ kind, values, unit: spelling }));
  expect(read).toEqual(spellings.map(() => ({ kind, values, unit })));
});

describe('a measurement that cannot be read says why', () => {
  test.each([undefined, null, 7, {}, 'steps', 'Glucose', '__proto__', 'constructor'])(
    'kind %j',
    (kind) => {
      expect(parse({ ...pressure, kind })).toEqual({ code: 'kind-unknown' });
    },
  );

  test.each([
    [undefined, { code: 'values-invalid' }],
    [null, { code: 'values-invalid' }],
    [182, { code: 'values-invalid' }],
    ['182/101', { code: 'values-invalid' }],
    [[182, 101], { code: 'values-invalid' }],
    [{}, { code: 'component-missing', component: 'systolic' }],
    [{ systolic: 182 }, { code: 'component-missing', component: 'diastolic' }],
    [
      { systolic: 182, diastolic: null },
      { code: 'component-missing', component: 'diastolic' },
    ],
    [{ systolic: 182, diastolic: 101, mean: 120 }, { code: 'component-unknown' }],
    [JSON.parse('{"systolic":1,"diastolic":1,"__proto__":1}'), { code: 'component-unknown' }],
    [
      { systolic: 182, sbp: 181, diastolic: 101 },
      { code: 'values-invalid', component: 'systolic' },
    ],
    [
      { systolic: '182', diastolic: 101 },
      { code: 'value-not-a-number', component: 'systolic' },
    ],
    [
      { systolic: true, diastolic: 101 },
      { code: 'value-not-a-number', component: 'systolic' },
    ],
    [
      { systolic: [182], diastolic: 101 },
      { code: 'value-not-a-number', component: 'systolic' },
    ],
    [
      { systolic: 182, diastolic: 'LO' },
      { code: 'value-not-a-number', component: 'diastolic' },
    ],
    [
      { systolic: Number.NaN, diastolic: 1 },
      { code: 'value-not-finite', component: 'systolic' },
    ],
    [
      { systolic: 182, diastolic: Infinity },
      { code: 'value-not-finite', component: 'diastolic' },
    ],
    [
      { systolic: 182, diastolic: 101, pulse: '' },
      { code: 'value-not-a-number', component: 'pulse' },
    ],
  ])('values %j', (values, problem) => {
    expect(parse({ ...pressure, values })).toEqual(problem);
  });

  test.each([
    ['glucose', undefined, { code: 'component-missing', component: 'value' }],
    ['glucose', 'high-ish', { code: 'value-not-a-number', component: 'value' }],
    ['weight', 'HI', { code: 'value-not-a-number', component: 'value' }],
    ['glucose', { value: 'HI', glucose: 400 }, { code: 'values-invalid' }],
  ])('%s %j', (kind, values, problem) => {
    expect(parse({ kind, values, unit: 'mg/dL' })).toEqual(problem);
  });

  test.each([
    [undefined, 'unit-missing'],
    [null, 'unit-missing'],
    ['', 'unit-missing'],
    ['mg/dL', 'unit-unknown'],
    ['/min', 'unit-unknown'],
    [7, 'unit-unknown'],
    ['__proto__', 'unit-unknown'],
  ])('unit %j', (unit, code) => {
    expect(parse({ ...pressure, unit })).toEqual({ code, component: 'systolic' });
  });

  test('a unit is not guessed even where only one is accepted', () => {
    expect(parse({ kind: 'spo2', values: 97 })).toEqual({
      code: 'unit-missing',
      component: 'value',
    });
  });

  test('units of components that differ', () => {
    const componentUnits = { systolic: 'mmHg', diastolic: 'kPa' };
    expect(parse({ ...pressure, componentUnits })).toEqual({
      code: 'units-differ',
      component: 'diastolic',
    });
    expect(parse({ ...pressure, componentUnits: { systolic: 'mmHg' } })).toEqual({
      code: 'unit-missing',
      component: 'diastolic',
    });
    const wrongPulse = { systolic: 'mmHg', diastolic: 'mmHg', pulse: 'mmHg' };
    expect(parse({ ...pressure, componentUnits: wrongPulse })).toEqual({
      code: 'unit-unknown',
      component: 'pulse',
    });
  });

  test.each([
    ['text', 'fasting'],
    ['a list', ['fasting']],
    ['nested', { meal: { type: 'fasting' } }],
    ['too much', Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, 1]))],
    ['long', { note: 'x'.repeat(201) }],
    ['with a NUL', { note: 'a\u0000b' }],
    ['with half a surrogate pair', { note: '\ud800' }],
    ['with a strange key', { 'a b': 1 }],
    ['not finite', { oxygen: Infinity }],
  ])('context that is %s', (_, context) => {
    expect(parse({ ...pressure, context })).toEqual({ code: 'context-invalid' });
  });
});

test('a context of nothing is no context', () => {
  for (const context of [null, {}, { meal: null }]) {
    expect(parse({ ...pressure, context })).not.toHaveProperty('context');
  }
  expect(parse({ ...pressure, context: { code: 'x' } })).toHaveProperty('context', { code: 'x' });
});

test.each([
  ['182', 182],
  [' 99.5 ', 99.5],
  ['-1', -1],
  ['+7', 7],
  ['1,820', undefined],
  ['36,8', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['', undefined],
  ['HI', undefined],
  ['.5', undefined],
  ['1234567890123', undefined],
])('text %j is the number %j', (text, number) => {
  expect(decimalFrom(text)).toBe(number);
});
