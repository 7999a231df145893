import { sql } from 'kysely';
import pg from 'pg';

import type { Tx } from './database.ts';

/** What a screen can wait for; content-free, so that a notice never carries health information. */
export type Topic =
  | 'work'
  | 'hand-offs'
  | 'quarantine'
  | 'duty'
  | 'reviews'
  | 'access'
  | `patient:${string}`;

const channel = 'enlace_changed';
// NOTIFY payloads end at 8,000 bytes; beyond this many ids a notice says "patients" instead.
const maximumIds = 150;

/** Tells every screen of the organization, after commit, that these things changed. One per transaction. */
export async function announce(
  tx: Tx,
  organizationId: string,
  topics: readonly Topic[],
): Promise<void> {
  if (topics.length === 0) return;
  await sql`select pg_notify(${channel}, ${noticePayload(organizationId, topics)})`.execute(tx);
}

/** The payload of one notice, for statements that send it themselves. */
export function noticePayload(organizationId: string, topics: readonly Topic[]): string {
  const unique = [...new Set(topics)];
  const patients = unique.filter((topic) => topic.startsWith('patient:'));
  const others = unique.filter((topic) => !topic.startsWith('patient:'));
  const named = patients.length > maximumIds ? ['patients'] : patients;
  return JSON.stringify([organizationId, ...others, ...named]);
}

export type Listener = (topics: readonly string[]) => void;

export interface LiveHub {
  /** Calls the listener for every change in the organization until the returned function is called. */
  subscribe(organizationId: string, listener: Listener): () => void;
  readonly connected: boolean;
  close(): Promise<void>;
}

/** Listens to PostgreSQL and hands notices to the subscribers of this process; reconnects by itself. */
export function createLiveHub(connectionString: string, onError: (error: Error) => void): LiveHub {
  const listeners = new Map<string, Set<Listener>>();
  const connection = keepListening(connectionString, {
    onError,
    onNotice: (payload) => {
      const [organizationId = '', ...topics] = JSON.parse(payload) as string[];
      for (const listener of listeners.get(organizationId) ?? []) listener(topics);
    },
    // Whatever was missed while away: everybody looks again.
    onConnected: () => {
      for (const set of listeners.values()) for (const listener of set) listener(['reconnected']);
    },
  });
  return {
    subscribe(organizationId, listener) {
      const set = listeners.get(organizationId) ?? new Set();
      listeners.set(organizationId, set.add(listener));
      return () => set.delete(listener);
    },
    get connected() {
      return connection.connected;
    },
    close: () => connection.close(),
  };
}

interface Listening {
  readonly onNotice: (payload: string) => void;
  readonly onConnected: () => void;
  readonly onError: (error: Error) => void;
}

const retryMilliseconds = 500;

/** One connection that listens, made again half a second after it was lost, until it is closed. */
function keepListening(connectionString: string, handlers: Listening) {
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  function reconnect(error?: Error) {
    client = undefined;
    if (closed || retry) return;
    if (error) handlers.onError(error);
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, retryMilliseconds);
  }

  async function connect() {
    const next = new pg.Client({
      connectionString,
      application_name: 'enlace-live',
      keepAlive: true,
    });
    next.on('error', reconnect);
    next.on('end', () => reconnect());
    next.on('notification', ({ payload }) => handlers.onNotice(payload ?? '[]'));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      client = next;
      handlers.onConnected();
    } catch (error) {
      reconnect(error as Error);
    }
  }

  void connect();
  return {
    get connected() {
      return client !== undefined;
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
