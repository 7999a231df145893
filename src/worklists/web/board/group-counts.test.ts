import { describe, expect, it } from 'vitest';

import { counted, groupCounts, total } from './group-counts.ts';

const base = { ownerId: null, ownerName: null, queue: 'triage', languageGap: 0 };
const counts = [
  {
    ...base,
    priority: 1,
    language: 'es',
    open: 2,
    overdue: 1,
    oldestRaisedAt: '2026-11-21T09:00:00Z',
  },
  {
    ...base,
    priority: 1,
    language: 'en',
    open: 3,
    overdue: 0,
    oldestRaisedAt: '2026-11-21T08:00:00Z',
  },
  {
    ...base,
    priority: 3,
    language: 'es',
    open: 5,
    overdue: 2,
    languageGap: 4,
    oldestRaisedAt: '2026-11-20T08:00:00Z',
  },
];

describe('the counts of the board', () => {
  it('add up by language and keep the oldest moment', () => {
    expect(groupCounts(counts, ({ language }) => language)).toEqual([
      { key: 'es', open: 7, overdue: 3, languageGap: 4, oldestRaisedAt: '2026-11-20T08:00:00Z' },
      { key: 'en', open: 3, overdue: 0, languageGap: 0, oldestRaisedAt: '2026-11-21T08:00:00Z' },
    ]);
  });

  it('are nothing, and not missing, when no work is open', () => {
    expect(total([])).toEqual({
      key: 'all',
      open: 0,
      overdue: 0,
      languageGap: 0,
      oldestRaisedAt: undefined,
    });
  });

  it('lead to a list that hides nothing of what they count', () => {
    expect(counted({ priority: '1' })).toEqual({ priority: '1', state: 'open,waiting,snoozed' });
  });
});
