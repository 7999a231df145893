import { describe, expect, it } from 'vitest';

import type { QuarantineItem } from '../contract.ts';
import { matches, readQuarantineSearch, withFilter } from './quarantine-search.ts';

const item: QuarantineItem = {
  id: '0198a1f0-0000-7000-8000-000000000001',
  outcome: 'quarantined',
  state: 'open',
  reason: 'above-possible',
  messages: { en: 'Too high', es: 'Demasiado alto' },
  advice: { en: 'Measure again', es: 'Mida de nuevo' },
  detail: {},
  patient: null,
  kind: null,
  candidate: null,
  raw: null,
  source: 'clinic-hub',
  arrivedAt: '2026-11-21T10:00:00Z',
  decidedAt: null,
  decidedBy: null,
  note: null,
  releasable: true,
};
const minutesLater = (minutes: number) => Date.parse(item.arrivedAt) + minutes * 60_000;

describe('the filters of the quarantine in the address', () => {
  it('are read when they are in their form and left out otherwise', () => {
    const address = { outcome: 'rejected', age: 'day', state: 'open', reason: 'A b', other: 'x' };
    expect(readQuarantineSearch(address)).toEqual({ outcome: 'rejected', age: 'day' });
  });

  it('lose a filter that is set to nothing', () => {
    expect(withFilter({ source: 'clinic-hub', age: 'day' }, 'age', '')).toEqual({
      source: 'clinic-hub',
    });
  });
});

describe('the filters that the screen applies', () => {
  it('keep the source asked for and leave out others', () => {
    const now = minutesLater(1);
    expect(matches(item, { source: 'clinic-hub' }, now)).toBe(true);
    expect(matches(item, { source: 'other' }, now)).toBe(false);
  });

  it('keep what has waited longer than the age, and nothing that waited exactly as long', () => {
    expect(matches(item, { age: 'hour' }, minutesLater(60))).toBe(false);
    expect(matches(item, { age: 'hour' }, minutesLater(61))).toBe(true);
    expect(matches(item, { age: 'week' }, minutesLater(61))).toBe(false);
  });
});
