import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Tx } from '../../../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import { openLanes, type Lanes } from './lanes.ts';

let db: TestDatabase;
let lanes: Lanes;

beforeAll(async () => {
  db = await createTestDatabase();
  lanes = openLanes({ connectionString: db.connectionString, onError: () => undefined });
});

afterAll(async () => {
  await lanes.close();
  await db.close();
});

const mark = (tx: Tx) => sql`select set_config('enlace.mark', 'here', true)`.execute(tx);

async function readMark(tx: Tx): Promise<string> {
  const found = await sql<{ mark: string | null }>`
    select current_setting('enlace.mark', true) as mark`.execute(tx);
  return found.rows[0]?.mark ?? '';
}

test('keeps what failed work still sends out of the next transaction', async () => {
  let stray: Promise<unknown> = Promise.resolve();
  const failing = lanes.run(db.organizationId, 0, async (tx) => {
    await mark(tx);
    expect(await readMark(tx)).toBe('here');
    stray = sleep(100).then(() => mark(tx));
    stray.catch(() => undefined);
    throw new Error('One branch of the work fails.');
  });
  await expect(failing).rejects.toThrow('One branch');
  const next = await lanes.run(db.organizationId, 0, async (tx) => {
    await readMark(tx);
    await stray.catch(() => undefined);
    return readMark(tx);
  });
  expect(next).toBe('');
  await expect(stray).rejects.toThrow();
});
