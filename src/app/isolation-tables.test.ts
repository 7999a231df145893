import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { inOrganization, type Tx } from '../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../platform/server/testing.ts';
import { ensureRow, fingerprint, listTables, type Table } from './testing-rows.ts';

let db: TestDatabase;
let owner: pg.Client;
let tables: readonly Table[];
let ours: string;
let theirs: string;

beforeAll(async () => {
  db = await createTestDatabase();
  ours = db.organizationId;
  theirs = await db.addOrganization('Other');
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  await owner.query('call ensure_reading_partition(now()::date)');
  tables = await listTables(owner);
  for (const table of tables) {
    await ensureRow(owner, table, ours);
    await ensureRow(owner, table, theirs);
  }
});
afterAll(async () => {
  await owner.end();
  await db.close();
});

/** Runs as the application in the other organization: rows touched, or the code of the refusal. */
async function fromOutside(work: (tx: Tx) => Promise<number | bigint>): Promise<string> {
  try {
    return `${await inOrganization(db.database, theirs, work)} rows`;
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

const refused = '42501';
const command = (statement: string) => async (tx: Tx) =>
  (await sql.raw(statement).execute(tx)).numAffectedRows ?? 0n;

describe('every table with an organization', () => {
  test('is known, and has a row of both organizations', async () => {
    expect(tables.length).toBeGreaterThanOrEqual(36);
    for (const organization of [ours, theirs]) {
      const prints = await fingerprint(owner, tables, organization);
      expect(Object.entries(prints).filter(([, print]) => print.startsWith('0 '))).toEqual([]);
    }
  });

  test('shows nothing of another organization', async () => {
    const seen: string[] = [];
    for (const { name } of tables) {
      const { rows } = await inOrganization(db.database, theirs, (tx) =>
        sql<{
          organizationId: string;
        }>`select distinct organization_id from ${sql.raw(name)}`.execute(tx),
      );
      seen.push(...rows.map((row) => (row.organizationId === theirs ? 'own' : name)));
    }
    expect(seen).toEqual(tables.map(() => 'own'));
  });

  test('takes no row in the name of another organization', async () => {
    const results: Record<string, string> = {};
    for (const { name, columns } of tables) {
      const { rows } = await owner.query<{ row: object }>(
        `select to_jsonb(t) as row from ${name} t where organization_id = $1 limit 1`,
        [ours],
      );
      const insertable = columns.filter((column) => column.insertable);
      const names = (insertable.length > 0 ? insertable : columns).map((column) => column.name);
      results[name] = await fromOutside(async (tx) => {
        const list = sql.raw(names.join(', '));
        const result = await sql`insert into ${sql.raw(name)} (${list})
          select ${list} from jsonb_populate_record(null::${sql.raw(name)}, ${JSON.stringify(rows[0]?.row)}::jsonb)`.execute(
          tx,
        );
        return result.numAffectedRows ?? 0n;
      });
    }
    expect(Object.entries(results).filter(([, result]) => result !== refused)).toEqual([]);
  });

  test('lets no row of another organization be changed or deleted', async () => {
    const before = await fingerprint(owner, tables, ours);
    for (const { name } of tables) {
      const own = `organization_id = '${ours}'`;
      const changed = await fromOutside(
        command(`update ${name} set organization_id = '${theirs}' where ${own}`),
      );
      const deleted = await fromOutside(command(`delete from ${name} where ${own}`));
      expect(['0 rows', refused], `update ${name}`).toContain(changed);
      expect(['0 rows', refused], `delete from ${name}`).toContain(deleted);
    }
    expect(await fingerprint(owner, tables, ours)).toEqual(before);
  });

  test('lets no own row be moved into another organization', async () => {
    const results: Record<string, string> = {};
    for (const { name } of tables) {
      results[name] = await fromOutside(command(`update ${name} set organization_id = '${ours}'`));
    }
    expect(Object.entries(results).filter(([, result]) => result !== refused)).toEqual([]);
  });

  test('has no partition that could be read past its policy', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relispartition and relkind = 'r'
         and has_any_column_privilege('enlace_app', oid, 'select, insert, update')`,
    );
    const { rows: partitions } = await owner.query(
      "select from pg_class where relispartition and relkind = 'r'",
    );
    expect(partitions.length).toBeGreaterThanOrEqual(2);
    expect(rows).toEqual([]);
  });
});
