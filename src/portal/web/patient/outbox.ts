import type { ReadingEntry } from '../../../ingest/core/reading-entry.ts';
import type { Text } from '../../../platform/core/text.ts';

/** A reading that is on this phone and not yet at the server. */
export interface WaitingReading {
  readonly entry: ReadingEntry;
  /** Whose it is: nobody else who signs in on this phone sees or sends it. */
  readonly patientId: string;
  /** Why the server will not take it. */
  readonly refused?: Text;
}

const databaseName = 'enlace-portal';
const storeName = 'waiting';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(storeName, { keyPath: 'entry.entryId' });
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
  });
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(storeName, mode, { durability: 'strict' });
      const request = work(transaction.objectStore(storeName));
      // Kept once the transaction is, not when the request is.
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new Error('aborted')),
      );
    });
  } finally {
    database.close();
  }
}

/** Keeps a reading on this phone until it is sent; resolves once it survives the page. */
export async function keepWaiting(reading: WaitingReading): Promise<void> {
  await inStore('readwrite', (store) => store.put(reading));
}

/** Forgets a reading: the server has it, or its owner removed it. */
export async function forgetWaiting(entryId: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(entryId));
}

/** What waits of a patient, the oldest first. */
export async function listWaiting(patientId: string): Promise<readonly WaitingReading[]> {
  const all = (await inStore('readonly', (store) => store.getAll())) as WaitingReading[];
  return all
    .filter((reading) => reading.patientId === patientId)
    .toSorted((one, other) => ((one.entry.at ?? '') < (other.entry.at ?? '') ? -1 : 1));
}
