import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createPool, type Tx } from './database.ts';
import { createPreparedTransactions } from './prepared.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

async function read(tx: Tx) {
  const { rows } = await sql`show plan_cache_mode`.execute(tx);
  return [await tx.selectFrom('organization').select('organizationId').execute(), rows];
}

const rename = (tx: Tx) =>
  tx
    .updateTable('organization')
    .set({ name: 'Renamed' })
    .where('organizationId', '=', db.organizationId)
    .execute();

/** Transactions on a single connection, so that the next one finds what the one before left. */
function openTransactions(maximumNames: number) {
  const { connectionString } = db;
  const pool = createPool({ connectionString, max: 1, onError: () => undefined });
  const transactions = createPreparedTransactions(pool, maximumNames);
  return {
    run: <T>(work: (tx: Tx) => Promise<T>, beginning: readonly string[] = []) =>
      transactions.run(db.organizationId, beginning, work),
    transactions,
    end: () => pool.end(),
  };
}

async function preparedIn(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ statement: string }>`
    select statement from pg_prepared_statements order by prepare_time`.execute(tx);
  return rows.map(({ statement }) => statement);
}

const add = (tx: Tx, a: number) => sql<{ sum: number }>`select ${a}::int + 1 as sum`.execute(tx);
const double = (tx: Tx, a: number) => sql<{ of: number }>`select ${a}::int * 2 as of`.execute(tx);

test('a connection plans a statement once, and no more statements than it may keep', async () => {
  const { run, end } = openTransactions(1);
  const sums = [];
  for (const a of [1, 2, 3]) sums.push(await run(async (tx) => (await add(tx, a)).rows[0]?.sum));
  expect(sums).toEqual([2, 3, 4]);
  expect(await run((tx) => double(tx, 4))).toMatchObject({ rows: [{ of: 8 }] });
  expect(await run(preparedIn)).toEqual(['select $1::int + 1 as sum']);
  await end();
});

test('statements of two users of one pool have names of their own', async () => {
  const pool = createPool({
    ...{ connectionString: db.connectionString, max: 1, onError: () => undefined },
  });
  const [one, other] = [createPreparedTransactions(pool, 9), createPreparedTransactions(pool, 9)];
  await one.run(db.organizationId, [], (tx) => add(tx, 1));
  const doubled = await other.run(db.organizationId, [], (tx) => double(tx, 1));
  expect(doubled.rows).toEqual([{ of: 2 }]);
  await pool.end();
});

test('it sees the rows of its organization only, and what it begins with ends with it', async () => {
  const { run, end } = openTransactions(9);
  await db.addOrganization('Other');
  const { organizationId } = db;
  expect(await run(read, ['set local plan_cache_mode = force_generic_plan'])).toEqual([
    [{ organizationId }],
    [{ planCacheMode: 'force_generic_plan' }],
  ]);
  expect(await run(read)).toEqual([[{ organizationId }], [{ planCacheMode: 'auto' }]]);
  await end();
});

test('work that fails leaves nothing, and the next finds a connection of its own', async () => {
  const { run, end } = openTransactions(9);
  const failing = run(async (tx) => {
    await rename(tx);
    throw new Error('Refused.');
  });
  await expect(failing).rejects.toThrow('Refused.');
  const name = await run((tx) =>
    tx.selectFrom('organization').select('name').executeTakeFirstOrThrow(),
  );
  expect(name).toEqual({ name: 'Test organization' });
  // A statement failed and nobody noticed: the end of the transaction does.
  const hidden = run((tx) => sql`select 1 / 0`.execute(tx).catch(() => undefined));
  await expect(hidden).rejects.toThrow('failed before its end');
  await end();
});

test('refuses an organization that is no id: it stands in the text of a statement', async () => {
  const { transactions, end } = openTransactions(9);
  const run = transactions.run("x', true); drop table patient; --", [], preparedIn);
  await expect(run).rejects.toThrow('An organization id is a UUID.');
  await end();
});
