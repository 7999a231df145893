import { systemCaller, type Caller } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import { createLog } from '../../platform/server/log.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { ownJson } from '../core/own-json.ts';
import { createIngest, type Ingest } from './service.ts';
import type { Delivery } from './delivery.ts';

export interface IngestTest {
  readonly db: TestDatabase;
  readonly ingest: Ingest;
  readonly practiceId: string;
  readonly token: Caller;
  /** The moment it is; tests move it on. */
  now: Date;
  addPatient(fields?: Record<string, unknown>): Promise<string>;
  /** Sends own JSON and answers what became of each item. */
  send(items: unknown, fields?: Partial<Delivery>): Promise<readonly ItemOutcome[]>;
  /** Another server on the same database. */
  openIngest(options?: { batchItems?: number; queueItems?: number }): Ingest;
  /** Rows of a query as the owner of the tables, beyond row-level security. */
  rows<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** A database with one practice and the writer of readings on it. */
export async function createIngestTest(): Promise<IngestTest> {
  const db = await createTestDatabase();
  const { organizationId } = db;
  const practiceId = newId();
  await db.run(({ tx }) =>
    tx
      .insertInto('practice')
      .values({ organizationId, id: practiceId, name: 'Practice', zone: 'America/Chicago' })
      .execute(),
  );
  const opened: Ingest[] = [];
  const test: IngestTest = {
    db,
    practiceId,
    token: machineCaller(organizationId),
    now: new Date('2026-11-20T18:00:00Z'),
    addPatient: (fields = {}) => addPatient(db, practiceId, fields),
    send: (items, fields = {}) => test.ingest.receive(delivery(test.token, items, fields)),
    openIngest(options = {}) {
      const ingest = createIngest({
        connectionString: db.connectionString,
        clock: () => test.now,
        log: createLog('silent'),
        ...options,
      });
      opened.push(ingest);
      return ingest;
    },
    rows: async <T>(text: string, values: readonly unknown[] = []) => {
      const { default: pg } = await import('pg');
      const owner = new pg.Client(db.connectionString);
      await owner.connect();
      try {
        const result = await owner.query(text, [...values]);
        return result.rows as T[];
      } finally {
        await owner.end();
      }
    },
    close: async () => {
      for (const ingest of opened) await ingest.close();
      await db.close();
    },
    ingest: undefined as unknown as Ingest,
  };
  return Object.assign(test, { ingest: test.openIngest() });
}

/** A token that may send readings for the whole organization. */
export function machineCaller(organizationId: string, fields: Partial<Caller> = {}): Caller {
  return {
    ...systemCaller(organizationId, 'gateway'),
    kind: 'token',
    id: newId(),
    permissions: new Set(['readings.send']),
    source: 'gateway',
    ...fields,
  };
}

/** A delivery of own JSON as the route would make it. */
export function delivery(caller: Caller, items: unknown, fields: Partial<Delivery> = {}): Delivery {
  return {
    caller,
    adapter: ownJson.name,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(items)),
    items: ownJson.parse(items, { vitals: vitalSigns(), patientId: null }),
    ...fields,
  };
}

async function addPatient(
  db: TestDatabase,
  practiceId: string,
  fields: Record<string, unknown>,
): Promise<string> {
  const id = newId();
  const patient = {
    organizationId: db.organizationId,
    id,
    practiceId,
    givenNames: 'Ana María',
    familyName: 'Quintero',
    birthDate: '1951-04-02',
    sex: 'female',
    language: 'es',
    zone: 'America/Chicago',
    zoneSource: 'given',
    createdAt: new Date(),
    updatedAt: new Date(),
    ...fields,
  };
  await db.run(({ tx }) => tx.insertInto('patient').values(patient).execute());
  return id;
}
