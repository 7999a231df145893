import { deflateSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { sessionProblems } from '../../access/core/problems.ts';
import { createHttp, type Http } from '../../platform/server/http.ts';
import { createLog } from '../../platform/server/log.ts';
import type { ItemResult } from '../contract.ts';
import { registerIngestRoutes } from './routes.ts';
import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;
let http: Http;
let patient: string;

beforeAll(async () => {
  t = await createIngestTest();
  patient = await t.addPatient();
  const callers = new Map([
    ['Bearer sender', t.token],
    ['Bearer reader', { ...t.token, permissions: new Set(['fhir.read']) }],
  ]);
  const routes = await createHttp({
    database: t.db.database,
    clock: () => t.now,
    log: createLog('silent'),
    authenticate: (request) =>
      Promise.resolve(callers.get(request.headers.authorization ?? '') ?? null),
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerIngestRoutes(routes, t.ingest);
  http = routes.http;
});
afterAll(() => t.close());

async function post(
  payload: Buffer | string,
  headers: Record<string, string> = {},
  authorization = 'Bearer sender',
) {
  const reply = await http.inject({
    method: 'POST',
    url: '/ingest/readings',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    payload,
  });
  return { status: reply.statusCode, json: reply.json<Answer>(), headers: reply.headers };
}

interface Answer {
  readonly items: ItemResult[];
  readonly counts: Record<string, number>;
  readonly code?: string;
  readonly reason?: string;
}

let count = 0;
function reading(fields: Record<string, unknown> = {}) {
  count += 1;
  return {
    id: `r-${count}`,
    patient,
    kind: 'blood-pressure',
    at: new Date(t.now.getTime() - (count + 1) * 1_000).toISOString(),
    values: { systolic: 124, diastolic: 78 },
    unit: 'mmHg',
    ...fields,
  };
}

test('one reading or many: each item is answered, with what to do where it was not taken', async () => {
  const one = await post(JSON.stringify(reading()));
  const many = await post(JSON.stringify([reading(), reading({ unit: 'bar' })]));
  expect([one.status, one.json.counts]).toEqual([
    200,
    { accepted: 1, duplicate: 0, quarantined: 0, rejected: 0 },
  ]);
  expect(many.json.items).toEqual([
    { index: 0, id: `r-${count - 1}`, status: 'accepted' },
    {
      index: 1,
      id: `r-${count}`,
      status: 'rejected',
      code: 'unit-unknown',
      messages: {
        en: 'This unit is not accepted for this vital sign.',
        es: 'Esta unidad no se acepta para este signo vital.',
      },
      advice: {
        en: 'Send the value in an accepted unit.',
        es: 'Envíe el valor en una unidad aceptada.',
      },
    },
  ]);
});

test('only a token that may send readings is heard', async () => {
  const body = JSON.stringify(reading());
  const answers = [await post(body, {}, ''), await post(body, {}, 'Bearer reader')];
  expect(answers.map(({ status }) => status)).toEqual([401, 403]);
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
])('a body may come compressed with %s', async (encoding, compress) => {
  const answer = await post(compress(JSON.stringify([reading()])), {
    'content-encoding': encoding,
  });
  expect(answer.json.counts).toMatchObject({ accepted: 1 });
});

function whole() {
  return JSON.stringify([reading()]);
}

function deep(depth: number) {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

describe('a request that cannot be used is refused with its reason, and nothing of it is stored', () => {
  const cases: [
    string,
    () => [Buffer | string, Record<string, string>?],
    number,
    string,
    string?,
  ][] = [
    ['truncated JSON', () => [whole().slice(0, -5)], 400, 'ingest.unreadable', 'json'],
    ['no body', () => [''], 400, 'ingest.unreadable', 'json'],
    ['text', () => ['presión 120/80'], 400, 'ingest.unreadable', 'json'],
    [
      'bytes that are not UTF-8',
      () => [Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d])],
      400,
      'ingest.unreadable',
      'utf-8',
    ],
    [
      'truncated gzip',
      () => [gzipSync(whole()).subarray(0, 40), { 'content-encoding': 'gzip' }],
      400,
      'ingest.unreadable',
      'encoding',
    ],
    [
      'gzip that is none',
      () => [whole(), { 'content-encoding': 'gzip' }],
      400,
      'ingest.unreadable',
      'encoding',
    ],
    [
      'an encoding that is not known',
      () => [whole(), { 'content-encoding': 'br' }],
      415,
      'ingest.encoding-unsupported',
    ],
    [
      'gzip that unfolds without end',
      () => [gzipSync(Buffer.alloc(30 * 1024 * 1024, ' ')), { 'content-encoding': 'gzip' }],
      413,
      'request.too-large',
    ],
    ['a body that is too large', () => [' '.repeat(11 * 1024 * 1024)], 413, 'request.too-large'],
    [
      'too many items',
      () => [JSON.stringify(Array.from({ length: 5_001 }, () => 1))],
      413,
      'ingest.too-many-items',
    ],
  ];
  test.each(cases)('%s', async (_name, make, status, code, reason) => {
    const [body, headers] = make();
    const answer = await post(body, headers);
    expect([answer.status, answer.json.code, answer.json.reason]).toEqual([status, code, reason]);
  });
});

describe('a hostile item is refused with its reason, and the one beside it is taken', () => {
  const cases: [string, (base: ReturnType<typeof reading>) => string][] = [
    ['null', () => 'null'],
    ['a number', () => '1e999'],
    ['an array', () => '[[]]'],
    [
      'deep nesting in a value',
      (base) =>
        JSON.stringify({ ...base, values: 0 }).replace('"values":0', `"values":${deep(5_000)}`),
    ],
    ['very deep nesting', () => deep(200_000)],
    [
      'a prototype key',
      (base) => JSON.stringify(base).replace('{', '{"__proto__":{"admin":true},'),
    ],
    [
      'a prototype among the values',
      (base) => JSON.stringify(base).replace('"systolic"', '"__proto__":{"x":1},"systolic"'),
    ],
    ['a constructor as kind', (base) => JSON.stringify({ ...base, kind: 'constructor' })],
    [
      'a huge string as patient',
      (base) => JSON.stringify({ ...base, patient: 'x'.repeat(100_000) }),
    ],
    ['a huge string as time', (base) => JSON.stringify({ ...base, at: '2'.repeat(100_000) })],
    ['NUL in the message id', (base) => JSON.stringify({ ...base, id: 'a\u0000b' })],
    [
      'half a surrogate pair as device',
      (base) =>
        JSON.stringify({ ...base, device: 'a' }).replace('"device":"a"', '"device":"\\ud800"'),
    ],
    ['NUL in the context', (base) => JSON.stringify({ ...base, context: { note: 'a\u0000' } })],
    ['SQL as unit', (base) => JSON.stringify({ ...base, unit: "'; drop table reading; --" })],
    ['script as kind', (base) => JSON.stringify({ ...base, kind: '<script>alert(1)</script>' })],
    [
      'text as value',
      (base) => JSON.stringify({ ...base, values: { systolic: '124', diastolic: 78 } }),
    ],
    [
      'an infinite value',
      (base) =>
        JSON.stringify({ ...base, values: { systolic: 1, diastolic: 78 } }).replace(
          ':1,',
          ':1e999,',
        ),
    ],
    ['a number as context', (base) => JSON.stringify({ ...base, context: 7 })],
    ['an impossible date', (base) => JSON.stringify({ ...base, at: '2026-13-45T99:99:99Z' })],
    [
      'an impossible offset',
      (base) => JSON.stringify({ ...base, at: '2026-11-20T10:00:00-20:00' }),
    ],
    ['a misspelt field', (base) => JSON.stringify({ ...base, tiempo: base.at })],
  ];
  test.each(cases)('%s', async (_name, make) => {
    const hostile = make(reading());
    const answer = await post(`[${hostile},${JSON.stringify(reading())}]`);
    expect(answer.status).toBe(200);
    expect(answer.json.items.map((item) => item.status)).toEqual(['rejected', 'accepted']);
    expect(answer.json.items[0]?.messages?.es).toMatch(/\S/);
    const again = await post(`[${hostile}]`);
    expect(again.json.items[0]?.code).toBe(answer.json.items[0]?.code);
  });

  test('all of them are kept for a person to see, once each', async () => {
    const rows = await t.rows<{ count: number; distinct: number }>(
      `select count(*)::int as count, count(distinct identity)::int as distinct from quarantine_item
       where outcome = 'rejected'`,
    );
    expect(rows[0]?.count).toBe(rows[0]?.distinct);
    expect(rows[0]?.count).toBeGreaterThanOrEqual(cases.length);
  });
});
