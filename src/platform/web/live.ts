import type { QueryClient } from '@tanstack/react-query';

import { createStore } from './store.ts';

const connected = createStore(false);
/** Under a stream of notices a screen reads at most five times a second. */
const minimumGapMs = 200;
/**
 * A notice about very many patients names none of them. In a busy hour it comes all the time and is
 * seldom about who is on screen, so the screens follow it slowly, and not all at once.
 */
const unnamedGapMs = 5_000;

export function isLive(): boolean {
  return connected.get();
}

/** Whether a query that waits for `wanted` is touched by a notice about `changed`. */
export function concerns(wanted: readonly string[], changed: ReadonlySet<string>): boolean {
  if (changed.has('reconnected')) return wanted.length > 0;
  // A notice about very many patients names none of them.
  const anyPatient = changed.has('patients');
  return wanted.some((topic) => changed.has(topic) || (anyPatient && topic.startsWith('patient:')));
}

/** Follows the server's notices and has what they touch read again. Returns what ends it. */
export function startLive(client: QueryClient): () => void {
  const refresh = createRefresh(client);
  const stop = listen(refresh.note);
  return () => {
    stop();
    refresh.stop();
    connected.set(false);
  };
}

/** Gathers what changed, and reads it again at most every so often. */
export function createRefresh(client: QueryClient) {
  const pending = new Set<string>();
  const reader = createReader(client);
  let timer: number | undefined;
  let unnamedTimer: number | undefined;
  let lastFlush = -minimumGapMs;

  function note(topics: readonly string[]) {
    for (const topic of topics) {
      if (topic === 'patients') noteUnnamed();
      else pending.add(topic);
    }
    schedule();
  }

  function noteUnnamed() {
    if (unnamedTimer !== undefined) return;
    const wait = unnamedGapMs * (0.5 + Math.random() / 2);
    unnamedTimer = window.setTimeout(() => {
      unnamedTimer = undefined;
      pending.add('patients');
      schedule();
    }, wait);
  }

  function schedule() {
    if (timer !== undefined || (pending.size === 0 && !reader.isBehind())) return;
    const wait = Math.max(0, lastFlush + minimumGapMs - performance.now());
    timer = window.setTimeout(flush, wait);
  }

  function flush() {
    timer = undefined;
    lastFlush = performance.now();
    reader.read(pending);
    pending.clear();
    schedule();
  }

  function stop() {
    window.clearTimeout(timer);
    window.clearTimeout(unnamedTimer);
  }

  return { note, stop };
}

/** Reads again what changes touch. */
function createReader(client: QueryClient) {
  /** What was being read when a notice came, and may be older than it: read again when it has arrived. */
  const late = new Set<string>();
  return {
    isBehind: () => late.size > 0,
    read(changed: ReadonlySet<string>) {
      const touched = client.getQueryCache().findAll({
        predicate: (one) => late.has(one.queryHash) || concerns(one.meta?.topics ?? [], changed),
      });
      late.clear();
      for (const one of touched) {
        if (one.state.fetchStatus === 'fetching') late.add(one.queryHash);
        else void client.invalidateQueries({ queryKey: one.queryKey, exact: true });
      }
    },
  };
}

const reopenMs = 3_000;

/** Keeps the stream of notices open; says so when something may have been missed. */
function listen(note: (topics: readonly string[]) => void): () => void {
  let opened = 0;
  let reopening: number | undefined;
  let source = open();

  function open(): EventSource {
    const stream = new EventSource('/api/live');
    stream.addEventListener('open', () => {
      opened += 1;
      if (opened > 1) note(['reconnected']);
      connected.set(true);
    });
    stream.addEventListener('changed', (event: MessageEvent<string>) => {
      note((JSON.parse(event.data) as { topics: string[] }).topics);
    });
    stream.addEventListener('error', () => {
      connected.set(false);
      // A refused stream (session ended, server restarting) is not tried again by the browser.
      if (stream.readyState === EventSource.CLOSED) reopenLater();
    });
    return stream;
  }

  function reopenLater() {
    window.clearTimeout(reopening);
    reopening = window.setTimeout(() => {
      source = open();
    }, reopenMs);
  }

  return () => {
    window.clearTimeout(reopening);
    source.close();
  };
}
