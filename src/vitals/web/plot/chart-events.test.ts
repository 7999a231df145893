import { expect, test } from 'vitest';

import { clusterEvents, type ChartEvent } from './chart-events.ts';

const event = (at: number): ChartEvent => ({ at, kind: 'contact', label: String(at) });

test('gives events apart a sign each, and those close together one', () => {
  const groups = clusterEvents([event(900), event(10), event(30), event(500)], 0, 1_000);
  expect(groups.map(({ at, events }) => [at, events.map((one) => one.at)])).toEqual([
    [20, [10, 30]],
    [500, [500]],
    [900, [900]],
  ]);
});

test('leaves out what lies before or after the picture', () => {
  expect(clusterEvents([event(-1), event(1_001)], 0, 1_000)).toEqual([]);
});
