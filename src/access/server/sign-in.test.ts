import { createHmac } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { registerAccessRoutes } from './routes.ts';
import { resetTotp } from './service/users.ts';
import {
  addTestUser,
  cookieHeader,
  createTestAccess,
  testPassword,
  type TestAccess,
} from './testing.ts';

let db: TestDatabase;
let server: TestAccess;
let owner: pg.Client;

beforeAll(async () => {
  db = await createTestDatabase();
  server = await createTestAccess(db);
  registerAccessRoutes(server.routes, server.access, {
    releaseOwnedWork: async () => 0,
    requirePatient: async () => undefined,
    loadPatientHeaders: async () => new Map(),
  });
  owner = new pg.Client(db.connectionString);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.close();
  await db.close();
});

async function post(url: string, payload: object, cookie = '', headers: object = {}) {
  const response = await server.routes.http.inject({
    method: 'POST',
    url,
    payload,
    headers: { cookie, ...headers },
  });
  const cookies = cookieHeader(response.cookies);
  return { status: response.statusCode, body: response.json(), cookies, raw: response.cookies };
}

async function get(url: string, cookie: string, headers: object = {}) {
  const response = await server.routes.http.inject({ url, headers: { cookie, ...headers } });
  return { status: response.statusCode, body: response.json() };
}

function signIn(email: string, password = testPassword) {
  return post('/api/auth/sign-in/email', { email, password });
}

