import pg from 'pg';

export interface DatabaseHealth {
  /** As PostgreSQL counts it: 180004 is 18.4. */
  readonly version: number;
  readonly versionName: string;
  /** Settings that let a crash lose what was committed. */
  readonly unsafeSettings: readonly string[];
  /** Tables that row-level security does not protect. */
  readonly openTables: readonly string[];
}

/** What `enlace doctor` asks a database about, as its owner. */
export async function readDatabaseHealth(connectionString: string): Promise<DatabaseHealth> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const settings = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('server_version', 'server_version_num', 'fsync', 'synchronous_commit', 'full_page_writes')",
    );
    const tables = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and not c.relrowsecurity and c.relname <> 'schema_migration'`,
    );
    const value = new Map(settings.rows.map((row) => [row.name, row.setting]));
    return {
      version: Number(value.get('server_version_num')),
      versionName: value.get('server_version') ?? '?',
      unsafeSettings: settings.rows.filter((row) => row.setting === 'off').map((row) => row.name),
      openTables: tables.rows.map((row) => row.name),
    };
  } finally {
    await client.end();
  }
}

/** Whether the database answers at all. */
export async function databaseAnswers(pool: pg.Pool): Promise<boolean> {
  return pool.query('select 1').then(
    () => true,
    () => false,
  );
}
