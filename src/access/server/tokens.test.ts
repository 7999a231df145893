import { createHash, randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { createToken, listTokens, revokeToken, type TokenRequest } from './service/tokens.ts';
import { codeOf, createTestAccess, type TestAccess } from './testing.ts';

let db: TestDatabase;
let server: TestAccess;
let owner: pg.Client;
const practiceId = randomUUID();

beforeAll(async () => {
  db = await createTestDatabase();
  server = await createTestAccess(db);
  server.routes.http.get('/who', (request) =>
    server.access.authenticate(request).then((caller) => ({
      ...caller,
      permissions: [...(caller?.permissions ?? [])].toSorted(),
    })),
  );
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  await owner.query("insert into practice values ($1, $2, 'Clínica Uno', 'America/New_York')", [
    db.organizationId,
    practiceId,
  ]);
});
afterAll(async () => {
  await owner.end();
  await server.close();
  await db.close();
});

async function who(headers: Record<string, string>) {
  const response = await server.routes.http.inject({ url: '/who', headers });
  return { status: response.statusCode, body: response.json() };
}

const bearer = (token: string) => who({ authorization: `Bearer ${token}` });
const create = (request: Partial<TokenRequest>) =>
  db.run((context) =>
    createToken(context, { label: 'Gateway', scopes: ['system/Observation.c'], ...request }),
  );

test('a token acts for its organization with what its scopes grant, bound to its practice', async () => {
  const { id, token } = await create({ label: 'Báscula Hub 2', practiceId });
  expect(await bearer(token)).toEqual({
    status: 200,
    body: {
      ...{ organizationId: db.organizationId, kind: 'token', id, label: 'Báscula Hub 2' },
      ...{ roles: [], languages: [], practiceId, patientId: null, source: 'bascula-hub-2' },
      permissions: ['fhir.write', 'fhir:Observation.c', 'readings.send'],
    },
  });
  expect((await who({ authorization: `bearer  ${token} ` })).status).toBe(200);
});

test('the database keeps only hashes of the secret', async () => {
  const { id, token } = await create({ nightscout: true, patientId: randomUUID() });
  const { rows } = await owner.query('select * from api_token where id = $1', [id]);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(rows[0].secret_sha256).toEqual(createHash('sha256').update(token).digest());
  const listed = await db.run(listTokens);
  expect(JSON.stringify(listed)).not.toContain(token);
});

test('a Nightscout uploader sends the SHA-1 of its token and is bound to its patient', async () => {
  const patientId = randomUUID();
  const { token } = await create({ nightscout: true, patientId });
  const sha1 = createHash('sha1').update(token).digest('hex');
  expect((await who({ 'api-secret': sha1.toUpperCase() })).body).toMatchObject({ patientId });
  const plain = await create({});
  const wrong = createHash('sha1').update(plain.token).digest('hex');
  expect((await who({ 'api-secret': wrong })).status).toBe(401);
});

test('what is no token is refused, never ignored', async () => {
  const { token } = await create({});
  const refused: Record<string, string>[] = [
    { authorization: 'Bearer enl_unknown' },
    { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
    { authorization: '' },
    { 'api-secret': 'not forty hexadecimal digits' },
    { 'api-secret': '' },
  ];
  for (const headers of refused) {
    expect(await who(headers)).toMatchObject({
      status: 401,
      body: { code: 'session.token-invalid' },
    });
  }
  const inAddress = await server.routes.http.inject({ url: `/who?token=${token}` });
  expect(inAddress.json()).toEqual({ permissions: [] });
});

test('a revoked token stops working within moments, in every process', async () => {
  const { id, token } = await create({});
  expect((await bearer(token)).status).toBe(200);
  await db.run((context) => revokeToken(context, id));
  await expect.poll(async () => (await bearer(token)).status).toBe(401);
  expect(await codeOf(db.run((context) => revokeToken(context, id)))).toBe('record.not-found');
});

test('the day of last use is written once a day', async () => {
  const { id, token } = await create({});
  const lastUsed = async () =>
    (await db.run(listTokens)).find((one) => one.id === id)?.lastUsedOn ?? null;
  expect(await lastUsed()).toBeNull();
  await bearer(token);
  expect(await lastUsed()).toBe(server.now().toISOString().slice(0, 10));
  server.advance(86_400_000);
  await bearer(token);
  expect(await lastUsed()).toBe(server.now().toISOString().slice(0, 10));
});

test('what cannot be granted is refused with its reason', async () => {
  expect(await codeOf(create({ scopes: ['system/Observation.read'] }))).toBe(
    'tokens.scope-invalid',
  );
  expect(await codeOf(create({ scopes: [] }))).toBe('tokens.scope-invalid');
  expect(await codeOf(create({ nightscout: true }))).toBe('tokens.patient-needed');
  expect(await codeOf(create({ practiceId: randomUUID() }))).toBe('users.practice-unknown');
});

test('tokens of another organization are neither seen, nor ended, nor mixed up', async () => {
  const other = await db.addOrganization('Other');
  const { id, token } = await create({});
  const inOther = <T>(work: Parameters<typeof db.run<T>>[0]) =>
    inOrganization(db.database, other, (tx) =>
      work({ tx, caller: systemCaller(other, 'test'), now: new Date(), audited: 0 }),
    );
  expect(await inOther(listTokens)).toEqual([]);
  expect(await codeOf(inOther((context) => revokeToken(context, id)))).toBe('record.not-found');
  expect(
    await codeOf(
      inOther((context) =>
        createToken(context, { label: 'x', scopes: ['system/*.r'], practiceId }),
      ),
    ),
  ).toBe('users.practice-unknown');
  const theirs = await inOther((context) =>
    createToken(context, { label: 'Theirs', scopes: ['system/*.r'] }),
  );
  expect((await bearer(theirs.token)).body.organizationId).toBe(other);
  expect((await bearer(token)).body.organizationId).toBe(db.organizationId);
});

test('a known token costs next to nothing', async () => {
  const { token } = await create({});
  const request = {
    headers: { authorization: `Bearer ${token}` },
    routeOptions: { url: '/ingest/readings' },
  } as unknown as Parameters<typeof server.access.authenticate>[0];
  const started = performance.now();
  const rounds = 20_000;
  for (let one = 0; one < rounds; one += 1) await server.access.authenticate(request);
  // The budget is 20 µs; the rest is for a busy machine.
  expect(((performance.now() - started) / rounds) * 1_000).toBeLessThan(60);
});
