import { createStore, useStore } from './store.ts';

export type ConnectionState = 'answered' | 'unavailable' | 'lost';

const state = createStore<ConnectionState>('answered');
let skewMs = 0;

/** Notes how the last request ended, and how far this machine's clock is from the server's. */
export function noteAnswer(next: ConnectionState, dateHeader: string | null = null): void {
  state.set(next);
  const serverTime = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverTime)) return;
  const difference = serverTime - Date.now();
  // The header has whole seconds and is older by the way it came: small differences are none.
  skewMs = Math.abs(difference) < 3_000 ? 0 : difference;
}

export function useConnection(): ConnectionState {
  return useStore(state);
}

/** Now by the server's clock: a wrong clock in the room must not make work look on time. */
export function serverNow(): number {
  return Date.now() + skewMs;
}
