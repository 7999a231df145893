import { sql } from 'kysely';

import {
  createDatabase,
  createPool,
  type Database,
  type Tx,
} from '../../../platform/server/database.ts';
import { createPreparedTransactions } from '../../../platform/server/prepared.ts';

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

const maximumStatements = 400;

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
  const transactions = createPreparedTransactions(pool, maximumStatements);
  /** The locks make "is it stored already?" and "which alert is active?" safe to ask before writing. */
  const runLocked = <T>(
    organizationId: string,
    shards: readonly number[],
    work: (tx: Tx) => Promise<T>,
  ) => transactions.run(organizationId, locksOf(organizationId, shards), work);
  const turns = Array.from({ length: shardCount }, () => Promise.resolve());
  const every = turns.map((_turn, shard) => shard);
  return {
    database: createDatabase(pool),
    run(organizationId, shard, work) {
      const before = turns[shard] ?? Promise.resolve();
      const result = before.then(() => runLocked(organizationId, [shard], work));
      turns[shard] = result.then(nothing, nothing);
      return result;
    },
    runWhole: (organizationId, work) => runLocked(organizationId, every, work),
    beside: (organizationId, work) => runLocked(organizationId, [], work),
    // The query builder closes only what it has used itself, and would leave idle connections behind.
    close: () => pool.end(),
  };
}

function nothing(): void {
  // A turn ends whatever became of it; its caller learns from the result.
}

/** Whichever server asks; several are taken in their order. */
function locksOf(organizationId: string, shards: readonly number[]): string[] {
  return shards.map(
    (shard) =>
      `select pg_advisory_xact_lock(hashtextextended('${lockName(organizationId, shard)}', 0))`,
  );
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
