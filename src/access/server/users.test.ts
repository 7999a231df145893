import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemCaller, type Context } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { registerAccessRoutes } from './routes.ts';
import { changeDuty, listOnDuty } from './service.ts';
import { createFirstAdministratorLink } from './service/invitations.ts';
import { createOrganization, editOrganization } from './service/organization.ts';
import {
  createUser,
  deactivateUser,
  editUser,
  inviteUser,
  listUsers,
  reactivateUser,
  type NewUser,
} from './service/users.ts';
import { addTestUser, codeOf, createTestAccess, testPassword, type TestAccess } from './testing.ts';

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
  await owner.query('update organization set demonstration = true');
});
afterAll(async () => {
  await owner.end();
  await server.close();
  await db.close();
});

const person = (given: Partial<NewUser> = {}): NewUser => ({
  ...{ displayName: 'Ana Lucía Peña', email: `${randomUUID()}@example.org`, credentials: 'LPN' },
  ...{ roles: ['care-provider'], languages: ['es'], skills: ['diabetes'] },
  ...{ interfaceLanguage: 'es', practiceId: null },
  ...given,
});

async function post(url: string, payload: object) {
  const response = await server.routes.http.inject({ method: 'POST', url, payload });
  return { status: response.statusCode, body: response.json() };
}

const secretOf = (link: { path: string }) => link.path.split('#')[1]!;
const accept = (secret: string, more: object = {}) =>
  post('/api/auth/invitation/accept', { secret, password: testPassword, ...more });

