import { expect, test } from 'vitest';

import { newId } from './ids.ts';

const moment = Date.UTC(2026, 10, 21, 12);

test('makes UUIDs of version 7 with the moment in front', () => {
  const id = newId(moment);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(moment);
});

test('keeps the order in which ids of one moment are made', () => {
  const ids = Array.from({ length: 3000 }, () => newId(moment));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(3000);
});

test('orders ids of a later moment after earlier ones', () => {
  const later = newId(moment + 1);
  expect(newId(moment) < later).toBe(true);
});
