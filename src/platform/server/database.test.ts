import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inOrganization } from './database.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('every table with an organization is isolated and not owned by the application role', async () => {
  const owner = new pg.Client(db.connectionString);
  await owner.connect();
  const tables = await owner.query<{ name: string; isolated: boolean; policies: number }>(`
    select c.relname as name, c.relrowsecurity as isolated,
           (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'schema_migration'`);
  await owner.end();
  expect(tables.rows.length).toBeGreaterThan(25);
  expect(tables.rows.filter((t) => !t.isolated || t.policies === 0)).toEqual([]);
});

test('one organization neither sees nor writes the rows of another', async () => {
  const other = await db.addOrganization('Other');
  const seen = await inOrganization(db.database, other, (tx) =>
    tx.selectFrom('organization').select('name').execute(),
  );
  expect(seen).toEqual([{ name: 'Other' }]);
  const intrusion = inOrganization(db.database, other, (tx) =>
    sql`insert into practice (organization_id, id, name, zone)
        values (${db.organizationId}, gen_random_uuid(), 'X', 'UTC')`.execute(tx),
  );
  await expect(intrusion).rejects.toThrow(/row-level security/);
});

test('without an organization nothing is seen', async () => {
  const rows = await db.database.selectFrom('organization').selectAll().execute();
  expect(rows).toEqual([]);
});
