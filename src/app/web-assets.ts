import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';

import type { Http } from '../platform/server/http.ts';

const root = join(import.meta.dirname, '../..');
const output = join(root, 'dist/web');
const stamp = join(output, '.built-from');
const watched = [
  ...['index.html', 'portal.html', 'public', 'vite.config.ts', 'package-lock.json'],
  ...['src', 'content'],
];

/** Builds the web client when it was never built or its sources changed since. */
export async function ensureWebBuild(say: (message: string) => void): Promise<void> {
  const wanted = sourceStamp();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Building the screens …');
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn' });
  mkdirSync(output, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Names, sizes and times of everything the client is built from. */
function sourceStamp(): string {
  const hash = createHash('sha256');
  for (const place of watched) {
    addToStamp(hash, join(root, place));
  }
  return hash.digest('hex');
}

function addToStamp(hash: ReturnType<typeof createHash>, path: string): void {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return;
  if (!entry.isDirectory()) {
    hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).sort()) addToStamp(hash, join(path, name));
}

/** Serves the built clients; every address that is neither the portal's nor an API one answers with the staff's page. */
export async function serveWeb(http: Http): Promise<void> {
  await http.register(fastifyStatic, {
    root: output,
    wildcard: false,
    index: false,
    preCompressed: false,
    setHeaders: (reply, path) => {
      const immutable = path.includes('/assets/');
      reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  http.get('/portal', (_request, reply) =>
    reply.header('cache-control', 'no-cache').sendFile('portal.html'),
  );
  http.get('/*', (request, reply) => {
    if (/^\/(api|ingest|fhir)(\/|$)/.test(request.url)) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
