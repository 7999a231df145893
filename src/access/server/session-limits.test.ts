import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runJob } from '../../platform/server/jobs.ts';
import { announce } from '../../platform/server/live.ts';
import { createLog } from '../../platform/server/log.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import type { Session } from '../contract/session.ts';
import { jobs } from './jobs.ts';
import { registerAccessRoutes } from './routes.ts';
import { listOnDuty } from './service.ts';
import { editOrganization } from './service/organization.ts';
import { deactivateUser, editUser } from './service/users.ts';
import { addTestUser, createTestAccess, type TestAccess } from './testing.ts';

const minute = 60_000;
let db: TestDatabase;
let server: TestAccess;
let owner: pg.Client;

beforeAll(async () => {
  db = await createTestDatabase();
  server = await createTestAccess(db);
  registerAccessRoutes(server.routes, server.access, {
    releaseOwnedWork: async () => 3,
    requirePatient: async () => undefined,
    loadPatientHeaders: async () => new Map(),
  });
  server.routes.http.get('/api/live', (request) =>
    server.access.authenticate(request).then((caller) => ({ id: caller?.id })),
  );
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  await owner.query('update organization set demonstration = true');
});
afterAll(async () => {
  await owner.end();
  await server.close();
  await db.close();
});

async function get(cookie: string, headers: object = {}, url = '/api/session') {
  const response = await server.routes.http.inject({ url, headers: { cookie, ...headers } });
  return { status: response.statusCode, body: response.json<Session & { code?: string }>() };
}

const background = { 'x-enlace-background': '1' };

test('15 minutes without a person end the session; what screens fetch by themselves does not count', async () => {
  const { email, id } = await addTestUser(db);
  const cookie = await server.signIn(email);
  server.advance(14 * minute);
  expect((await get(cookie)).status).toBe(200);
  server.advance(14 * minute);
  expect((await get(cookie, background)).status).toBe(200);
  expect((await get(cookie, {}, '/api/live')).body).toEqual({ id });
  const { body } = await get(cookie, background);
  const idleExpiresAt = Date.parse(body.idleExpiresAt);
  expect(idleExpiresAt - Date.parse(body.now)).toBeLessThanOrEqual(minute);
  server.advance(minute + 1_000);
  expect(await get(cookie, background)).toMatchObject({
    status: 401,
    body: { code: 'session.ended' },
  });
  expect((await get(cookie)).body.code).toBe('session.ended');
  const left = await owner.query('select 1 from auth.session where user_id = $1', [id]);
  expect(left.rowCount).toBe(0);
  const audited = await owner.query(
    "select 1 from audit_event where action = 'session.expire' and subject = $1",
    [`user:${id}`],
  );
  expect(audited.rowCount).toBe(1);
});

test('people who ask at the same moment are told apart, and who has signed out is refused', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => addTestUser(db)));
  const cookies = await Promise.all(people.map(({ email }) => server.signIn(email)));
  // A server that knows none of them looks for all of them at once.
  const other = await createTestAccess(db);
  other.routes.http.get('/api/live', (request) =>
    other.access.authenticate(request).then((caller) => ({ id: caller?.id })),
  );
  const askAll = () =>
    Promise.all(
      [...cookies, cookies[0]!].map(async (cookie) => {
        const answer = await other.routes.http.inject({ url: '/api/live', headers: { cookie } });
        return answer.json<{ id?: string; code?: string }>().id ?? answer.statusCode;
      }),
    );
  await owner.query('delete from auth.session where user_id = $1', [people[2]!.id]);
  const [a, b, , d] = people.map(({ id }) => id);
  expect(await askAll()).toEqual([a, b, 401, d, a]);
  await owner.query('delete from auth.session where user_id = $1', [people[0]!.id]);
  await db.run(({ tx, caller }) => announce(tx, caller.organizationId, ['access']));
  await expect.poll(askAll).toEqual([401, b, 401, d, 401]);
  await other.close();
});

