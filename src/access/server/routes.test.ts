import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Contract } from '../../platform/core/contract.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import * as auditContracts from '../contract/audit.ts';
import * as sessionContracts from '../contract/session.ts';
import * as tokenContracts from '../contract/tokens.ts';
import * as userContracts from '../contract/users.ts';
import { permissionTable, roles, type Permission } from '../core/permissions.ts';
import { registerAccessRoutes } from './routes.ts';
import { createToken } from './service/tokens.ts';
import { addTestUser, createTestAccess, type TestAccess } from './testing.ts';

let db: TestDatabase;
let server: TestAccess;
let owner: pg.Client;
const cookies = new Map<string, string>();
const patientId = randomUUID();

beforeAll(async () => {
  db = await createTestDatabase();
  server = await createTestAccess(db);
  registerAccessRoutes(server.routes, server.access, {
    releaseOwnedWork: async () => 0,
    requirePatient: async () => undefined,
    loadPatientHeaders: async () => new Map([[patientId, { name: 'Ada Sample' }]]),
  });
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  await owner.query('update organization set demonstration = true');
  const practiceId = randomUUID();
  await owner.query("insert into practice values ($1, $2, 'Uno', 'America/New_York')", [
    db.organizationId,
    practiceId,
  ]);
  for (const role of roles) {
    const bound = role === 'practice-user' ? practiceId : null;
    const { email } = await addTestUser(db, { roles: [role], practiceId: bound });
    cookies.set(role, await server.signIn(email));
  }
});
afterAll(async () => {
  await owner.end();
  await server.close();
  await db.close();
});

async function send(
  method: Contract['method'],
  url: string,
  headers: Record<string, string>,
  payload?: object,
) {
  const response = await server.routes.http.inject(
    payload ? { method, url, headers, payload } : { method, url, headers },
  );
  const isJson = /json(;|$)/.test(String(response.headers['content-type']));
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: isJson && !response.body.includes('\n') ? response.json() : undefined,
  };
}

const as = (role: string) => ({ cookie: cookies.get(role) ?? '' });

const contracts = [auditContracts, sessionContracts, tokenContracts, userContracts]
  .flatMap((module) => Object.values(module) as unknown[])
  .filter((one): one is Contract => typeof one === 'object' && one !== null && 'path' in one);

test('every route but those of signing in names a permission of the table', () => {
  expect(contracts).toHaveLength(22);
  for (const { permission } of contracts)
    expect(Object.keys(permissionTable)).toContain(permission);
});

test.each(contracts)('$method $path is closed to who has no right to it', async (contract) => {
  const url = contract.path.replaceAll(/\{\w+\}/g, randomUUID());
  const payload = contract.method === 'GET' ? undefined : {};
  const open: string[] = [];
  for (const role of roles) {
    const { status, body } = await send(contract.method, url, as(role), payload);
    const closed = status === 403 && body.code === 'session.forbidden';
    if (!closed && status !== 401) open.push(role);
  }
  const holders: readonly string[] = permissionTable[contract.permission as Permission];
  expect(open.toSorted()).toEqual(holders.toSorted());
  expect((await send(contract.method, url, {}, payload)).body.code).toBe('session.unauthenticated');
  const scopes = ['system/*.cruds'];
  const { token } = await db.run((context) => createToken(context, { label: 'All', scopes }));
  const machine = { authorization: `Bearer ${token}` };
  expect((await send(contract.method, url, machine, payload)).status).toBe(403);
});

test('a person chooses the language of their screens', async () => {
  const headers = as('care-provider');
  const before = await send('GET', '/api/session', headers);
  expect(before.body.user.interfaceLanguage).toBe('es');
  await send('PATCH', '/api/session', headers, { interfaceLanguage: 'en' });
  const after = await send('GET', '/api/session', headers);
  expect(after.body.user.interfaceLanguage).toBe('en');
  expect(after.headers['cache-control']).toBe('no-store');
});

test('emergency access, its review and who saw the patient, over the wire', async () => {
  const reason = 'The patient does not answer; the son asks for the medication list.';
  const opened = await send('POST', '/api/break-glass', as('care-manager'), { patientId, reason });
  expect(opened).toMatchObject({ status: 200, body: { endsAt: expect.any(String) } });
  const officer = as('privacy-officer');
  const { body } = await send('GET', '/api/break-glass/reviews', officer);
  expect(body.reviews).toEqual([
    expect.objectContaining({
      ...{ kind: 'privacy-notice', id: opened.body.id, patientId, reason },
      patientName: 'Ada Sample',
    }),
  ]);
  const review = `/api/break-glass/${opened.body.id}/review`;
  expect((await send('POST', review, officer, { note: 'Justified.' })).body).toEqual({
    done: true,
  });
  const seen = await send('GET', `/api/audit/patients/${patientId}`, officer);
  const entries = seen.body.entries as { action: string }[];
  const actions = entries.map((one) => one.action);
  expect(actions).toEqual(['break-glass.review', 'break-glass.list', 'break-glass.begin']);
  expect(seen.body).toMatchObject({ patientName: 'Ada Sample', next: null });
  const past = await send('GET', `/api/audit/patients/${patientId}?to=2020-01-01`, officer);
  expect(past.body.entries).toEqual([]);
});

test('the audit log is downloaded as lines of JSON and says that it was', async () => {
  const officer = as('privacy-officer');
  const url = `/api/audit/export?from=2020-01-01&to=2099-12-31&patientId=${patientId}`;
  const download = async () => {
    const { status, headers, text } = await send('GET', url, officer);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/x-ndjson');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; event?: { action: string } });
    expect(lines[0]).toMatchObject({ type: 'header', patientId });
    return lines.map((line) => line.event?.action);
  };
  // Transactions of other tests hold sealing back for a moment: they share the server.
  await expect.poll(download, { timeout: 10_000 }).toContain('audit.export');
  const chain = await send('GET', '/api/audit/chain', officer);
  expect(chain.body).toMatchObject({ breaks: [] });
  expect((await send('GET', '/api/audit/export?from=2020-01-01', officer)).status).toBe(400);
});

test('when the store of identities fails, nobody is told that their password is wrong', async () => {
  await owner.query('alter table auth."user" rename to user_away');
  const payload = { email: `${randomUUID()}@example.org`, password: 'whatever it may be' };
  const answer = await send('POST', '/api/auth/sign-in/email', {}, payload);
  await owner.query('alter table auth.user_away rename to "user"');
  expect(answer).toMatchObject({ status: 500, body: { code: 'server.failed' } });
});
