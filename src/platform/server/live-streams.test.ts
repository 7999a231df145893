import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createLiveStreams } from './live-streams.ts';
import type { Listener } from './live.ts';

let listeners: Map<string, Listener>;
let events: string[];

beforeEach(() => {
  vi.useFakeTimers();
  listeners = new Map();
  events = [];
});
afterEach(() => vi.useRealTimers());

const note = (...topics: string[]) => listeners.get('here')?.(topics);

const heard = (screen: string) => (event: Buffer) => {
  const [topics] = /\[.*\]/.exec(event.toString()) ?? [];
  events.push(`${screen} ${topics ?? ''}`);
};

function openStreams() {
  return createLiveStreams({
    subscribe: (organizationId, listener) => {
      listeners.set(organizationId, listener);
      return () => listeners.delete(organizationId);
    },
  });
}

test('the first change goes out at once, to every screen of the organization and to no other', () => {
  const streams = openStreams();
  streams.add('here', heard('A'));
  streams.add('here', heard('B'));
  streams.add('there', heard('C'));
  note('work');
  vi.advanceTimersByTime(1);
  expect(events).toEqual(['A ["work"]', 'B ["work"]']);
});

test('what comes within a tenth of a second goes out together, each topic once', () => {
  const streams = openStreams();
  streams.add('here', heard('A'));
  note('work');
  vi.advanceTimersByTime(1);
  note('work');
  note('hand-offs', 'work');
  vi.advanceTimersByTime(98);
  expect(events).toHaveLength(1);
  vi.advanceTimersByTime(2);
  expect(events).toEqual(['A ["work"]', 'A ["work","hand-offs"]']);
});

test('readings wait longer than work, and work does not wait for them', () => {
  const streams = openStreams();
  streams.add('here', heard('A'));
  note('patient:1');
  vi.advanceTimersByTime(1);
  note('patient:2');
  vi.advanceTimersByTime(150);
  expect(events).toEqual(['A ["patient:1"]']);
  note('work');
  vi.advanceTimersByTime(1);
  expect(events).toEqual(['A ["patient:1"]', 'A ["patient:2","work"]']);
  note('patient:3');
  vi.advanceTimersByTime(248);
  expect(events).toHaveLength(2);
  vi.advanceTimersByTime(3);
  expect(events[2]).toBe('A ["patient:3"]');
});

test('very many patients are not named, and everything else is', () => {
  const streams = openStreams();
  streams.add('here', heard('A'));
  note('patient:1', 'patients', 'work');
  vi.advanceTimersByTime(1);
  note('work', ...Array.from({ length: 300 }, (_, number) => `patient:${number}`));
  vi.advanceTimersByTime(100);
  expect(events).toEqual(['A ["patient:1","patients","work"]', 'A ["work","patients"]']);
});

test('a stream that ended hears nothing more, and with the last one nobody listens', () => {
  const streams = openStreams();
  const removeA = streams.add('here', heard('A'));
  const removeB = streams.add('here', heard('B'));
  removeA();
  note('work');
  vi.advanceTimersByTime(1);
  expect(events).toEqual(['B ["work"]']);
  note('work');
  removeB();
  removeB();
  vi.advanceTimersByTime(1_000);
  expect([events.length, listeners.size]).toEqual([1, 0]);
  streams.add('here', heard('A'));
  note('work');
  vi.advanceTimersByTime(1);
  expect(events).toEqual(['B ["work"]', 'A ["work"]']);
});
