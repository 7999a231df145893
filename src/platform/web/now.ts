import { useSyncExternalStore } from 'react';

import { serverNow } from './connection.ts';

const listeners = new Set<() => void>();
let timer: number | undefined;
let second = Math.floor(serverNow() / 1000);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) second = Math.floor(serverNow() / 1000);
  timer ??= window.setInterval(() => {
    second = Math.floor(serverNow() / 1000);
    for (const one of listeners) one();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The present in milliseconds, by the server's clock; one timer serves the whole page. Components are
 * drawn again only when a step (in seconds) begins.
 */
export function useNow(stepSeconds = 1): number {
  const step = () => Math.floor(second / stepSeconds) * stepSeconds * 1_000;
  return useSyncExternalStore(subscribe, step, step);
}

/** The end of the present minute: what began or ended a moment ago has begun or ended. */
export function useMinuteEnd(): number {
  return useNow(60) + 60_000;
}
