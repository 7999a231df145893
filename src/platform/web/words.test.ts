import { expect, test } from 'vitest';

import { defineWords } from './words.ts';

const { wordsIn } = defineWords(
  'words-test',
  {
    hello: 'Hello {{name}}',
    nested: { calls_one: '{{count}} call', calls_other: '{{count}} calls' },
  } as const,
  {
    hello: 'Hola, {{name}}',
    nested: {
      calls_one: '{{count}} llamada',
      calls_many: '{{count}} de llamadas',
      calls_other: '{{count}} llamadas',
    },
  },
);

test('says a sentence with its parameters, unescaped, in either language', () => {
  expect(wordsIn('en')('hello', { name: "O'Hara & Sons" })).toBe("Hello O'Hara & Sons");
  expect(wordsIn('es')('hello', { name: 'Núñez' })).toBe('Hola, Núñez');
});

test.each([
  ['en', 1, '1 call'],
  ['en', 2, '2 calls'],
  ['en', 1_000_000, '1,000,000 calls'],
  ['es', 0, '0 llamadas'],
  ['es', 1, '1 llamada'],
  ['es', 2, '2 llamadas'],
  ['es', 1_000_000, '1,000,000 de llamadas'],
] as const)('counts in %s: %i', (language, count, expected) => {
  expect(wordsIn(language)('nested.calls', { count })).toBe(expected);
});