test('an invited person chooses a password with their link, once, and can sign in', async () => {
  const user = person({ email: `Ana.${randomUUID()}@Example.ORG` });
  const { id, link } = await db.run((context) => createUser(context, user));
  expect(link.path).toMatch(/^\/invitation#[\w-]{43}$/);
  const listed = async () => (await db.run(listUsers)).find((one) => one.id === id);
  expect(await listed()).toMatchObject({ canSignIn: false, active: true, totpEnrolled: false });
  const secret = secretOf(link);
  expect(await post('/api/auth/invitation', { secret })).toMatchObject({
    status: 200,
    body: {
      ...{ kind: 'invitation', organization: 'Test organization', displayName: 'Ana Lucía Peña' },
      ...{ email: user.email.toLowerCase(), interfaceLanguage: 'es' },
    },
  });
  expect((await accept(secret, { password: 'Contraseña2026' })).body).toMatchObject({
    ...{ status: 422, code: 'sign-in.password-weak', reason: 'too-common' },
  });
  expect(await accept(secret)).toEqual({ status: 200, body: { email: user.email.toLowerCase() } });
  expect(await listed()).toMatchObject({ canSignIn: true });
  expect((await accept(secret)).body.code).toBe('sign-in.link-invalid');
  await server.signIn(user.email);
});

async function look(link: { path: string }): Promise<string> {
  const { body } = await post('/api/auth/invitation', { secret: secretOf(link) });
  return String(body.code ?? body.kind);
}

test('a link works for 72 hours, and a newer one replaces it', async () => {
  const created = new Date();
  const { id, link } = await db.run((context) => createUser(context, person()), { now: created });
  expect(link.expiresAt.getTime() - created.getTime()).toBe(72 * 3_600_000);
  const newer = await db.run((context) => inviteUser(context, id));
  expect(await look(link)).toBe('sign-in.link-invalid');
  expect(await look(newer)).toBe('invitation');
  await owner.query(
    "update invitation set expires_at = now() - interval '1 second' where user_id = $1",
    [id],
  );
  expect(await look(newer)).toBe('sign-in.link-invalid');
  expect(await look({ path: `#${'A'.repeat(43)}` })).toBe('sign-in.link-invalid');
});

test('a forgotten password is set anew with a link, which ends open sessions', async () => {
  const { id, email } = await addTestUser(db);
  const cookie = await server.signIn(email);
  const link = await db.run((context) => inviteUser(context, id));
  const secret = secretOf(link);
  expect((await post('/api/auth/invitation', { secret })).body.kind).toBe('password-reset');
  expect((await accept(secret, { password: 'seven slow turtles nap' })).status).toBe(200);
  const left = await owner.query('select 1 from auth.session where user_id = $1', [id]);
  expect(left.rowCount).toBe(0);
  expect(cookie).toContain('session_token');
  await expect(server.signIn(email)).rejects.toThrow('sign-in.refused');
});

test('the first administrator comes in by a link, and only the first', async () => {
  const organizationId = randomUUID();
  const inNew = <T>(work: (context: Context) => Promise<T>) =>
    inOrganization(db.database, organizationId, (tx) =>
      work({ tx, caller: systemCaller(organizationId, 'test'), now: new Date(), audited: 0 }),
    );
  const organization = { name: 'Nueva', zone: 'America/Chicago', demonstration: true };
  await inNew((context) => createOrganization(context, organization));
  const lost = await inNew(createFirstAdministratorLink);
  const link = await inNew(createFirstAdministratorLink);
  expect((await accept(secretOf(lost))).body.code).toBe('sign-in.link-invalid');
  const secret = secretOf(link);
  expect((await post('/api/auth/invitation', { secret })).body).toMatchObject({
    ...{ kind: 'first-administrator', organization: 'Nueva', displayName: null, email: null },
  });
  expect((await accept(secret)).body.code).toBe('sign-in.link-incomplete');
  const email = `${randomUUID()}@example.org`;
  const who = { displayName: 'Rosa Ibarra', email, interfaceLanguage: 'es' };
  expect((await accept(secret, who)).body).toEqual({ email });
  const cookie = await server.signIn(email);
  const session = await server.routes.http.inject({ url: '/api/session', headers: { cookie } });
  expect(session.json()).toMatchObject({
    user: { roles: ['administrator'], interfaceLanguage: 'es' },
    organization: { id: organizationId, name: 'Nueva' },
  });
  expect(await codeOf(inNew(createFirstAdministratorLink))).toBe('users.administrator-exists');
});

test('an address belongs to one person, in whatever organization', async () => {
  const { email } = await addTestUser(db);
  const again = person({ email: email.toUpperCase() });
  expect(await codeOf(db.run((context) => createUser(context, again)))).toBe('users.email-taken');
  const other = await db.addOrganization('Other');
  const elsewhere = inOrganization(db.database, other, (tx) =>
    createUser({ tx, caller: systemCaller(other, 'test'), now: new Date(), audited: 0 }, again),
  );
  expect(await codeOf(elsewhere)).toBe('users.email-taken');
});

test('a person signs in with their new address once it was changed', async () => {
  const [{ id, email }, colleague] = [await addTestUser(db), await addTestUser(db)];
  const edit = (to: string) => db.run((context) => editUser(context, id, { email: to }));
  expect(await codeOf(edit(colleague.email))).toBe('users.email-taken');
  const changed = `Nueva.${randomUUID()}@example.org`;
  await edit(changed);
  await db.run((context) => editUser(context, id, {}));
  await expect(server.signIn(email)).rejects.toThrow('sign-in.refused');
  await server.signIn(changed);
});

test('a practice user belongs to a practice of this organization', async () => {
  const create = (practiceId: string | null) =>
    db.run((context) => createUser(context, person({ roles: ['practice-user'], practiceId })));
  expect(await codeOf(create(null))).toBe('users.practice-needed');
  expect(await codeOf(create(randomUUID()))).toBe('users.practice-unknown');
  const { id } = await addTestUser(db);
  const edit = db.run((context) => editUser(context, id, { roles: ['practice-user'] }));
  expect(await codeOf(edit)).toBe('users.practice-needed');
});

test('the last administrator stays one; with a second, the first may go', async () => {
  await owner.query(
    "update app_user set roles = '{care-provider}' where roles @> '{administrator}' and organization_id = $1",
    [db.organizationId],
  );
  const first = await addTestUser(db, { roles: ['administrator'] });
  const demote = (id: string) =>
    db.run((context) => editUser(context, id, { roles: ['supervisor'] }));
  expect(await codeOf(demote(first.id))).toBe('users.last-administrator');
  const leave = (id: string) => db.run((context) => deactivateUser(context, id));
  expect(await codeOf(leave(first.id))).toBe('users.last-administrator');
  const second = await addTestUser(db, { roles: ['administrator', 'supervisor'] });
  const outcomes = await Promise.all([codeOf(leave(first.id)), codeOf(demote(second.id))]);
  expect(outcomes.toSorted()).toEqual(['agreed', 'users.last-administrator']);
});

test('a deactivated person is off duty, has no link, and comes back with a new one', async () => {
  const { id, email, caller } = await addTestUser(db);
  await db.run((context) => changeDuty(context, true), { caller });
  const link = await db.run((context) => inviteUser(context, id));
  await db.run((context) => deactivateUser(context, id));
  expect((await db.run(listOnDuty)).map((one) => one.userId)).not.toContain(id);
  expect((await accept(secretOf(link))).body.code).toBe('sign-in.link-invalid');
  expect(await codeOf(db.run((context) => inviteUser(context, id)))).toBe('users.inactive');
  await expect(server.signIn(email)).rejects.toThrow('sign-in.refused');
  const back = await db.run((context) => reactivateUser(context, id));
  expect((await accept(secretOf(back))).status).toBe(200);
  await server.signIn(email);
});

test('who is on duty is known with languages and skills; going on duty twice is once', async () => {
  const { caller, id } = await addTestUser(db, { languages: ['es', 'en'], skills: ['cgm'] });
  const began = new Date('2026-11-21T08:00:00Z');
  await db.run((context) => changeDuty(context, true), { caller, now: began });
  await db.run((context) => changeDuty(context, true), { caller });
  expect((await db.run(listOnDuty)).find((one) => one.userId === id)).toEqual({
    ...{ userId: id, displayName: 'Ofelia Márquez', credentials: 'RN', roles: ['care-manager'] },
    ...{ languages: ['es', 'en'], skills: ['cgm'], beganAt: began },
  });
  await db.run((context) => changeDuty(context, false), { caller });
  await db.run((context) => changeDuty(context, false), { caller });
  expect((await db.run(listOnDuty)).map((one) => one.userId)).not.toContain(id);
  const stints = await owner.query('select 1 from duty where user_id = $1', [id]);
  expect(stints.rowCount).toBe(1);
});

function moveTo(zone: string) {
  return db.run((context) => editOrganization(context, { zone }));
}

test('an organization has a zone that exists', async () => {
  expect(await codeOf(moveTo('America/Nowhere'))).toBe('organization.zone-unknown');
  expect(await moveTo('America/Denver')).toMatchObject({ zone: 'America/Denver', idleMinutes: 15 });
});
