import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import pg from 'pg';

const folder = join(import.meta.dirname, '../../../migrations');

export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

/** The numbered SQL files in their order. */
export function listMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    });
}

/**
 * Applies what has not been applied yet, each file in its own transaction, and returns the names.
 * Forward-only; one process at a time; refuses to go on when an applied file was changed afterwards.
 */
export async function migrate(connectionString: string): Promise<string[]> {
  const client = new pg.Client({ connectionString, application_name: 'enlace-migrate' });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('enlace.migrate'))");
    await client.query(
      'create table if not exists schema_migration (name text primary key, hash text not null, applied_at timestamptz not null default now())',
    );
    const applied = await appliedHashes(client);
    const done: string[] = [];
    for (const migration of listMigrations()) {
      const earlier = applied.get(migration.name);
      if (earlier === migration.hash) continue;
      if (earlier) {
        throw new Error(
          `Migration ${migration.name} was changed after it had been applied. Restore the file and put the change into a new migration.`,
        );
      }
      await apply(client, migration);
      done.push(migration.name);
    }
    return done;
  } finally {
    await client.end();
  }
}

async function appliedHashes(client: pg.Client): Promise<Map<string, string>> {
  const result = await client.query<{ name: string; hash: string }>(
    'select name, hash from schema_migration',
  );
  return new Map(result.rows.map((row) => [row.name, row.hash]));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.text);
    await client.query('insert into schema_migration (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed and was rolled back.`, { cause });
  }
}
