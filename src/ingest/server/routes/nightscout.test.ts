import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { sessionProblems } from '../../../access/core/problems.ts';
import { permissionsOfScopes } from '../../../access/core/scopes.ts';
import type { Caller } from '../../../platform/server/context.ts';
import { createHttp, type Http } from '../../../platform/server/http.ts';
import { createLog } from '../../../platform/server/log.ts';
import { createIngestTest, machineCaller, type IngestTest } from '../testing.ts';
import { registerNightscoutRoutes } from './nightscout.ts';

let t: IngestTest;
let http: Http;
let patient: string;
const callers = new Map<string, Caller>();

beforeAll(async () => {
  t = await createIngestTest();
  patient = await t.addPatient();
  const routes = await createHttp({
    database: t.db.database,
    clock: () => t.now,
    log: createLog('silent'),
    authenticate: (request) => {
      const secret = request.headers['api-secret'];
      if (secret === undefined) return Promise.resolve(null);
      const caller = callers.get(String(secret));
      return caller
        ? Promise.resolve(caller)
        : Promise.reject(sessionProblems['session.token-invalid']());
    },
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerNightscoutRoutes(routes, t.ingest);
  http = routes.http;
  const scopes = permissionsOfScopes(['system/Observation.crs']);
  addCaller('uploader', { permissions: scopes, patientId: patient });
  addCaller('write-only', {
    permissions: permissionsOfScopes(['system/Observation.c']),
    patientId: patient,
  });
  addCaller('other-resource', {
    permissions: permissionsOfScopes(['system/Patient.rs']),
    patientId: patient,
  });
  addCaller('unbound', { permissions: scopes });
});
afterAll(() => t.close());

function addCaller(secret: string, fields: Partial<Caller>): void {
  callers.set(secret, machineCaller(t.db.organizationId, { source: 'nightscout', ...fields }));
}

async function call(
  method: 'GET' | 'POST',
  url: string,
  {
    secret = 'uploader',
    body,
    headers = {},
  }: { secret?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const payload = Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const reply = await http.inject({
    method,
    url: `/api/v1/${url}`,
    headers: {
      ...(secret === '' ? {} : { 'api-secret': secret }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: reply.statusCode, json: reply.json<unknown>() };
}

const minute = 60_000;
const sensor = (minutesAgo: number, sgv: number, fields: object = {}) => ({
  device: 'xDrip-DexcomG6',
  date: t.now.getTime() - minutesAgo * minute,
  dateString: new Date(t.now.getTime() - (minutesAgo + 360) * minute)
    .toISOString()
    .replace('Z', '-0600'),
  sgv,
  direction: 'Flat',
  type: 'sgv',
  noise: 1,
  ...fields,
});

function verdicts(json: unknown) {
  const entries = json as readonly {
    readonly enlace: { readonly status: string; readonly code?: string };
  }[];
  return entries.map(({ enlace }) => [enlace.status, enlace.code]);
}

test('answers an upload entry by entry in its order, as uploaders count on', async () => {
  const body = [
    sensor(10, 121),
    { type: 'cal', date: t.now.getTime(), slope: 800, intercept: 1, scale: 1 },
    sensor(5, 10),
    { type: 'mbg', date: t.now.getTime() - minute, mbg: 118, device: 'Contour' },
    { type: 'rawbg', date: 1 },
    sensor(10, 121),
  ];
  const reply = await call('POST', 'entries', { body });
  expect([reply.status, verdicts(reply.json)]).toEqual([
    200,
    [
      ['accepted', undefined],
      ['ignored', undefined],
      ['rejected', 'value-absent'],
      ['accepted', undefined],
      ['rejected', 'resource-unsupported'],
      ['duplicate', undefined],
    ],
  ]);
  expect(reply.json).toMatchObject(
    body.map(({ type, date }) => ({ type, date, _id: expect.stringMatching(/^[0-9a-f]{24}$/) })),
  );
});

test('takes the same upload again as duplicates, at the address with extension and compressed', async () => {
  const body = gzipSync(JSON.stringify([sensor(30, 140), sensor(25, 145)]));
  const headers = { 'content-encoding': 'gzip' };
  const first = await call('POST', 'entries.json', { body, headers });
  const again = await call('POST', 'entries', { body, headers });
  const cut = await call('POST', 'entries', { body: body.subarray(0, 40), headers });
  expect([verdicts(first.json), verdicts(again.json), cut.status]).toEqual([
    [
      ['accepted', undefined],
      ['accepted', undefined],
    ],
    [
      ['duplicate', undefined],
      ['duplicate', undefined],
    ],
    400,
  ]);
  expect((again.json as { _id: string }[]).map(({ _id }) => _id)).toEqual(
    (first.json as { _id: string }[]).map(({ _id }) => _id),
  );
});

test('gives followers the newest entries of the patient, the newest first', async () => {
  const person = await t.addPatient();
  addCaller('follower', {
    permissions: permissionsOfScopes(['system/Observation.crs']),
    patientId: person,
  });
  const body = [
    sensor(15, 101),
    sensor(10, 102),
    sensor(5, 39, { device: 'dexcom' }),
    { type: 'mbg', date: t.now.getTime() - minute, mbg: 6.1, units: 'mmol/L', device: 'Contour' },
  ];
  await call('POST', 'entries', { secret: 'follower', body });
  const get = async (query: string) => {
    const reply = await call('GET', `entries.json${query}`, { secret: 'follower' });
    return (reply.json as { type: string; sgv?: number; mbg?: number }[]).map(
      ({ type, sgv, mbg }) => [type, sgv ?? mbg],
    );
  };
  const tenAgo = t.now.getTime() - 10 * minute;
  expect({
    all: await get(''),
    two: await get('?count=2'),
    sensor: await get('?count=1&find[type]=sgv'),
    since: await get(`?find[date][$gte]=${tenAgo}&find[type]=sgv`),
    before: await get(`?find[dateString][$lt]=${new Date(tenAgo).toISOString()}`),
  }).toEqual({
    all: [
      ['mbg', 110],
      ['sgv', 39],
      ['sgv', 102],
      ['sgv', 101],
    ],
    two: [
      ['mbg', 110],
      ['sgv', 39],
    ],
    sensor: [['sgv', 39]],
    since: [
      ['sgv', 39],
      ['sgv', 102],
    ],
    before: [['sgv', 101]],
  });
  const [entry] = (await call('GET', 'entries?count=1&find[type]=sgv', { secret: 'follower' }))
    .json as object[];
  expect(entry).toMatchObject({
    device: 'dexcom',
    direction: 'Flat',
    noise: 1,
    utcOffset: -360,
    date: t.now.getTime() - 5 * minute,
  });
});

test.each([
  ['GET', 'entries', '', 401],
  ['GET', 'entries', 'wrong', 401],
  ['GET', 'entries', 'write-only', 403],
  ['GET', 'entries', 'other-resource', 403],
  ['GET', 'entries', 'unbound', 403],
  ['POST', 'entries', '', 401],
  ['GET', 'experiments/test', '', 401],
  ['GET', 'experiments/test', 'uploader', 200],
] as const)('answers %s %s with the secret "%s" by %s', async (method, url, secret, status) => {
  const options = method === 'POST' ? { secret, body: [] } : { secret };
  expect((await call(method, url, options)).status).toBe(status);
});

test('tells anybody that it is there, and whoever asks what the secret may do', async () => {
  const status = await call('GET', 'status.json', { secret: '' });
  const rights = [];
  for (const secret of ['', 'wrong', 'write-only', 'uploader']) {
    const { json } = await call('GET', 'verifyauth', { secret });
    const { message } = json as {
      message: { canRead: boolean; canWrite: boolean; message: string };
    };
    rights.push([message.canRead, message.canWrite, message.message]);
  }
  expect([status.status, status.json, rights]).toMatchObject([
    200,
    {
      status: 'ok',
      apiEnabled: true,
      settings: { units: 'mg/dl' },
      serverTimeEpoch: t.now.getTime(),
    },
    [
      [false, false, 'UNAUTHORIZED'],
      [false, false, 'UNAUTHORIZED'],
      [false, true, 'OK'],
      [true, true, 'OK'],
    ],
  ]);
});
