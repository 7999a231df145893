import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { createToken } from '../src/access/server/service/tokens.ts';
import { readConfig } from '../src/platform/server/config.ts';
import { systemCaller } from '../src/platform/server/context.ts';
import { createDatabase, createPool, inOrganization } from '../src/platform/server/database.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../src/platform/server/embedded-postgres.ts';
import { newId } from '../src/platform/server/ids.ts';
import { migrate } from '../src/platform/server/migrate.ts';

/** One measured figure beside what it is compared with in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: { readonly name: string; readonly value: number };
  /** `value / baseline`, or baseline over value where smaller is better. */
  readonly ratio?: number;
  readonly budget?: { readonly atLeast?: number; readonly atMost?: number };
  readonly note?: string;
}

/** What a bench works with; made fresh and durable (fsync on), and thrown away afterwards. */
export interface BenchDatabase {
  readonly connectionString: string;
  /** As the owner of the tables, beyond row-level security. */
  readonly owner: pg.Client;
  close(): Promise<void>;
}

/** One bench: prints nothing itself, so that its figures can also be read by machines. */
export interface Bench {
  readonly name: string;
  readonly run: (say: (line: string) => void) => Promise<readonly Figure[]>;
  /** Takes so long that it runs only when it is named. */
  readonly isLong?: true;
}

async function openBenchDatabase(
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'enlace-bench-'));
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres({
    dataFolder: folder,
    user: readConfig().postgresUser,
    settings,
  });
  await migrate(postgres.connectionString);
  const owner = new pg.Client(postgres.connectionString);
  await owner.connect();
  return {
    connectionString: postgres.connectionString,
    owner,
    close: async () => {
      await owner.end();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Partitions are made ahead by a job in production. */
export async function prepareMonths({ owner }: BenchDatabase): Promise<void> {
  for (const days of [-31, 0, 31]) {
    const month = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    await owner.query('call ensure_reading_partition($1)', [month]);
  }
}

export interface BenchOrganization {
  readonly organizationId: string;
  readonly patientIds: readonly string[];
  /** Of a token that may send readings and write FHIR resources. */
  readonly secret: string;
}

/**
 * An organization with patients: one in ten with heart failure, one in three with other conditions,
 * every one known by an identifier as well.
 */
async function seedOrganization(
  { owner, connectionString }: BenchDatabase,
  patients: number,
): Promise<BenchOrganization> {
  const organizationId = newId();
  const practiceId = newId();
  const patientIds = Array.from({ length: patients }, () => newId());
  await owner.query(
    "insert into organization (organization_id, name, zone) values ($1, 'Bench', 'America/Chicago')",
    [organizationId],
  );
  await owner.query(
    "insert into practice (organization_id, id, name, zone) values ($1, $2, 'Practice', 'America/Chicago')",
    [organizationId, practiceId],
  );
  await owner.query(
    `insert into patient (organization_id, id, practice_id, given_names, family_name, birth_date,
       language, zone, zone_source, created_at, updated_at)
     select $1, id, $2, 'Person', 'Number ' || n, date '1940-01-01' + (n % 15000)::int,
       case when n % 5 < 3 then 'es' else 'en' end, 'America/Chicago', 'practice', now(), now()
     from unnest($3::uuid[]) with ordinality as given (id, n)`,
    [organizationId, practiceId, patientIds],
  );
  await owner.query(
    `insert into patient_identifier (organization_id, system, value, patient_id)
     select $1, 'urn:bench', 'MRN-' || n, id from unnest($2::uuid[]) with ordinality as given (id, n)`,
    [organizationId, patientIds],
  );
  await owner.query(
    `insert into condition (organization_id, id, patient_id, code_system, code, display,
       clinical_status, verification)
     select $1, gen_random_uuid(), id, 'http://snomed.info/sct',
       case when n % 10 = 0 then '84114007' else '59621000' end, 'Condition', 'active', 'confirmed'
     from unnest($2::uuid[]) with ordinality as given (id, n) where n % 10 = 0 or n % 3 = 0`,
    [organizationId, patientIds],
  );
  // Not of all: statistics of the tables that are still empty would say that they stay so.
  await owner.query('analyze patient, patient_identifier, condition');
  return {
    organizationId,
    patientIds,
    secret: await createSource({ connectionString }, { organizationId }, 'bench'),
  };
}

/** A machine that sends as a source of its own; gives the secret of its token. */
export async function createSource(
  { connectionString }: Pick<BenchDatabase, 'connectionString'>,
  { organizationId }: Pick<BenchOrganization, 'organizationId'>,
  label: string,
): Promise<string> {
  const database = createDatabase(createPool({ connectionString, max: 1, onError: rethrow }));
  try {
    const { token } = await inOrganization(database, organizationId, (tx) =>
      createToken(
        { tx, caller: systemCaller(organizationId, 'bench'), now: new Date(), audited: 0 },
        { label, scopes: ['system/*.cruds'] },
      ),
    );
    return token;
  } finally {
    await database.destroy();
  }
}

function rethrow(error: Error): void {
  throw error;
}

/** As V8 writes it (.cpuprofile): nodes of the call tree, and which one each sample was in. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface Memory {
  readonly residentBytes: number;
  readonly usedBytes: number;
}

export interface BenchServer {
  readonly port: number;
  /** CPU seconds the server process has used so far. */
  cpuSeconds(): Promise<number>;
  /** What the server process holds, and what of it is in use after a collection. */
  memory(): Promise<Memory>;
  /** Samples where the server's time goes while `work` runs. */
  profile(work: () => Promise<void>): Promise<Profile>;
  stop(): Promise<void>;
}

/** The server in a process of its own, as in production. */
async function startBenchServer(connectionString: string): Promise<BenchServer> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, DATABASE_URL: connectionString, LOG_LEVEL: 'error' },
  });
  const { port } = await message<{ port: number }>(child);
  return {
    port,
    cpuSeconds: async () => {
      child.send('cpu');
      return (await message<{ cpuSeconds: number }>(child)).cpuSeconds;
    },
    memory: () => {
      child.send('memory');
      return message<Memory>(child);
    },
    profile: async (work) => {
      child.send('profile');
      await message(child);
      await work();
      child.send('profiled');
      return (await message<{ profile: Profile }>(child)).profile;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The server under test ended.'));
    child.once('exit', ended);
    child.once('message', (value) => {
      child.off('exit', ended);
      resolve(value as T);
    });
  });
}

/** The value below which this share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface BenchSetting {
  readonly database: BenchDatabase;
  readonly organization: BenchOrganization;
  readonly server: BenchServer;
}

/** A fresh database with an organization, filled by `prepare` before the server starts on it; both end with `measure`. */
export async function onBenchServer<T>(
  patients: number,
  prepare: (database: BenchDatabase, organization: BenchOrganization) => Promise<T>,
  measure: (setting: BenchSetting, prepared: T) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const database = await openBenchDatabase();
  try {
    const organization = await seedOrganization(database, patients);
    const prepared = await prepare(database, organization);
    const server = await startBenchServer(database.connectionString);
    try {
      return await measure({ database, organization, server }, prepared);
    } finally {
      await server.stop();
    }
  } finally {
    await database.close();
  }
}
