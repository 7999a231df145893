import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createRefresh } from './live.ts';

let client: QueryClient;
let refresh: ReturnType<typeof createRefresh>;
let reads: Record<string, number>;
/** How long a read takes, by query. */
let takes: Record<string, number>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  [reads, takes] = [{}, {}];
  client = new QueryClient();
  refresh = createRefresh(client);
});
afterEach(() => {
  refresh.stop();
  client.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Something on screen that follows these topics, as it is after its first read. */
async function show(name: string, ...topics: string[]) {
  const observer = new QueryObserver(client, {
    queryKey: [name],
    queryFn: async () => {
      reads[name] = (reads[name] ?? 0) + 1;
      await new Promise((resolve) => setTimeout(resolve, takes[name] ?? 1));
      return reads[name];
    },
    meta: { topics },
  });
  observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  reads[name] = 0;
}

test('a notice has only what it touches read again, at once', async () => {
  await show('list', 'work');
  await show('chart', 'patient:1');
  refresh.note(['work']);
  await vi.advanceTimersByTimeAsync(5);
  expect(reads).toEqual({ list: 1, chart: 0 });
});

test('a stream of notices is followed five times a second', async () => {
  await show('list', 'work');
  for (let at = 0; at < 990; at += 10) {
    refresh.note(['work']);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(reads['list']).toBe(5);
});

test('what is being read when a notice comes is read once more afterwards, and nothing else is', async () => {
  takes = { slow: 700 };
  await show('slow', 'work');
  await show('list', 'work');
  refresh.note(['work']);
  await vi.advanceTimersByTimeAsync(250);
  refresh.note(['work']);
  await vi.advanceTimersByTimeAsync(400);
  expect(reads).toEqual({ slow: 1, list: 2 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reads).toEqual({ slow: 2, list: 2 });
});

test('notices that name no patient are followed within five seconds, named ones at once', async () => {
  await show('chart', 'patient:1');
  for (let at = 0; at < 2_400; at += 100) {
    refresh.note(['patients']);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(reads['chart']).toBe(0);
  refresh.note(['patient:1']);
  await vi.advanceTimersByTimeAsync(5);
  expect(reads['chart']).toBe(1);
  await vi.advanceTimersByTimeAsync(2_700);
  expect(reads['chart']).toBe(2);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(reads['chart']).toBe(2);
});
