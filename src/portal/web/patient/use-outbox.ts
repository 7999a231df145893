import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';

import type { ItemResult, ReadingEntry } from '../../../ingest/core/reading-entry.ts';
import { Problem } from '../../../platform/core/problem.ts';
import { call, isPassing } from '../../../platform/web/api.ts';
import { addOwnReading } from '../../contract.ts';
import { forgetWaiting, keepWaiting, listWaiting, type WaitingReading } from './outbox.ts';

const tryAgainMs = 20_000;

export interface Outbox {
  readonly waiting: readonly WaitingReading[];
  /** Keeps a reading and sends it; undefined when it waits for a connection. */
  readonly send: (entry: ReadingEntry) => Promise<ItemResult | undefined>;
  readonly sendAll: () => Promise<void>;
  readonly remove: (entryId: string) => Promise<void>;
}

/** Readings of this phone on their way to the server: each keeps its own id and time, and arrives once. */
export function useOutbox(patientId: string): Outbox {
  const client = useQueryClient();
  const [waiting, setWaiting] = useState<readonly WaitingReading[]>([]);
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const look = useCallback(async () => setWaiting(await listWaiting(patientId)), [patientId]);
  /** One after the other, so that two looks at the same store never send at the same time. */
  const flush = useCallback((): Promise<ReadonlyMap<string, ItemResult>> => {
    const run = sending.current.then(async () => {
      const results = await sendEach(await listWaiting(patientId));
      if (results.size > 0) void client.invalidateQueries();
      await look();
      return results;
    });
    sending.current = run.catch(() => undefined);
    return run;
  }, [patientId, client, look]);
  useEffect(() => {
    const again = () => void flush();
    again();
    window.addEventListener('online', again);
    const timer = window.setInterval(again, tryAgainMs);
    return () => {
      window.removeEventListener('online', again);
      window.clearInterval(timer);
    };
  }, [flush]);
  return {
    waiting,
    send: async (entry) => {
      await keepWaiting({ entry, patientId });
      await look();
      return (await flush()).get(entry.entryId);
    },
    sendAll: async () => {
      await flush();
    },
    remove: async (entryId) => {
      await forgetWaiting(entryId);
      await look();
    },
  };
}

/** Sends until the connection fails; what the server refuses for good stays with its reason. */
async function sendEach(
  waiting: readonly WaitingReading[],
): Promise<ReadonlyMap<string, ItemResult>> {
  const results = new Map<string, ItemResult>();
  for (const reading of waiting) {
    if (reading.refused !== undefined) continue;
    const { entryId } = reading.entry;
    try {
      results.set(entryId, await call(addOwnReading, { body: reading.entry }));
      await forgetWaiting(entryId);
    } catch (error) {
      if (isPassing(error) || !isFinal(error)) return results;
      await keepWaiting({ ...reading, refused: error.definition.title });
    }
  }
  return results;
}

/** Signed out or too many at once: trying again later helps. */
function isFinal(error: unknown): error is Problem {
  return (
    error instanceof Problem &&
    error.definition.status < 500 &&
    ![401, 403, 408, 429].includes(error.definition.status)
  );
}
