import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A real Mosquitto, with everything on disk that it has acknowledged. */
export interface Broker {
  readonly url: string;
  /** As the machine would lose power, after what it holds was written. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

interface Installed {
  readonly command: string;
  readonly libraries: string | undefined;
}

const cache = resolve('node_modules/.cache/mosquitto');
const packages = ['mosquitto', 'libmosquitto1', 'libcjson1', 'libdlt2', 'libwrap0'];

/**
 * Where Mosquitto is: installed, or unpacked from Debian's packages into a cache of ours, which takes no
 * rights. Undefined where neither can be had: the tests with a broker are then skipped and counted.
 */
export function findMosquitto(): Installed | undefined {
  const installed = ['/usr/sbin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) =>
    existsSync(path),
  );
  if (installed !== undefined) return { command: installed, libraries: undefined };
  const command = join(cache, 'usr/sbin/mosquitto');
  if (!existsSync(command) && !unpack()) return undefined;
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => {
    const path = join(cache, folder);
    if (!existsSync(path)) return [];
    return [path, ...readdirSync(path).map((name) => join(path, name))];
  });
  return { command, libraries: libraries.join(':') };
}

function unpack(): boolean {
  mkdirSync(cache, { recursive: true });
  const download = spawnSync('apt-get', ['download', ...packages], { cwd: cache, timeout: 60_000 });
  if (download.status !== 0) return false;
  const files = readdirSync(cache).filter((name) => name.endsWith('.deb'));
  return files.every((file) => spawnSync('dpkg', ['-x', file, '.'], { cwd: cache }).status === 0);
}

/** Starts a broker of its own on a free port, which it keeps when it is killed and started again. */
export async function startBroker({ command, libraries }: Installed): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'enlace-broker-'));
  const port = await freePort();
  const settings = join(folder, 'mosquitto.conf');
  const stored = join(folder, 'mosquitto.db');
  const user = process.getuid?.() === 0 ? ['user root'] : [];
  writeFileSync(
    settings,
    [
      ...user,
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${folder}/`,
      'max_queued_messages 0',
      '',
    ].join('\n'),
  );
  let running: ChildProcess | undefined;
  const environment = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries };
  const broker: Broker = {
    url: `mqtt://127.0.0.1:${port}`,
    async start() {
      running = spawn(command, ['-c', settings], {
        env: { ...process.env, ...environment },
        stdio: 'ignore',
      });
      await answers(port);
    },
    async kill() {
      const before = changedAt(stored);
      running?.kill('SIGUSR1');
      while (changedAt(stored) === before) await pause();
      await ended(running, 'SIGKILL');
    },
    async close() {
      await ended(running, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await broker.start();
  return broker;
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function pause(): Promise<void> {
  return new Promise((done) => setTimeout(done, 10));
}

function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill(signal);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(port: number): Promise<void> {
  for (;;) {
    const isUp = await new Promise<boolean>((done) => {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.once('connect', () => done(true)).once('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isUp) return;
    await pause();
  }
}
