import { expect, test } from 'vitest';

import { parsePatientQuery } from './search.ts';

const nothing = { birthDate: null, words: [], identifier: null, digits: null };

function parse(text: string) {
  return parsePatientQuery(text, '2026-11-21');
}

test('reads words of a name', () => {
  expect(parse('  garcia  maría ')).toEqual({ ...nothing, words: ['garcia', 'maría'] });
  expect(parse("O'Neill-Ríos")).toEqual({ ...nothing, words: ['ONeill', 'Ríos'] });
});

test.each([
  ['1961-03-04', '1961-03-04'],
  ['03/04/1961', '1961-03-04'],
  ['3/4/1961', '1961-03-04'],
  ['3-4-61', '1961-03-04'],
  ['11/21/26', '2026-11-21'],
  ['11/22/26', '1926-11-22'],
])('reads %s as the birth date %s', (text, birthDate) => {
  expect(parse(text)).toEqual({ ...nothing, birthDate });
});

test('reads a birth date beside a name, in any order', () => {
  const expected = { ...nothing, birthDate: '1961-03-04', words: ['gar'] };
  expect(parse('gar 03/04/1961')).toEqual(expected);
  expect(parse('1961-03-04, gar')).toEqual(expected);
});

test('does not take impossible days for dates', () => {
  expect(parse('13/45/1961').birthDate).toBeNull();
  expect(parse('1961-02-30').birthDate).toBeNull();
});

test.each([
  ['(305) 555-0142', '3055550142'],
  ['305.555.0142', '3055550142'],
  ['+1 305 555 0142', '13055550142'],
  ['0142', '0142'],
  ['142', null],
  ['garcia 0142', null],
])('reads the digits of %s as %s', (text, digits) => {
  expect(parse(text).digits).toBe(digits);
});

test('reads one word with a digit also as a record number', () => {
  expect(parse('MRN-10233').identifier).toBe('mrn-10233');
  expect([parse('garcia').identifier, parse('two words2').identifier]).toEqual([null, null]);
});

test('finds nothing to look for in an empty text', () => {
  expect(parse('   ')).toEqual(nothing);
});
