import { expect, test } from 'vitest';

import { canonicalJson } from './canonical-json.ts';

test('equal content gives equal text, whatever the order of its keys', () => {
  const one = { b: [1, { y: null, x: 'ñ"' }], a: undefined, c: 1.5 };
  const other = { c: 1.5, b: [1, { x: 'ñ"', y: null }] };
  expect(canonicalJson(one)).toBe('{"b":[1,{"x":"ñ\\"","y":null}],"c":1.5}');
  expect(canonicalJson(other)).toBe(canonicalJson(one));
});
