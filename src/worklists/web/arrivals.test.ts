import { expect, test } from 'vitest';

import type { WorklistItem } from '../contract.ts';
import { arrivalKey, arrivals } from './arrivals.ts';

const openedAt = Date.parse('2026-11-20T18:00:00.000Z');
const before = '2026-11-20T17:59:00.000Z';
const after = '2026-11-20T18:01:00.000Z';

function card(id: string, fields: Partial<WorklistItem>): WorklistItem {
  const common = { id, priority: 2, raisedAt: after, acknowledgedAt: null };
  return { ...common, ...fields } as WorklistItem;
}

function found(items: readonly WorklistItem[], known: readonly string[] = []) {
  return arrivals(items, new Set(known), openedAt).map(({ id }) => id);
}

test('tells of urgent and critical cards, and not of those that may wait', () => {
  const items = ([1, 2, 3, 4] as const).map((priority) => card(`p${priority}`, { priority }));
  expect(found(items)).toEqual(['p1', 'p2']);
});

test('does not tell of what was there when the list was opened, however late it is loaded', () => {
  expect(found([card('old', { raisedAt: before }), card('new', {})])).toEqual(['new']);
});

test('tells of a card once, and again only when it rises again', () => {
  const one = card('one', {});
  const again = card('one', { raisedAt: '2026-11-20T18:05:00.000Z' });
  expect(found([one], [arrivalKey(one)])).toEqual([]);
  expect(found([again], [arrivalKey(one)])).toEqual(['one']);
});

test('does not tell of a card that somebody has seen', () => {
  expect(found([card('seen', { acknowledgedAt: after })])).toEqual([]);
});
