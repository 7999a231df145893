import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const launcher = join(import.meta.dirname, '../../bin/enlace.js');

export interface Installation {
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A new installation: its own data folder and a free port. */
export async function createInstallation(databaseUrl?: string): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'enlace-e2e-'));
  const port = await freePort();
  const environment = {
    ...process.env,
    ENLACE_DATA: folder,
    PORT: String(port),
    LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl ?? '',
  };
  return { folder, port, url: `http://127.0.0.1:${port}`, environment };
}

/** A free TCP port of this machine. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Runs one CLI command of the installation and gives what it printed; throws when it failed. */
export function enlace(installation: Installation, ...args: string[]): string {
  const result = spawnSync(process.execPath, [launcher, ...args], {
    env: installation.environment,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    throw new Error(
      `enlace ${args.join(' ')} ended with ${result.status}:\n${result.stdout}\n${result.stderr}`,
    );
  }
  return result.stdout;
}

const printed = new WeakMap<ChildProcess, string>();

/** What a server printed until it was ready. */
export function printedBy(server: ChildProcess): string {
  return printed.get(server) ?? '';
}

/** Starts the server and waits until it can do its work. */
export async function startServer(
  installation: Installation,
  ...args: string[]
): Promise<ChildProcess> {
  let output = '';
  const child = spawn(process.execPath, [launcher, 'serve', ...args], {
    env: installation.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  // A server that ends by itself is what a test most needs to know about.
  child.on('exit', (code) => {
    if (code) console.error(`The server ended with ${code}:\n${output}`);
  });
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode}:\n${output}`);
    if (await isReady(installation.url)) {
      printed.set(child, output);
      return child;
    }
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error(`The server was not ready within a minute:\n${output}`);
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

/** Stops a server in order and waits for its end. */
export async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Removes what the installation left on the disk. */
export function removeInstallation(installation: Installation): void {
  rmSync(installation.folder, { recursive: true, force: true });
}
