import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';

import pg from 'pg';

import { createRandom } from '../../src/app/demo/random.ts';
import {
  createInstallation,
  enlace,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from '../support/server.ts';

export interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  readonly refused: number;
  /** Acknowledged readings that are not there. */
  readonly lost: string[];
  /** Source ids that are there more than once. */
  readonly doubled: string[];
  readonly verify: string;
}

const victims = ['server', 'postgres', 'both'] as const;

/**
 * Posts readings without pause while the server, PostgreSQL or both are killed with -9 at random
 * moments; then compares what was acknowledged with what is stored.
 */
export async function crashRun(kills: number, seed: number): Promise<CrashReport> {
  const installation = await createInstallation();
  try {
    enlace(installation, 'demo', '--patients', '30', '--days', '2');
    const token = JSON.parse(
      enlace(installation, 'token', 'create', '--scope', 'system/*.cruds', '--json'),
    ) as {
      token: string;
    };
    return await runWith(installation, token.token, kills, seed);
  } finally {
    removeInstallation(installation);
  }
}

async function runWith(installation: Installation, token: string, kills: number, seed: number) {
  const random = createRandom(seed);
  let server = await startServer(installation, '--api-only');
  const poster = startPosting(installation, token, seed);
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(random.integer(50, 900));
    const victim = random.pick(victims);
    if (victim !== 'server') killPostgres(installation);
    if (victim !== 'postgres') {
      await killHard(server);
      server = await startServer(installation, '--api-only');
    }
  }
  await sleep(1_000);
  const posted = await poster.stop();
  await waitUntilReady(installation);
  const stored = await storedSourceIds(installation);
  const verify = enlace(installation, 'verify', '--json');
  await stopServer(server);
  return {
    kills,
    acknowledged: posted.acknowledged.size,
    refused: posted.refused,
    lost: [...posted.acknowledged].filter((id) => !stored.has(id)),
    doubled: [...stored].filter(([, count]) => count > 1).map(([id]) => id),
    verify,
  };
}

async function waitUntilReady(installation: Installation): Promise<void> {
  let last = '';
  for (let attempt = 0; attempt < 300; attempt += 1) {
    last = await fetch(`${installation.url}/readyz`).then((r) => r.text(), String);
    if (last.includes('"ready":true')) return;
    await sleep(100);
  }
  throw new Error(`The server did not become ready again: ${last}`);
}

function killPostgres(installation: Installation): void {
  try {
    const file = join(installation.folder, 'postgres', 'postmaster.pid');
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
  } catch {
    // Already dead from the kill before.
  }
}

async function killHard(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}

interface Posted {
  readonly acknowledged: Set<string>;
  refused: number;
}

function startPosting(installation: Installation, token: string, seed: number) {
  const posted: Posted = { acknowledged: new Set(), refused: 0 };
  let stopping = false;
  const workers = Array.from({ length: 6 }, async (_, worker) => {
    const random = createRandom(seed * 100 + worker);
    for (let round = 0; !stopping; round += 1) {
      const batch = Array.from({ length: random.integer(1, 6) }, (__, index) => ({
        id: `crash-${worker}-${round}-${index}`,
        patient: `DEMO-${String(random.integer(1, 30)).padStart(4, '0')}`,
        kind: 'blood-pressure',
        at: new Date(Date.now() - random.integer(0, 600_000)).toISOString(),
        values: { systolic: random.integer(95, 210), diastolic: random.integer(55, 94), pulse: 70 },
        unit: 'mm[Hg]',
      }));
      await postUntilAnswered(installation, token, batch, posted, () => stopping);
    }
  });
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(workers);
      return posted;
    },
  };
}

/** Sends the same batch again until it is answered, as a device gateway does. */
async function postUntilAnswered(
  installation: Installation,
  token: string,
  batch: readonly { id: string }[],
  posted: Posted,
  mayGiveUp: () => boolean,
): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`${installation.url}/ingest/readings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(batch),
        signal: AbortSignal.timeout(15_000),
      });
      const text = await response.text();
      if (response.status === 200) {
        const { items } = JSON.parse(text) as { items: { index: number; status: string }[] };
        for (const item of items) {
          if (item.status === 'accepted' || item.status === 'duplicate') {
            posted.acknowledged.add(batch[item.index]!.id);
          }
        }
        return;
      }
      if (response.status !== 503) throw new Error(`Unexpected answer ${response.status}: ${text}`);
      posted.refused += 1;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Unexpected answer')) throw error;
      posted.refused += 1;
    }
    if (mayGiveUp()) return;
    await sleep(100);
  }
}

async function storedSourceIds(installation: Installation): Promise<Map<string, number>> {
  const connection = enlace(installation, 'config', '--connection').trim();
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const result = await client.query<{ id: string; count: number }>(
      "select substring(source_id from 'crash-.*') as id, count(*)::int as count from reading where source_id like '%crash-%' group by 1",
    );
    return new Map(result.rows.map((row) => [row.id, row.count]));
  } finally {
    await client.end();
  }
}
