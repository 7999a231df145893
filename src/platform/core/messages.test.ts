import { expect, expectTypeOf, test } from 'vitest';

import type { Messages, ParametersOf, Sentences } from './messages.ts';

const english = {
  greeting: 'Hello {{name}}, it is {{time}}',
  plain: 'Save',
  nested: { patients_one: 'One patient', patients_other: '{{count}} patients' },
} as const;

test('accepts a Spanish catalog that says everything', () => {
  const spanish: Messages<typeof english> = {
    greeting: 'Son las {{time}}, {{name}}',
    plain: 'Guardar',
    nested: {
      patients_one: 'Un paciente',
      patients_many: '{{count}} de pacientes',
      patients_other: '{{count}} pacientes',
    },
  };
  expect(Object.keys(spanish)).toEqual(Object.keys(english));
});

test('refuses a Spanish catalog with a missing sentence, parameter or plural form', () => {
  type Greeting = Messages<typeof english>['greeting'];
  type Plurals = keyof Messages<typeof english>['nested'];
  expectTypeOf<'Hola {{name}}'>().not.toExtend<Greeting>();
  expectTypeOf<'{{name}}: {{time}}'>().toExtend<Greeting>();
  expectTypeOf<{ plain: 'Guardar' }>().not.toExtend<Messages<typeof english>>();
  expectTypeOf<Plurals>().toEqualTypeOf<'patients_one' | 'patients_many' | 'patients_other'>();
  expect(english.greeting).toContain('{{time}}');
});

test('knows the keys and parameters of a catalog', () => {
  type Known = Sentences<typeof english>;
  expectTypeOf<keyof Known>().toEqualTypeOf<'greeting' | 'plain' | 'nested.patients'>();
  expectTypeOf<Known['greeting']>().toEqualTypeOf<'name' | 'time'>();
  expectTypeOf<Known['nested.patients']>().toEqualTypeOf<'count'>();
  expectTypeOf<ParametersOf<'Save'>>().toEqualTypeOf<never>();
  expect(english.plain).toBe('Save');
});
