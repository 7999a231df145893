import { sql } from 'kysely';
import type pg from 'pg';

import {
  createDatabase,
  createPool,
  isUuid,
  type Database,
  type Tx,
} from '../../../platform/server/database.ts';

export interface LanesOptions {
  readonly connectionString: string;
  /** How many organizations are written for at the same time. */
  readonly count: number;
  readonly onError: (error: Error) => void;
}

/** Connections that write readings: each works for one organization at a time. */
export interface Lanes {
  /**
   * Runs `work` in one transaction, alone for its organization across all servers. Statements may be
   * issued without waiting for each other: the connection is pipelined and keeps their order.
   */
  run<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
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
export function openLanes({ connectionString, count, onError }: LanesOptions): Lanes {
  const pool = createPool({
    connectionString,
    // One more for what runs beside the lanes.
    max: count + 1,
    applicationName: 'enlace-ingest',
    onError,
    pipeline: true,
    settings: lookUpsByIndex,
  });
  const database = createDatabase(pool);
  const turns = Array.from({ length: count }, () => Promise.resolve());
  return {
    database,
    run(organizationId, work) {
      const lane = Number.parseInt(organizationId.slice(-6), 16) % count;
      const before = turns[lane] ?? Promise.resolve();
      const result = before.then(() => runAlone(pool, organizationId, work));
      turns[lane] = result.then(nothing, nothing);
      return result;
    },
    // The query builder closes only what it has used itself, and would leave idle connections behind.
    close: () => pool.end(),
  };
}

function nothing(): void {
  // A turn ends whatever became of it; its caller learns from the result.
}

async function runAlone<T>(
  pool: pg.Pool,
  organizationId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!isUuid(organizationId)) throw new RangeError('An organization id is a UUID.');
  const client = await pool.connect();
  let broken = false;
  try {
    const begun = client.query(beginStatement(organizationId));
    // Awaited below: the work's first statements are on their way before the lock is held.
    begun.catch(nothing);
    const result = await work(transactionOn(client));
    await begun;
    await commit(client);
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * One round trip for all of it. The lock is what makes "is it stored already?" and "which alert is
 * active?" safe to ask before writing, whichever server asks.
 */
function beginStatement(organizationId: string): string {
  return `begin; select set_config('app.organization_id', '${organizationId}', true);
    select pg_advisory_xact_lock(hashtextextended('readings ${organizationId}', 0))`;
}

/** The same lock for work in another transaction: nothing of the organization is judged meanwhile. */
export async function holdReadings(tx: Tx, organizationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`readings ${organizationId}`}, 0))`.execute(tx);
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