/** RFC 6238 with the defaults of authenticator apps: SHA-1, six digits, 30 seconds. */
function totp(base32: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32.replaceAll('=', '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[19]! & 0x0f;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

async function actionsOf(userId: string): Promise<string[]> {
  const found = await owner.query<{ action: string }>(
    `select action from audit_event where (actor_id = $1 or subject = 'user:' || $1::text)
     and action like 'session.%' order by transaction_id`,
    [userId],
  );
  return found.rows.map((row) => row.action);
}

/** Sets the authenticator app up and gives its secret, backup codes and the new cookie. */
async function enrol(email: string) {
  const { cookies } = await signIn(email);
  const enabled = await post('/api/auth/two-factor/enable', { password: testPassword }, cookies);
  expect(enabled.status).toBe(200);
  const { secret, backupCodes, uri } = enabled.body;
  const code = totp(secret, Date.now() - 30_000);
  const verified = await post('/api/auth/two-factor/verify-totp', { code }, cookies);
  expect(verified).toMatchObject({ status: 200, body: { state: 'signed-in' } });
  return { secret, backupCodes, uri, cookie: verified.cookies, before: cookies };
}

test('a right password opens a session whose cookie only the browser sees', async () => {
  const user = await addTestUser(db);
  const { status, body, raw } = await signIn(user.email.toUpperCase());
  expect({ status, body }).toEqual({ status: 200, body: { state: 'signed-in' } });
  expect(raw).toEqual([
    expect.objectContaining({ name: 'enlace.session_token', httpOnly: true, sameSite: 'Lax' }),
  ]);
  expect(await actionsOf(user.id)).toEqual(['session.begin']);
});

test('a wrong password, an unknown address and a deactivated person get the same answer', async () => {
  const known = await addTestUser(db);
  const inactive = await addTestUser(db);
  await owner.query('update app_user set active = false where id = $1', [inactive.id]);
  const answers = await Promise.all([
    signIn(known.email, 'not the right one'),
    signIn('nobody@example.org', 'not the right one'),
    signIn(inactive.email),
  ]);
  const seen = answers.map(({ status, body, raw }) => [
    status,
    String(body.code),
    String(body.title),
    raw,
  ]);
  const refused = [403, 'sign-in.refused', 'E-mail address or password is not right.', []];
  expect(seen).toEqual([refused, refused, refused]);
  expect(await actionsOf(known.id)).toEqual(['session.refuse']);
});

test('outside of demonstrations only the own session is open until the authenticator app is set up', async () => {
  const user = await addTestUser(db, { roles: ['administrator'] });
  const { cookies } = await signIn(user.email);
  expect(await get('/api/session', cookies)).toMatchObject({
    status: 200,
    body: { mustEnrolTotp: true, totpEnrolled: false, permissions: ['session.self'] },
  });
  expect(await get('/api/users', cookies)).toMatchObject({
    status: 403,
    body: { code: 'session.forbidden', permission: 'users.read' },
  });
  const app = await enrol(user.email);
  expect(app.uri).toMatch(/^otpauth:\/\/totp\/Enlace:.*issuer=Enlace/);
  expect(await get('/api/session', app.cookie)).toMatchObject({
    body: { mustEnrolTotp: false, totpEnrolled: true },
  });
  expect((await get('/api/users', app.cookie)).status).toBe(200);
  expect((await get('/api/session', app.before)).body.code).toBe('session.ended');
});

test('in a demonstration the password is enough', async () => {
  await owner.query('update organization set demonstration = true');
  const user = await addTestUser(db, { roles: ['administrator'] });
  const { cookies } = await signIn(user.email);
  expect((await get('/api/users', cookies)).status).toBe(200);
  await owner.query('update organization set demonstration = false');
});

test('with an authenticator app the password alone opens nothing, and a code works once', async () => {
  const user = await addTestUser(db);
  const app = await enrol(user.email);
  const first = await signIn(user.email);
  expect(first).toMatchObject({ status: 200, body: { state: 'code-needed' } });
  expect(first.cookies).not.toContain('session_token');
  expect((await get('/api/session', first.cookies)).status).toBe(401);
  const wrong = await post('/api/auth/two-factor/verify-totp', { code: '000000' }, first.cookies);
  expect(wrong).toMatchObject({ status: 403, body: { code: 'sign-in.code-refused' } });
  const code = totp(app.secret);
  const right = await post('/api/auth/two-factor/verify-totp', { code }, first.cookies);
  expect(right).toMatchObject({ status: 200, body: { state: 'signed-in' } });
  expect((await get('/api/session', right.cookies)).body).toMatchObject({ mustEnrolTotp: false });
  const again = await signIn(user.email);
  const replay = await post('/api/auth/two-factor/verify-totp', { code }, again.cookies);
  expect(replay).toMatchObject({ status: 403, body: { code: 'sign-in.code-refused' } });
});

test('a backup code replaces the app once; without a challenge there is nothing to verify', async () => {
  const user = await addTestUser(db);
  const app = await enrol(user.email);
  const code: string = app.backupCodes[0];
  const first = await signIn(user.email);
  const url = '/api/auth/two-factor/verify-backup-code';
  expect((await post(url, { code }, first.cookies)).body).toEqual({ state: 'signed-in' });
  const second = await signIn(user.email);
  expect((await post(url, { code }, second.cookies)).body.code).toBe('sign-in.code-refused');
  expect((await post(url, { code })).body.code).toBe('sign-in.start-again');
  const forged = 'enlace.two_factor=2fa-guess.c2lnbmF0dXJl';
  expect((await post(url, { code }, forged)).body.code).toBe('sign-in.start-again');
});

test('new backup codes replace the old ones', async () => {
  const user = await addTestUser(db);
  const app = await enrol(user.email);
  const url = '/api/auth/two-factor/generate-backup-codes';
  const fresh = await post(url, { password: testPassword }, app.cookie);
  expect(fresh.status).toBe(200);
  expect(fresh.body.backupCodes).toHaveLength(10);
  const { cookies } = await signIn(user.email);
  const verify = '/api/auth/two-factor/verify-backup-code';
  const old = await post(verify, { code: app.backupCodes[1] }, cookies);
  expect(old.body.code).toBe('sign-in.code-refused');
});

test('a person who lost the app sets up a new one after an administrator reset it', async () => {
  const user = await addTestUser(db);
  const app = await enrol(user.email);
  const url = '/api/auth/two-factor/enable';
  const twice = await post(url, { password: testPassword }, app.cookie);
  expect(twice.body.code).toBe('sign-in.totp-set-up');
  await db.run((context) => resetTotp(context, user.id));
  await expect.poll(async () => (await get('/api/session', app.cookie)).status).toBe(401);
  await enrol(user.email);
});

test('a new password ends the other sessions of the person and keeps this one', async () => {
  const user = await addTestUser(db);
  const [here, there] = [await signIn(user.email), await signIn(user.email)];
  const url = '/api/auth/change-password';
  const newPassword = 'seven slow turtles nap';
  const wrong = { currentPassword: 'not the right one', newPassword };
  expect((await post(url, wrong, here.cookies)).body.code).toBe('sign-in.password-wrong');
  const weak = { currentPassword: testPassword, newPassword: 'Password12345' };
  expect((await post(url, weak, here.cookies)).body).toMatchObject({
    code: 'sign-in.password-weak',
    reason: 'too-common',
  });
  const right = { currentPassword: testPassword, newPassword };
  const changed = await post(url, right, here.cookies);
  expect(changed).toMatchObject({ status: 200, body: { done: true } });
  expect((await get('/api/session', changed.cookies)).status).toBe(200);
  await expect.poll(async () => (await get('/api/session', there.cookies)).status).toBe(401);
  expect((await signIn(user.email)).status).toBe(403);
  expect((await signIn(user.email, newPassword)).status).toBe(200);
});

test('signing out ends the session on the server, not only in the browser', async () => {
  const user = await addTestUser(db);
  const { cookies } = await signIn(user.email);
  expect((await post('/api/auth/sign-out', {}, cookies)).body).toEqual({ done: true });
  expect(await get('/api/session', cookies)).toMatchObject({
    status: 401,
    body: { code: 'session.ended' },
  });
  expect(await actionsOf(user.id)).toEqual(['session.begin', 'session.end']);
  expect((await post('/api/auth/sign-out', {})).status).toBe(200);
});

test('nobody can sign up, trust a device or reach what the identity library also has', async () => {
  const user = await addTestUser(db);
  const { cookies } = await signIn(user.email);
  const signUp = { name: 'X', email: 'x@example.org', password: testPassword };
  expect((await post('/api/auth/sign-up/email', signUp)).status).toBe(404);
  for (const path of ['get-session', 'list-sessions', 'error', 'ok']) {
    expect((await get(`/api/auth/${path}`, cookies)).status).toBe(404);
  }
  expect((await post('/api/auth/update-user', { name: 'X' }, cookies)).status).toBe(404);
  expect((await post('/api/auth/two-factor/disable', {}, cookies)).status).toBe(404);
  const trusting = { code: '123456', trustDevice: true };
  expect((await post('/api/auth/two-factor/verify-totp', trusting, cookies)).status).toBe(400);
});

test('another site cannot sign anybody in or out', async () => {
  const user = await addTestUser(db);
  const payload = { email: user.email, password: testPassword };
  for (const origin of ['https://elsewhere.example', 'null']) {
    const answer = await post('/api/auth/sign-in/email', payload, '', { origin });
    expect(answer).toMatchObject({ status: 403, body: { code: 'session.foreign-origin' } });
  }
  const host = { host: 'enlace.example', origin: 'https://enlace.example' };
  expect((await post('/api/auth/sign-in/email', payload, '', host)).status).toBe(200);
});

test('eight failures lock the account for both factors and 15 minutes, known or not', async () => {
  const user = await addTestUser(db);
  await enrol(user.email);
  const unknown = 'nobody.else@example.org';
  const refusals = async (email: string) => {
    const codes: string[] = [];
    for (let one = 0; one < 6; one += 1) codes.push((await signIn(email, 'not it')).body.code);
    return codes;
  };
  expect(await refusals(user.email)).toEqual(await refusals(unknown));
  const verify = '/api/auth/two-factor/verify-totp';
  const { cookies } = await signIn(user.email);
  const first = await post(verify, { code: '000001' }, cookies);
  expect(first.body.code).toBe('sign-in.code-refused');
  const second = await post(verify, { code: '000002' }, cookies);
  const locked = { status: 429, body: { code: 'sign-in.locked', retryAt: expect.any(String) } };
  expect(second).toMatchObject(locked);
  expect(await signIn(user.email)).toMatchObject(locked);
  expect(await post(verify, { code: '000003' }, cookies)).toMatchObject(locked);
  expect((await signIn(unknown, 'not it')).body.code).toBe('sign-in.refused');
  expect(await signIn(unknown, 'not it')).toMatchObject(locked);
  const actions = await actionsOf(user.id);
  expect(actions.filter((action) => action === 'session.refuse')).toHaveLength(7);
  expect(actions.at(-1)).toBe('session.lock');
  server.advance(15 * 60_000);
  expect((await signIn(user.email)).body.state).toBe('code-needed');
  server.advance(-15 * 60_000);
});

test('a cookie with a wrong signature is no session', async () => {
  const user = await addTestUser(db);
  const { cookies } = await signIn(user.email);
  const [token] = decodeURIComponent(cookies).split('.').slice(1);
  expect(token).toContain('session_token=');
  for (const forged of [cookies.replace(/.{6}$/, 'AAAAAA'), 'enlace.session_token=%E0%A4%A']) {
    expect((await get('/api/session', forged)).body.code).toBe('session.ended');
  }
  expect((await get('/api/session', 'other=1')).body.code).toBe('session.unauthenticated');
});
