import { expect, test } from 'vitest';

import { readCursor, writeCursor } from './worklist.ts';

const cursor = {
  priority: 2,
  raisedAt: '2026-11-21T15:04:05.678Z',
  id: '0193c1c4-5b1e-7a00-8000-000000000001',
};

test('a cursor reads back as it was written', () => {
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

test.each([
  '',
  '5.abc.x',
  "1.0.' or 1=1 --",
  '1.zzzzzzzzzzz.0193c1c4-5b1e-7a00-8000-000000000001',
  '2.1',
])('what is not a cursor is refused: %j', (word) => {
  expect(readCursor(word)).toBeUndefined();
});
