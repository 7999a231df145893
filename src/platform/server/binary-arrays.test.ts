import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  byteArray,
  doubleArray,
  instantArray,
  integerArray,
  smallintArray,
  textArray,
  uuidArray,
} from './binary-arrays.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

async function echo(type: string, value: Buffer): Promise<unknown> {
  const result = await db.pool.query<{ list: unknown }>(`select to_jsonb($1::${type}[]) as list`, [
    value,
  ]);
  return result.rows[0]?.list;
}

const uuid = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

test.each([
  ['uuid', uuidArray([uuid, null, uuid]), [uuid, null, uuid]],
  ['text', textArray(['a', null, '', 'presión "ñ" 😀']), ['a', null, '', 'presión "ñ" 😀']],
  ['float8', doubleArray([0.1 + 0.2, null, -1e300]), [0.1 + 0.2, null, -1e300]],
  ['int2', smallintArray([-360, null, 840]), [-360, null, 840]],
  ['int4', integerArray([-2147483648, null, 7]), [-2147483648, null, 7]],
])('%s arrays arrive as they left', async (type, sent, received) => {
  expect(await echo(type, sent)).toEqual(received);
});

test('instants before and after 2000 arrive to the millisecond', async () => {
  const instants = [Date.UTC(1969, 6, 20, 20, 17, 40, 123), Date.UTC(2026, 10, 21, 7, 12, 0, 999)];
  const result = await db.pool.query<{ at: Date }>('select unnest($1::timestamptz[]) as at', [
    instantArray(instants),
  ]);
  expect(result.rows.map((row) => row.at.getTime())).toEqual(instants);
});

test('bytes arrive as they left', async () => {
  const bytes = [Buffer.from([0, 255, 10]), null, Buffer.alloc(0)];
  const result = await db.pool.query<{ list: (Buffer | null)[] }>('select $1::bytea[] as list', [
    byteArray(bytes),
  ]);
  expect(result.rows[0]?.list).toEqual(bytes);
});

test('empty arrays are empty and not an array of one', async () => {
  expect(await echo('text', textArray([]))).toEqual([]);
  expect(await echo('uuid', uuidArray([]))).toEqual([]);
});

test('what is not a UUID is refused before it is sent', () => {
  expect(() => uuidArray(['patient-1'])).toThrow('not a UUID');
});
