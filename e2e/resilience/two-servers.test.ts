import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { demoEmail, demoPassword } from '../../src/app/demo/people.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedOptions,
  type EmbeddedPostgres,
} from '../../src/platform/server/embedded-postgres.ts';
import {
  createInstallation,
  enlace,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from '../support/server.ts';
import { openScreen, startLooking, type Screen } from './looking.ts';
import { startPosting, waitUntil, waitUntilReady } from './posting.ts';
import { readStored, withClient } from './stored.ts';

const outages = 3;
const secret = 'two servers that share one secret';

// The database of the test: neither server owns it, as in production.
let home: Installation;
let options: EmbeddedOptions;
let postgres: EmbeddedPostgres;
let installations: readonly Installation[];
let servers: ChildProcess[] = [];
let token: string;
let cookie: string;

beforeAll(async () => {
  home = await createInstallation();
  options = { dataFolder: home.folder, user: 'nobody' };
  postgres = await startEmbeddedPostgres(options);
  const made = await Promise.all([1, 2].map(() => createInstallation(postgres.connectionString)));
  installations = made.map((one) => ({
    ...one,
    environment: { ...one.environment, ENLACE_AUTH_SECRET: secret, LOG_LEVEL: 'fatal' },
  }));
  const [first] = installations;
  if (first === undefined) throw new Error('There is no first server.');
  enlace(first, 'demo', '--patients', '30', '--days', '2');
  const created = enlace(first, 'token', 'create', '--scope', 'system/*.cruds', '--json');
  ({ token } = JSON.parse(created) as { token: string });
  // Both start at once: jobs, schema and schedules are made by whoever comes first.
  servers = await Promise.all(installations.map((one) => startServer(one, '--api-only')));
  cookie = await signIn(first.url);
}, 300_000);

afterAll(async () => {
  await Promise.all(servers.map(stopServer));
  await postgres.stop();
  for (const one of [home, ...installations]) removeInstallation(one);
}, 120_000);

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: demoEmail('supervisor'), password: demoPassword }),
  });
  if (response.status !== 200) throw new Error(`Sign-in failed: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}

const urls = () => installations.map(({ url }) => url);
const firstOf = () => installations[0]!;

test('the same readings sent to two servers at once are stored, judged and carded once', async () => {
  const poster = startPosting(urls(), token, 1);
  await waitUntil('300 readings are acknowledged', () => poster.posted.acknowledged.size > 300);
  const posted = await poster.stop();
  const stored = await readStored(postgres.connectionString);
  expect(posted.unclear).toEqual([]);
  expect([...posted.acknowledged].filter((id) => stored.sourceIds.get(id) !== 1)).toEqual([]);
  expect([...stored.sourceIds.values()].filter((count) => count !== 1)).toEqual([]);
  expect(stored.disagreeing).toEqual([]);
  expect(stored.activeAlerts).toBeGreaterThan(5);
  expect(enlace(firstOf(), 'verify')).toContain('Everything holds');
}, 120_000);

test('a reading that comes in by one server reaches the screens of both', async () => {
  for (const sender of urls()) {
    const screens = await Promise.all(urls().map((url) => openScreen(url, cookie)));
    const poster = startPosting([sender], token, 2 + urls().indexOf(sender));
    await waitUntil('both screens were told', () => screens.every(({ notices }) => notices > 0));
    await poster.stop();
    for (const screen of screens) screen.close();
  }
}, 120_000);

test('a clock that is due escalates once, and each occurrence of a job runs once, on two servers', async () => {
  const since = new Date();
  const due = await withClient(postgres.connectionString, async (client) => {
    const result = await client.query<{ id: string }>(
      `update work_item set next_clock_at = now() - interval '1 second'
       where id in (select id from work_item where state = 'open' and next_clock = 'acknowledge' limit 10)
       returning id`,
    );
    return result.rows.map(({ id }) => id);
  });
  expect(due.length).toBeGreaterThan(5);
  const escalated = () => countEscalations(due, since);
  await waitUntil('the job has run', async () => (await escalated()).size === due.length, 150_000);
  // Whatever the second server would do a second time, it does within its next look at the queue.
  await sleep(5_000);
  expect([...(await escalated()).values()]).toEqual(due.map(() => 1));
  const occurrences = await countOccurrences();
  expect(occurrences.length).toBeGreaterThan(0);
  expect(occurrences.filter(({ count }) => count !== 1)).toEqual([]);
}, 240_000);

test('PostgreSQL restarts in mid-load: clear 503s, nothing lost, and both servers recover', async () => {
  const poster = startPosting(urls(), token, 9);
  const lookers = urls().map((url) => startLooking(url, { cookie, token }));
  const screens: Screen[] = [];
  for (let outage = 0; outage < outages; outage += 1) {
    await Promise.all(urls().map(waitUntilReady));
    const before = poster.posted.acknowledged.size;
    await waitUntil('readings come in', () => poster.posted.acknowledged.size > before + 50);
    await postgres.stop();
    // At once, as a restart does, and after a pause in which everybody is refused.
    await sleep(outage * 1_500);
    postgres = await startEmbeddedPostgres(options);
  }
  await Promise.all(urls().map(waitUntilReady));
  for (const url of urls()) screens.push(await openScreen(url, cookie));
  await waitUntil('both screens are told', () => screens.every(({ notices }) => notices > 0));
  const [posted, ...looked] = await Promise.all([
    poster.stop(),
    ...lookers.map((one) => one.stop()),
  ]);
  for (const screen of screens) screen.close();
  const stored = await readStored(postgres.connectionString);
  expect(posted.unclear).toEqual([]);
  expect([...new Set(looked.flatMap(({ unclear }) => unclear))]).toEqual([]);
  expect(posted.refused).toBeGreaterThan(0);
  expect(looked.every(({ refused, answered }) => refused > 0 && answered > 0)).toBe(true);
  expect([...posted.acknowledged].filter((id) => stored.sourceIds.get(id) !== 1)).toEqual([]);
  expect([...stored.sourceIds.values()].filter((count) => count !== 1)).toEqual([]);
  expect(stored.disagreeing).toEqual([]);
  expect(enlace(firstOf(), 'verify')).toContain('Everything holds');
  const { refused } = posted;
  console.log(JSON.stringify({ outages, acknowledged: posted.acknowledged.size, refused, looked }));
}, 300_000);

/** How often each item has climbed a rung since. */
function countEscalations(
  ids: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, number>> {
  return withClient(postgres.connectionString, async (client) => {
    const result = await client.query<{ id: string; count: number }>(
      `select work_item_id as id, count(*)::int as count from work_event
       where work_item_id = any($1) and type = 'escalated' and at > $2 group by 1`,
      [ids, since],
    );
    return new Map(result.rows.map(({ id, count }) => [id, count]));
  });
}

interface Occurrence {
  readonly name: string;
  readonly count: number;
}

/** How often each job of every minute was queued in each minute. */
function countOccurrences(): Promise<readonly Occurrence[]> {
  return withClient(postgres.connectionString, async (client) => {
    const result = await client.query<Occurrence>(
      `select name, count(*)::int from pgboss.job
       where name in ('work-clocks', 'readings-recheck', 'access.seal-audit', 'access.end-stale')
       group by name, date_trunc('minute', created_on)`,
    );
    return result.rows;
  });
}
