import { expect, test } from 'vitest';

import { readCursor, writeCursor } from './cursor.ts';

test('reads back what it wrote, in any script', () => {
  const parts = [1_763_644_320_000, 'ñandú/日本/+&=?'] as const;
  expect(readCursor(writeCursor(parts), ['number', 'string'])).toEqual(parts);
});

test.each([
  ['', 'nothing'],
  ['not base64!', 'what is no cursor'],
  [writeCursor(['1']), 'another type'],
  [writeCursor([1, 2]), 'another number of parts'],
  [writeCursor([1e300]), 'an instant that cannot be'],
  [btoa('{"length":1,"0":1}'), 'an object'],
])('refuses %s (%s)', (written) => {
  expect(() => readCursor(written, ['number'])).toThrow('fhir.parameter-invalid');
});

test('refuses text that no database keeps', () => {
  expect(() => readCursor(writeCursor(['\u0000']), ['string'])).toThrow('fhir.parameter-invalid');
});
