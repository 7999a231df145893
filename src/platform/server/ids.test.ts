import { expect, test } from 'vitest';

import { newId } from './ids.ts';

test('an id is a UUID version 7 that begins with its time and is never given twice', () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0, 5);
  const ids = Array.from({ length: 5_000 }, () => newId(now));
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !form.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.map((id) => Number.parseInt(id.replace('-', '').slice(0, 12), 16))).toEqual(
    ids.map(() => now),
  );
});

test('later ids sort after earlier ones', () => {
  const ids = [1_000, 1_001, 70_000, Date.now(), Date.now() + 1].map((now) => newId(now));
  expect(ids.toSorted()).toEqual(ids);
});

test('keeps the order in which ids of one moment are made, also while ids of others are made', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  const ids = Array.from({ length: 3_000 }, (_, index) => {
    newId(now + 1 + (index % 100));
    return newId(now);
  });
  expect(ids.toSorted()).toEqual(ids);
});
