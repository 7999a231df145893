import { expect, test } from 'vitest';

import { formatPhone, normalizeContactValue, normalizePhone } from './contact-point.ts';

test.each([
  ['(305) 555-0142', '+13055550142'],
  ['305.555.0142', '+13055550142'],
  ['1 305 555 0142', '+13055550142'],
  ['+52 55 1234 5678', '+525512345678'],
  ['305-348-1234 ext 5', '+13053481234;ext=5'],
  ['555-810-7203', '+15558107203'],
  ['12', null],
  ['call me', null],
  ['', null],
])('keeps the telephone number %s as %s', (written, kept) => {
  expect(normalizePhone(written)).toBe(kept);
});

test('shows stored numbers as people write them', () => {
  const shown = ['+13055550142', '+13053481234;ext=5', '+525512345678', 'unreadable'].map(
    formatPhone,
  );
  expect(shown).toEqual([
    '(305) 555-0142',
    '(305) 348-1234 ext. 5',
    '+52 55 1234 5678',
    'unreadable',
  ]);
});

test('keeps e-mail in lower case and refuses what is none', () => {
  expect(normalizeContactValue('email', ' Ana@Example.com ')).toBe('ana@example.com');
  expect(normalizeContactValue('email', 'ana at example')).toBeNull();
  expect(normalizeContactValue('letter', '  ')).toBeNull();
  expect(normalizeContactValue('portal', 'ana')).toBe('ana');
  expect(normalizeContactValue('text', '305 555 0142')).toBe('+13055550142');
});
