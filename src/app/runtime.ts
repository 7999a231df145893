import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type pg from 'pg';

import { ensureDataFolder, type Config } from '../platform/server/config.ts';
import { createDatabase, createPool, type Database } from '../platform/server/database.ts';
import {
  startEmbeddedPostgres,
  supervise,
  type EmbeddedPostgres,
} from '../platform/server/embedded-postgres.ts';
import { createLog, type Log } from '../platform/server/log.ts';
import { migrate } from '../platform/server/migrate.ts';
import { registerAccessReason } from '../people/server/service.ts';
import { workOpensPatient } from '../work/server/service/hand-off-views.ts';

// People cannot know work, which stands above it: app tells it what opens a restricted patient.
registerAccessReason(workOpensPatient);

/** What every command of Enlace stands on: configuration, a migrated database and a log. */
export interface Runtime {
  readonly config: Config;
  readonly connectionString: string;
  readonly pool: pg.Pool;
  readonly database: Database;
  readonly log: Log;
  readonly clock: () => Date;
  readonly embedded: EmbeddedPostgres | undefined;
  readonly secret: string;
  close(how?: { leaveDatabase: boolean }): Promise<void>;
}

export interface RuntimeOptions {
  readonly say?: (message: string) => void;
  /** A server owns its embedded database: it restarts it when it dies and stops it at the end. */
  readonly owner?: boolean;
  readonly clock?: () => Date;
}

/** Starts or joins the database, brings its schema up to date and opens the pool. */
export async function openRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const log = createLog(config.logLevel);
  const embeddedOptions = {
    dataFolder: ensureDataFolder(config),
    user: config.postgresUser,
    ...(options.say ? { say: options.say } : {}),
  };
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres(embeddedOptions);
  const connectionString = embedded?.connectionString ?? config.databaseUrl;
  try {
    await migrate(connectionString);
  } catch (error) {
    if (!embedded?.adopted) await embedded?.stop();
    throw error;
  }
  const pool = createPool({
    connectionString,
    onError: (error) => log.warn({ err: error }, 'idle database connection lost'),
  });
  const database = createDatabase(pool);
  const release =
    embedded && options.owner
      ? supervise(embedded, embeddedOptions, (error) =>
          error
            ? log.error({ err: error }, 'database could not be started again')
            : log.warn('database had stopped and was started again'),
        )
      : () => undefined;
  return {
    config,
    connectionString,
    pool,
    database,
    log,
    clock: options.clock ?? (() => new Date()),
    embedded,
    secret: config.authSecret || storedSecret(config),
    close: async (how) => {
      release();
      await database.destroy();
      const leave = !options.owner && embedded?.adopted;
      if (!leave && !how?.leaveDatabase) await embedded?.stop({ unlessInUse: !options.owner });
    },
  };
}

/** A secret of this installation, made at first start and readable by its owner only. */
function storedSecret(config: Config): string {
  const file = join(ensureDataFolder(config), 'secret');
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
