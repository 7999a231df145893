import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { SourceSecret } from '../../../contract/sources.ts';
import { createVendorTest, outcomesOf, type VendorTest } from '../../routes/testing-vendors.ts';

/** What the recorded peer was asked, and what it answers next. */
let peer: Server;
let asked: { path: string; authorization: string; form: Record<string, string> }[] = [];
let answers: { status: number; body: string }[] = [];
let v: VendorTest;
let source: SourceSecret;

beforeAll(async () => {
  peer = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      asked.push({
        path: `${request.method ?? ''} ${request.url ?? ''}`,
        authorization: request.headers.authorization ?? '',
        form: Object.fromEntries(new URLSearchParams(text)),
      });
      const { status, body } = answers.shift() ?? { status: 500, body: '' };
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((listening) => peer.listen(0, '127.0.0.1', listening));
  const { port } = peer.address() as AddressInfo;
  v = await createVendorTest();
  source = await v.addSource('withings', { baseUrl: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await v.close();
  await new Promise((closed) => peer.close(closed));
});
beforeEach(() => {
  asked = [];
  answers = [];
  v.t.now = new Date('2026-11-20T18:00:00Z');
});

const from = Date.parse('2026-11-20T17:50:00Z') / 1_000;

function notification(userId: string, category = 4): string {
  return new URLSearchParams({
    ...{ userid: userId, appli: String(category) },
    ...{ startdate: String(from), enddate: String(from + 60) },
  }).toString();
}

function notify(body: string) {
  return v.deliver(source, body, { contentType: 'application/x-www-form-urlencoded' });
}

function measure(type: number, value: number) {
  return { value, type, unit: 0, algo: 0, fm: 3 };
}

/** An answer as Withings gives it, of a cuff. */
function measures(systolic: number) {
  const group = {
    ...{ grpid: 4_716_596_696, attrib: 0, date: from, created: from, modified: from, category: 1 },
    ...{ deviceid: 'c405eb8e', measures: [measure(9, 89), measure(10, systolic), measure(11, 88)] },
  };
  return JSON.stringify({ status: 0, body: { timezone: 'America/Chicago', measuregrps: [group] } });
}

async function addAccount(userId: string): Promise<string> {
  const patientId = await v.t.addPatient();
  const { organizationId } = v.t.db;
  await v.t.db.run(({ tx }) =>
    tx
      .insertInto('patientIdentifier')
      .values({ organizationId, patientId, system: 'withings', value: userId })
      .execute(),
  );
  const saved = await v.ask('POST', `/api/sources/${source.id}/accounts`, {
    account: userId,
    accessToken: `token-of-${userId}`,
  });
  expect(saved.status).toBe(200);
  return patientId;
}

test('fetches what a notification is about, with the token of that person', async () => {
  const patientId = await addAccount('12345');
  answers = [{ status: 200, body: measures(139) }];
  expect(outcomesOf(await notify(notification('12345')))).toEqual(['accepted']);
  expect(asked).toEqual([
    {
      path: 'POST /measure',
      authorization: 'Bearer token-of-12345',
      form: {
        ...{ action: 'getmeas', meastypes: '1,9,10,11,12,54,71', category: '1' },
        ...{ startdate: String(from), enddate: String(from + 60) },
      },
    },
  ]);
  expect(
    await v.t.rows('select value_1, value_2, value_3 from reading where patient_id = $1', [
      patientId,
    ]),
  ).toEqual([{ value_1: 139, value_2: 89, value_3: 88 }]);
  const kept = await v.t.rows<{ adapter: string; message_id: string | null; body: Buffer }>(
    'select adapter, message_id, body from delivery where token_id = $1 order by adapter',
    [source.id],
  );
  expect(
    kept.map(({ adapter, message_id, body }) => [adapter, message_id, body.toString()]),
  ).toEqual([
    ['withings', '12345', measures(139)],
    ['withings-notification', null, notification('12345')],
  ]);
});

test('is a duplicate when it is notified again, and a correction when the group changed', async () => {
  await addAccount('22');
  answers = [measures(140), measures(140), measures(144)].map((body) => ({ status: 200, body }));
  expect(outcomesOf(await notify(notification('22')))).toEqual(['accepted']);
  expect(outcomesOf(await notify(notification('22')))).toEqual(['duplicate']);
  expect(outcomesOf(await notify(notification('22')))).toEqual(['accepted']);
});

test.each([
  ['without a token', '404', []],
  ['with a token that ended', '33', [{ status: 200, body: '{"status":401,"body":{}}' }]],
])('keeps a notification that it cannot follow %s, with the reason', async (_why, user, given) => {
  if (user === '33') await addAccount('33');
  answers = [...given];
  expect(outcomesOf(await notify(notification(user)))).toEqual(['rejected access-ended']);
});

test.each([
  ['44', 503, ''],
  ['45', 200, '{"status":601,"body":{}}'],
  ['46', 200, '<html>'],
])('asks to be notified again (%s) when Withings answers %s %s', async (user, status, body) => {
  await addAccount(user);
  answers = [{ status, body }];
  expect(await notify(notification(user))).toMatchObject({
    status: 503,
    body: { code: 'ingest.vendor-unreachable' },
  });
});

test('keeps what is not about measures, and refuses what is no notification', async () => {
  expect(outcomesOf(await notify(notification('12345', 44)))).toEqual([]);
  expect(outcomesOf(await notify('userid=me&appli=1'))).toEqual(['rejected item-invalid']);
  expect(asked).toEqual([]);
});