test('activity on another server keeps the session alive on this one', async () => {
  const { email } = await addTestUser(db);
  const other = await createTestAccess(db);
  registerAccessRoutes(other.routes, other.access, {
    releaseOwnedWork: async () => 0,
    requirePatient: async () => undefined,
    loadPatientHeaders: async () => new Map(),
  });
  const elsewhere = () => other.routes.http.inject({ url: '/api/session', headers: { cookie } });
  const offset = server.now().getTime() - other.now().getTime();
  other.advance(offset);
  const cookie = await server.signIn(email);
  await get(cookie);
  for (const step of [14, 13, 12]) {
    server.advance(step * minute);
    other.advance(step * minute);
    expect((await elsewhere()).statusCode).toBe(200);
  }
  expect((await get(cookie)).status).toBe(200);
  await other.close();
});

test('twelve hours end the session, however busy its person is', async () => {
  const { email } = await addTestUser(db);
  const cookie = await server.signIn(email);
  for (let elapsed = 0; elapsed < 719; elapsed += 10) {
    expect((await get(cookie)).status).toBe(200);
    server.advance(10 * minute);
  }
  expect((await get(cookie)).body.code).toBe('session.ended');
});

test('an organization may set shorter limits, and open sessions follow at once', async () => {
  const { email } = await addTestUser(db);
  const cookie = await server.signIn(email);
  expect((await get(cookie)).body.idleMinutes).toBe(15);
  await db.run((context) => editOrganization(context, { idleMinutes: 5, sessionHours: 1 }));
  await expect.poll(async () => (await get(cookie)).body.idleMinutes).toBe(5);
  server.advance(5 * minute);
  expect((await get(cookie)).status).toBe(401);
  await db.run((context) => editOrganization(context, { idleMinutes: 15, sessionHours: 12 }));
});

test('a changed role is felt in open sessions, a deactivated person is out, and their work is released', async () => {
  const admin = await addTestUser(db, { roles: ['administrator'] });
  const { email, id } = await addTestUser(db);
  const cookie = await server.signIn(email);
  expect((await get(cookie)).body.permissions).toContain('work.assign');
  await db.run((context) => editUser(context, id, { roles: ['care-provider'] }));
  await expect.poll(async () => (await get(cookie)).body.permissions).not.toContain('work.assign');
  const answer = await server.routes.http.inject({
    method: 'POST',
    url: `/api/users/${id}/deactivate`,
    payload: {},
    headers: { cookie: await server.signIn(admin.email) },
  });
  expect(answer.json()).toEqual({ releasedWork: 3 });
  await expect.poll(async () => (await get(cookie)).status).toBe(401);
});

test('duty ends with the last session of its person', async () => {
  const log = createLog('silent');
  const endStale = jobs.find((job) => job.name === 'access.end-stale')!;
  const tick = async ({ demonstration = false } = {}) => {
    await owner.query('update organization set demonstration = $1', [demonstration]);
    await runJob(db.database, endStale, () => server.now(), log);
  };
  const onDuty = () =>
    db.run(async (context) => (await listOnDuty(context)).map((one) => one.userId));
  const [staying, leaving] = [await addTestUser(db), await addTestUser(db)];
  const cookies = [await server.signIn(staying.email), await server.signIn(leaving.email)];
  for (const cookie of cookies) {
    await server.routes.http.inject({
      method: 'POST',
      url: '/api/duty',
      payload: { onDuty: true },
      headers: { cookie },
    });
  }
  await tick();
  expect((await onDuty()).toSorted()).toEqual([staying.id, leaving.id].toSorted());
  server.advance(10 * minute);
  await get(cookies[0]!);
  server.advance(10 * minute);
  // The invented staff of a demonstration never signs in.
  await tick({ demonstration: true });
  expect((await onDuty()).toSorted()).toEqual([staying.id, leaving.id].toSorted());
  await tick();
  expect(await onDuty()).toEqual([staying.id]);
  await db.run((context) => deactivateUser(context, staying.id));
  expect(await onDuty()).toEqual([]);
});
