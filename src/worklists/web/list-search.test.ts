import { expect, test } from 'vitest';

import { filtersOf, readListSearch, valuesOf, withValues } from './list-search.ts';

const practice = '0190b5c0-0000-7000-8000-000000000001';

test('reads every filter of an address and writes it back', () => {
  const search = {
    priority: '1,2',
    language: 'es',
    queue: 'level-1-es',
    owner: 'me,none',
    state: 'open,waiting',
    practice,
    kind: 'triage',
    overdue: 'true',
  } as const;
  expect(readListSearch(search)).toEqual(search);
  expect(filtersOf('triage', search)).toEqual({ ...search, fold: true, overdue: true });
});

test.each([
  ['priority', '5'],
  ['priority', '1,'],
  ['language', 'ES'],
  ['owner', 'somebody'],
  ['state', 'closed'],
  ['practice', '1'],
  ['queue', "'; drop table"],
  ['overdue', 'false'],
  ['unknown', 'x'],
])('leaves out %s=%s', (name, value) => {
  expect(readListSearch({ [name]: value })).toEqual({});
});

test('shows only open work in triage until somebody filters by state', () => {
  expect(filtersOf('triage', {})).toEqual({ state: 'open', fold: true });
  expect(filtersOf('triage', { flood: 'show' })).toEqual({ state: 'open' });
  expect(filtersOf('triage', { state: 'snoozed' })).toEqual({ state: 'snoozed', fold: true });
  expect(filtersOf('mine', {})).toEqual({});
});

test('sets and removes one filter without touching the others', () => {
  const both = withValues({ language: 'es' }, 'priority', ['1', '2']);
  expect(both).toEqual({ language: 'es', priority: '1,2' });
  expect(valuesOf(both, 'priority')).toEqual(['1', '2']);
  expect(withValues(both, 'priority', [])).toEqual({ language: 'es' });
});
