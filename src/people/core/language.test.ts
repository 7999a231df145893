import { expect, test } from 'vitest';

import { primaryLanguage } from './language.ts';

test.each([
  ['es-US', 'es'],
  ['spa', 'es'],
  ['en_US', 'en'],
  ['ht', 'ht'],
  ['zh-Hant-TW', 'zh'],
  ['', 'und'],
  ['Spanish?', 'und'],
])('reads %s as the language %s', (tag, language) => {
  expect(primaryLanguage(tag)).toBe(language);
});
