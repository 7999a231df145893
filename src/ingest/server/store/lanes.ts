import { sql } from 'kysely';
import type pg from 'pg';

import {
  createDatabase,
  createPool,
  isUuid,
  type Database,
  type Tx,
} from '../../../platform/server/database.ts';

/**
 * The patients of an organization are divided into so many parts, each of which one transaction at a
 * time may judge, on whatever server. All servers of an installation must agree on it.
 */
export const shardCount = 2;

/** The part a patient belongs to. */
export function shardOf(patientId: string): number {
  return Number.parseInt(patientId.slice(-4), 16) % shardCount;
}

export interface LanesOptions {
  readonly connectionString: string;
  readonly onError: (error: Error) => void;
}

/**
 * Connections that write readings. Statements may be issued without waiting for each other: the
 * connections are pipelined and keep their order.
 */
export interface Lanes {
  /** Runs `work` in one transaction, alone for its part of the organization's patients. */
  run<T>(organizationId: string, shard: number, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same, alone for the whole organization. */
  runWhole<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A transaction beside the lanes, which nobody waits for. */
  beside<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Outside of any transaction and organization, for what cannot be done in one. */
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * Every statement of a lane finds a few rows by key for each of many. A plan made while a table was
 * small (or its statistics old) would read all of it, and prepared plans live long: indexes always.
 */
const lookUpsByIndex = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
};

/** Opens the lanes; connections are made when they are needed and again when they were lost. */
export function openLanes({ connectionString, onError }: LanesOptions): Lanes {
  const pool = createPool({
    connectionString,
    // One for what runs beside the lanes, one for what needs the whole organization.
    max: shardCount + 2,
    applicationName: 'enlace-ingest',
    onError,
    pipeline: true,
    settings: lookUpsByIndex,
  });
  const turns = Array.from({ length: shardCount }, () => Promise.resolve());
  const every = turns.map((_turn, shard) => shard);
  return {
    database: createDatabase(pool),
    run(organizationId, shard, work) {
      const before = turns[shard] ?? Promise.resolve();
      const result = before.then(() => runLocked(pool, organizationId, [shard], work));
      turns[shard] = result.then(nothing, nothing);
      return result;
    },
    runWhole: (organizationId, work) => runLocked(pool, organizationId, every, work),
    beside: (organizationId, work) => runLocked(pool, organizationId, [], work),
    // The query builder closes only what it has used itself, and would leave idle connections behind.
    close: () => pool.end(),
  };
}

function nothing(): void {
  // A turn ends whatever became of it; its caller learns from the result.
}

async function runLocked<T>(
  pool: pg.Pool,
  organizationId: string,
  shards: readonly number[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!isUuid(organizationId)) throw new RangeError('An organization id is a UUID.');
  const client = await pool.connect();
  let failed = true;
  try {
    const begun = client.query(beginStatement(organizationId, shards));
    // Awaited below: the work's first statements are on their way before the lock is held.
    begun.catch(nothing);
    const result = await work(transactionOn(client));
    await begun;
    await commit(client);
    failed = false;
    return result;
  } finally {
    // Work that failed may still be sending statements of its other branches. Ending the connection
    // rolls back all of them; a connection used again would run them in the next transaction.
    client.release(failed);
  }
}

/**
 * One round trip for all of it. The locks are what makes "is it stored already?" and "which alert is
 * active?" safe to ask before writing, whichever server asks. Several are taken in their order.
 */
function beginStatement(organizationId: string, shards: readonly number[]): string {
  const locks = shards.map(
    (shard) =>
      `select pg_advisory_xact_lock(hashtextextended('${lockName(organizationId, shard)}', 0))`,
  );
  return [
    'begin',
    `select set_config('app.organization_id', '${organizationId}', true)`,
    ...locks,
  ].join('; ');
}

function lockName(organizationId: string, shard: number): string {
  return `readings ${organizationId} ${shard}`;
}

/** The same locks for work in another transaction: nothing of the organization is judged meanwhile. */
export async function holdReadings(tx: Tx, organizationId: string): Promise<void> {
  for (let shard = 0; shard < shardCount; shard++) {
    const name = lockName(organizationId, shard);
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
  }
}

/** A transaction that failed answers COMMIT with ROLLBACK and no error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('The transaction had failed before its end.');
}

const transactions = new WeakMap<pg.PoolClient, Tx>();

/** The query builder on this one connection; every statement with parameters is prepared once. */
function transactionOn(client: pg.PoolClient): Tx {
  const known = transactions.get(client);
  if (known !== undefined) return known;
  const connection = {
    query: (text: string, values: readonly unknown[]) => client.query(prepared(text, values)),
    release: nothing,
  };
  const alone = { connect: () => Promise.resolve(connection), end: () => Promise.resolve() };
  // Begun and ended here, so the builder only needs to believe that it is inside a transaction.
  const transaction = createDatabase(alone as unknown as pg.Pool) as unknown as Tx;
  transactions.set(client, transaction);
  return transaction;
}

const names = new Map<string, string>();
/** Texts that vary with their data (a placeholder per value) would only fill memory: long or too many. */
const maximumNames = 400;
const longestText = 6_000;

function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  const config = { text, values: [...values] };
  if (values.length === 0) return config;
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= maximumNames || text.length > longestText) return config;
    name = `ingest_${names.size}`;
    names.set(text, name);
  }
  return { ...config, name };
}
