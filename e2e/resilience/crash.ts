import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';

import { createRandom } from '../../src/app/demo/random.ts';
import {
  createInstallation,
  enlace,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from '../support/server.ts';
import { startPosting, waitUntil, waitUntilReady, type Posted } from './posting.ts';
import { readStored } from './stored.ts';

export interface CrashReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Posts that were answered with 503 or not at all, and sent again. */
  readonly refused: number;
  /** Acknowledged between two kills: the fewest, and on average. */
  readonly fewestBetween: number;
  readonly averageBetween: number;
  /** Kills that came while everything still recovered from the one before. */
  readonly duringRecovery: number;
  /** Acknowledged readings that are not there. */
  readonly lost: string[];
  /** Source ids that are there more than once. */
  readonly doubled: string[];
  /** Answers that were neither 200 nor a clear 503. */
  readonly unclear: string[];
  /** Where alerts and cards do not say the same. */
  readonly disagreeing: string[];
  readonly activeAlerts: number;
  readonly openCards: number;
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
  // Asked for now: after a kill a command would start PostgreSQL itself, and stop it again.
  const connection = enlace(installation, 'config', '--connection').trim();
  const poster = startPosting([installation.url], token, seed);
  const between: number[] = [];
  let duringRecovery = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    // Most kills hit a working server, some one that has not yet recovered from the last.
    const before = poster.posted.acknowledged.size;
    if (kill > 0 && random.chance(0.15)) duringRecovery += 1;
    else await untilAcknowledging(installation, poster.posted);
    await sleep(random.integer(50, 900));
    const victim = random.pick(victims);
    if (victim !== 'server') killPostgres(installation);
    if (victim !== 'postgres') {
      await killHard(server);
      server = await startServer(installation, '--api-only');
    }
    between.push(poster.posted.acknowledged.size - before);
  }
  await untilAcknowledging(installation, poster.posted, moreThanUnderWay);
  const posted = await poster.stop();
  const stored = await readStored(connection);
  const verify = enlace(installation, 'verify', '--json');
  await stopServer(server);
  return {
    kills,
    acknowledged: posted.acknowledged.size,
    refused: posted.refused,
    fewestBetween: Math.min(...between),
    averageBetween: Math.round(between.reduce((sum, count) => sum + count, 0) / kills),
    duringRecovery,
    lost: [...posted.acknowledged].filter((id) => !stored.sourceIds.has(id)),
    doubled: [...stored.sourceIds].filter(([, count]) => count > 1).map(([id]) => id),
    unclear: posted.unclear,
    disagreeing: stored.disagreeing,
    activeAlerts: stored.activeAlerts,
    openCards: stored.openCards,
    verify,
  };
}

/** So many answers cannot have been on their way already when a kill came. */
const moreThanUnderWay = 200;

/** Waits until the server works and has acknowledged something since. */
async function untilAcknowledging(
  installation: Installation,
  posted: Posted,
  count = 1,
): Promise<void> {
  await waitUntilReady(installation.url);
  const wanted = posted.acknowledged.size + count;
  await waitUntil('readings are acknowledged', () => posted.acknowledged.size >= wanted);
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
