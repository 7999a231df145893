import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';
import type { TestProject } from 'vitest/node';

import { readConfig } from './config.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    templateConnection: string;
  }
}

/** One throw-away PostgreSQL for the whole run, migrated once into the template of every test file. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'enlace-test-'));
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    user: readConfig().postgresUser,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  });
  await migrate(postgres.connectionString);
  const client = new pg.Client(postgres.connectionString.replace('/enlace?', '/postgres?'));
  await client.connect();
  await client.query('create database enlace_template template enlace');
  await client.end();
  project.provide('templateConnection', postgres.connectionString);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
