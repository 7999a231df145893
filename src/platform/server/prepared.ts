import type pg from 'pg';

import { createDatabase, isUuid, type Tx } from './database.ts';

/** Transactions whose statements each connection plans once and keeps. */
export interface PreparedTransactions {
  /**
   * Runs `work` in one transaction of an organization. It begins, with whatever else is given, in one
   * round trip, and on a pipelined connection the first statements of `work` are on their way before.
   */
  run<T>(
    organizationId: string,
    beginning: readonly string[],
    work: (tx: Tx) => Promise<T>,
  ): Promise<T>;
}

/** Prepares up to `maximumNames` different statements on the connections of a pool. */
export function createPreparedTransactions(
  pool: pg.Pool,
  maximumNames: number,
): PreparedTransactions {
  const named = createNaming(maximumNames);
  const transactions = new WeakMap<pg.PoolClient, Tx>();

  /** The query builder on this one connection. */
  function transactionOn(client: pg.PoolClient): Tx {
    const known = transactions.get(client);
    if (known !== undefined) return known;
    const connection = {
      query: (text: string, values: readonly unknown[]) => client.query(named(text, values)),
      release: nothing,
    };
    const alone = { connect: () => Promise.resolve(connection), end: () => Promise.resolve() };
    // Begun and ended here, so the builder only needs to believe that it is inside a transaction.
    const transaction = createDatabase(alone as unknown as pg.Pool) as unknown as Tx;
    transactions.set(client, transaction);
    return transaction;
  }

  return {
    async run(organizationId, beginning, work) {
      const begin = beginStatement(organizationId, beginning);
      const client = await pool.connect();
      let failed = true;
      try {
        const begun = client.query(begin);
        // Awaited below.
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
    },
  };
}

let namesGiven = 0;
// Texts that vary with their data (a placeholder per value) would only fill memory: long or too many.
const longestText = 6_000;

/** Gives statements with parameters the names under which connections prepare them. */
function createNaming(maximumNames: number) {
  const names = new Map<string, string>();
  return (text: string, values: readonly unknown[]): pg.QueryConfig => {
    const config = { text, values: [...values] };
    if (values.length === 0) return config;
    let name = names.get(text);
    if (name === undefined) {
      if (names.size >= maximumNames || text.length > longestText) return config;
      namesGiven += 1;
      name = `enlace_${namesGiven}`;
      names.set(text, name);
    }
    return { ...config, name };
  };
}

function beginStatement(organizationId: string, beginning: readonly string[]): string {
  if (!isUuid(organizationId)) throw new RangeError('An organization id is a UUID.');
  const choose = `select set_config('app.organization_id', '${organizationId}', true)`;
  return ['begin', choose, ...beginning].join('; ');
}

/** A transaction that failed answers COMMIT with ROLLBACK and no error. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('The transaction had failed before its end.');
}

function nothing(): void {
  // Whoever waits for the result learns what became of it.
}
