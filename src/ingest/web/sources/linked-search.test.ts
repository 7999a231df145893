import { expect, test } from 'vitest';

import { readLinkedSearch } from './linked-search.ts';

test('reads state and code, also a code of digits, and passes over what a vendor adds', () => {
  const back = { state: 's', code: 1234, scope: 'user.info' };
  expect(readLinkedSearch(back)).toEqual({ state: 's', code: '1234' });
  expect(readLinkedSearch({ error: 'access_denied', state: ['s'] })).toEqual({});
});
