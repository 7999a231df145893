import { expect, test } from 'vitest';

import { readReference } from './reference.ts';

const uuid = '01332066-fca8-cce4-d9b7-75b7fd1e2004';

test.each([
  [uuid, { id: uuid, system: null, value: uuid }],
  [uuid.toUpperCase(), { id: uuid, system: null, value: uuid.toUpperCase() }],
  [`Patient/${uuid}`, { id: uuid, system: null, value: uuid }],
  [`urn:uuid:${uuid}`, { id: uuid, system: null, value: uuid }],
  ['urn:mrn|10233', { id: null, system: 'urn:mrn', value: '10233' }],
  [`urn:mrn|${uuid}`, { id: null, system: 'urn:mrn', value: uuid }],
  ['|10233', { id: null, system: null, value: '10233' }],
  ['10233', { id: null, system: null, value: '10233' }],
  ['a|b|c', { id: null, system: 'a', value: 'b|c' }],
])('reads %s', (reference, expected) => {
  expect(readReference(reference)).toEqual({ reference, ...expected });
});

test.each(['', '   ', 'urn:mrn|', 'Patient/', 'a\u0000b', '\ud800', 'x'.repeat(501)])(
  'refuses what no patient can be called (%#)',
  (reference) => {
    expect(readReference(reference)).toBeNull();
  },
);
