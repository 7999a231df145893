import { memoryUsage } from 'node:process';

import { expect, test } from 'vitest';

import { giveBackMemory } from './memory.ts';

test('memory that nothing refers to any more goes back to the system', () => {
  let litter: object[] = Array.from({ length: 400_000 }, (_, number) => ({
    number,
    list: [number],
  }));
  expect(litter).toHaveLength(400_000);
  const before = memoryUsage().heapTotal;
  litter = [];
  giveBackMemory();
  expect(memoryUsage().heapTotal).toBeLessThan(before - 10_000_000);
});
