import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { deactivateUser, editUser, findUser, listUsers, resetTotp } from './service/users.ts';
import { createAuthDatabase, type AuthDatabase } from './store/auth-database.ts';
import {
  endIdentitySessions,
  forgetSecondFactor,
  saveIdentity,
  setIdentityPassword,
} from './store/identities.ts';
import { addTestUser } from './testing.ts';

let db: TestDatabase;
let auth: AuthDatabase;
let owner: pg.Client;
let other: string;

beforeAll(async () => {
  db = await createTestDatabase();
  auth = createAuthDatabase(db.connectionString, () => undefined);
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  other = await db.addOrganization('Other');
});
afterAll(async () => {
  await owner.end();
  await auth.destroy();
  await db.close();
});

const inOther = <T>(work: Parameters<typeof db.run<T>>[0]) =>
  inOrganization(db.database, other, (tx) =>
    work({ tx, caller: systemCaller(other, 'test'), now: new Date(), audited: 0 }),
  );

async function tablesOf(schema: string): Promise<string[]> {
  const found = await owner.query<{ name: string }>(
    "select quote_ident(relname) as name from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p')",
    [schema],
  );
  return found.rows.map((row) => row.name);
}

test('the application role reads no identity, and the identity role reads nothing else', async () => {
  const identities = await tablesOf('auth');
  expect(identities).toHaveLength(7);
  for (const table of identities) {
    await expect(db.pool.query(`select from auth.${table}`)).rejects.toThrow(/permission denied/);
  }
  const others = await tablesOf('public');
  expect(others.length).toBeGreaterThan(25);
  const rights = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
       and has_table_privilege('enlace_auth', c.oid, 'select, insert, update, delete')`,
  );
  expect(rights.rows).toEqual([]);
});

test('the functions between the two are for the application role only', async () => {
  const open = await owner.query<{ name: string }>(
    `select p.proname as name from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prosecdef
       and has_function_privilege('enlace_auth', p.oid, 'execute')`,
  );
  expect(open.rows).toEqual([]);
});

test('a person of one organization is out of reach from another', async () => {
  const { id } = await addTestUser(db);
  expect(await inOther((context) => findUser(context, id))).toBeUndefined();
  expect(await inOther(listUsers)).toEqual([]);
  for (const change of [
    (context: Parameters<typeof editUser>[0]) => editUser(context, id, { displayName: 'X' }),
    (context: Parameters<typeof editUser>[0]) => deactivateUser(context, id),
    (context: Parameters<typeof editUser>[0]) => resetTotp(context, id),
  ]) {
    await expect(inOther(change)).rejects.toMatchObject({ code: 'record.not-found' });
  }
});

test('even the store cannot touch the identity of a person of another organization', async () => {
  const { id } = await addTestUser(db);
  const refused = { code: '42501' };
  await expect(inOther(({ tx }) => saveIdentity(tx, id))).rejects.toMatchObject(refused);
  await expect(inOther(({ tx }) => setIdentityPassword(tx, id, 'x'))).rejects.toMatchObject(
    refused,
  );
  await expect(inOther(({ tx }) => endIdentitySessions(tx, id))).rejects.toMatchObject(refused);
  await expect(inOther(({ tx }) => forgetSecondFactor(tx, id))).rejects.toMatchObject(refused);
  const unknown = randomUUID();
  await expect(db.run(({ tx }) => saveIdentity(tx, unknown))).rejects.toMatchObject(refused);
});
