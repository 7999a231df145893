import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';

import type { DB } from './database-types.ts';

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;

// A date is a calendar day, never an instant; counts and sums fit a double.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export interface PoolOptions {
  readonly connectionString: string;
  readonly max?: number;
  readonly applicationName?: string;
  /** Send statements without waiting for the answer to the one before. */
  readonly pipeline?: boolean;
  /** Server settings of the connections, beyond those that all have. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onError: (error: Error) => void;
}

/** A pool whose connections act as the role that owns nothing, so that row-level security binds them. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 20,
    application_name: options.applicationName ?? 'enlace',
    options: settingsOf({ role: 'enlace_app', timezone: 'UTC', ...options.settings }),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    ...(options.pipeline ? { pipeline: true } : {}),
  });
  // Without a handler a lost idle connection would end the process.
  pool.on('error', options.onError);
  // Nor would one survive that breaks while it is lent out: there its query rejects and says why.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function settingsOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** Kysely over a pool; columns are camelCase in TypeScript, keys inside jsonb stay as they are. */
export function createDatabase(pool: pg.Pool): Database {
  const database = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  pools.set(database, pool);
  return database;
}

const pools = new WeakMap<Database, pg.Pool>();

/** The connections of a database, for what the query builder cannot do with them. */
export function poolOf(database: Database): pg.Pool {
  const pool = pools.get(database);
  if (pool === undefined) throw new Error('A database that createDatabase did not make.');
  return pool;
}

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return uuidForm.test(value);
}

/** Runs `work` in one transaction that sees and writes only this organization's rows. */
export function inOrganization<T>(
  database: Database,
  organizationId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (tx) => {
    await sql`select set_config('app.organization_id', ${organizationId}, true)`.execute(tx);
    return work(tx);
  });
}

/** The tenants' ids, for jobs that visit each in turn. */
export async function listOrganizationIds(database: Database): Promise<string[]> {
  const result = await sql<{ id: string }>`select all_organization_ids() as id`.execute(database);
  return result.rows.map((row) => row.id);
}

/** Whether an error means that the database is away or restarting, so that trying again will help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code ?? '';
  return (
    ['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(
      code,
    ) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  );
}
