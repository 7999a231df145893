import { expect, test } from 'vitest';
import { effectiveOn } from '../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { VitalDefinition } from './definition.ts';
import { vitalKinds } from './reading.ts';
import { knownUnits } from './units.ts';
import { compileVitals, unitCode, vitalOf } from './vitals.ts';

const contents = loadContent(`${contentRoot}vitals`, VitalDefinition);
const definitions = effectiveOn(contents, '2026-11-20').map(({ definition }) => definition);
const vitals = compileVitals(definitions);

/** The shipped definitions with one of them changed. */
function changed(id: string, change: (definition: VitalDefinition) => VitalDefinition) {
  return definitions.map((definition) =>
    definition.id === id ? change(structuredClone(definition)) : definition,
  );
}

test('ships all eight vital signs', () => {
  expect([...vitals.byKind.keys()].toSorted()).toEqual(vitalKinds.toSorted());
});

test.each([
  ['85354-9', 'blood-pressure'],
  ['55284-4', 'blood-pressure'],
  ['2339-0', 'glucose'],
  ['15074-8', 'glucose'],
  ['41653-7', 'glucose'],
  ['29463-7', 'weight'],
  ['59408-5', 'spo2'],
  ['2708-6', 'spo2'],
  ['8867-4', 'heart-rate'],
  ['8310-5', 'temperature'],
  ['9279-1', 'respiratory-rate'],
  ['33452-4', 'peak-flow'],
  ['8480-6', undefined],
])('LOINC %s is %s', (code, kind) => {
  expect(vitals.kindByLoinc.get(code)).toBe(kind);
});

test('knows the components of a pressure by LOINC, in storage order', () => {
  const { components, componentByLoinc } = vitalOf(vitals, 'blood-pressure');
  expect(components.map(({ id }) => id)).toEqual(['systolic', 'diastolic', 'pulse']);
  const codes = ['8480-6', '8462-4', '8867-4'];
  expect(codes.map((code) => componentByLoinc.get(code)?.id)).toEqual([
    'systolic',
    'diastolic',
    'pulse',
  ]);
});

test('every accepted unit can be converted to every other', () => {
  for (const { kind, components } of vitals.byKind.values()) {
    for (const component of components) {
      for (const { code } of component.units) {
        expect(knownUnits(kind)).toContain(code);
        expect(unitCode(component, code)).toBe(code);
      }
    }
  }
});

test('every edge of a band lies inside what is possible', () => {
  for (const { components } of vitals.byKind.values()) {
    for (const { definition } of components) {
      const { reject, confirm, critical } = definition.limits;
      for (const { below = reject.below, above = reject.above } of [confirm, critical]) {
        expect(below).toBeGreaterThanOrEqual(reject.below);
        expect(above).toBeLessThanOrEqual(reject.above);
      }
    }
  }
});

test('refuses a release with a kind missing or doubled', () => {
  expect(() => compileVitals(definitions.slice(1))).toThrow('has no definition in force');
  expect(() => compileVitals([...definitions, ...definitions])).toThrow('is defined twice');
});

test('refuses a code, key or spelling that would mean two things', () => {
  const sameCode = changed('weight', (weight) => ({
    ...weight,
    loinc: { code: '8310-5', aliases: [] },
  }));
  expect(() => compileVitals(sameCode)).toThrow('LOINC 8310-5 is given twice');
  const sameKey = changed('weight', (weight) => ({
    ...weight,
    components: weight.components.map((value) => ({ ...value, aliases: ['kg', 'kg'] })),
  }));
  expect(() => compileVitals(sameKey)).toThrow('weight: component kg is given twice');
  const sameSpelling = changed('temperature', (temperature) => ({
    ...temperature,
    units: temperature.units.map((unit) => ({ ...unit, spellings: ['degrees'] })),
  }));
  expect(() => compileVitals(sameSpelling)).toThrow('"degrees" means both Cel and [degF]');
});

test('refuses a unit that has no factor and a check of a component that does not exist', () => {
  const stone = changed('weight', (weight) => ({
    ...weight,
    units: weight.units.map((unit) => ({ ...unit, code: '[stone_av]' })),
  }));
  expect(() => compileVitals(stone)).toThrow('weight: [stone_av] cannot be converted');
  const misspelt = changed('blood-pressure', (pressure) => ({
    ...pressure,
    crossChecks: [{ check: 'order', lower: 'diastolic', higher: 'sistolic' }],
  }));
  expect(() => compileVitals(misspelt)).toThrow('cross-check "order" names no component sistolic');
});
