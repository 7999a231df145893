import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { inject } from 'vitest';

import { systemCaller, type Context } from './context.ts';
import { createDatabase, createPool, inOrganization, type Database } from './database.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly pool: pg.Pool;
  /** As the role that owns the tables: beyond row-level security. */
  readonly connectionString: string;
  readonly organizationId: string;
  /** Runs work as the system in the test organization. */
  run<T>(work: (context: Context) => Promise<T>, overrides?: Partial<Context>): Promise<T>;
  addOrganization(name: string): Promise<string>;
  close(): Promise<void>;
}

/** A database of its own for one test file, cloned from the migrated template, with one organization. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('templateConnection');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(template, `create database ${name} template enlace_template`);
  const connectionString = template.replace('/enlace?', `/${name}?`);
  const pool = createPool({ connectionString, max: 8, onError: () => undefined });
  const database = createDatabase(pool);
  const addOrganization = async (label: string) => {
    const id = randomUUID();
    await inOrganization(database, id, (tx) =>
      tx
        .insertInto('organization')
        .values({ organizationId: id, name: label, zone: 'America/New_York' })
        .execute(),
    );
    return id;
  };
  const organizationId = await addOrganization('Test organization');
  return {
    database,
    pool,
    connectionString,
    organizationId,
    addOrganization,
    run: (work, overrides) =>
      inOrganization(database, overrides?.caller?.organizationId ?? organizationId, (tx) =>
        work({
          caller: systemCaller(organizationId, 'test'),
          now: new Date(),
          audited: 0,
          ...overrides,
          tx,
        }),
      ),
    close: async () => {
      await database.destroy();
      await onServer(template, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({
    connectionString: connectionString.replace('/enlace?', '/postgres?'),
  });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
