import { expect, test } from 'vitest';
import { vitalKinds } from '../../vitals/core/reading.ts';
import { coverage } from './coverage.ts';
import { noon, profileOf, shipped } from './testing-notation.ts';

test('tells which protocols judge each vital sign of an adult, and which none does', () => {
  const found = coverage(shipped, profileOf(''), noon);
  expect(Object.fromEntries(found)).toEqual({
    'blood-pressure': ['blood-pressure', 'heart-rate'],
    glucose: ['glucose'],
    weight: [],
    spo2: ['heart-rate', 'spo2'],
    'heart-rate': ['heart-rate'],
    temperature: ['temperature'],
    'respiratory-rate': ['respiratory-rate'],
    'peak-flow': ['peak-flow'],
  });
});

test('changes with flags and age', () => {
  const flags = 'flags=pregnant-or-postpartum,heart-failure,spo2-scale-2,neutropenic,diabetes';
  const found = coverage(shipped, profileOf(flags), noon);
  expect(found.get('blood-pressure')).toEqual(['blood-pressure-pregnancy', 'heart-rate']);
  expect(found.get('glucose')).toEqual(['glucose-pregnancy', 'glucose']);
  expect(found.get('weight')).toEqual(['heart-failure-weight']);
  expect(found.get('spo2')).toEqual(['heart-rate', 'spo2-scale-2']);
  expect(found.get('temperature')).toEqual(['temperature-neutropenic', 'temperature']);
  const child = coverage(shipped, profileOf('birthDate=2016-01-01'), noon);
  expect([child.get('blood-pressure'), child.get('heart-rate')]).toEqual([[], []]);
});

test('watches somebody whose age is not known as an adult', () => {
  const unknown = coverage(shipped, profileOf('birthDate='), noon);
  expect(unknown).toEqual(coverage(shipped, profileOf(''), noon));
  expect([...unknown.keys()]).toEqual([...vitalKinds]);
});
