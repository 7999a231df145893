import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { addTestUser } from '../../../../access/server/testing.ts';
import { finishConsent } from './consent.ts';
import { account, createLinkedTest, type LinkedTest } from './testing-linked.ts';

let l: LinkedTest;
beforeAll(async () => {
  l = await createLinkedTest();
});
afterAll(() => l.v.close());
afterEach(() => l.unlink());

async function begin(body: object = {}): Promise<URL> {
  const begun = await l.v.ask('POST', `/api/sources/${l.source.id}/consent`, body);
  expect(begun.status).toBe(200);
  return new URL(String(begun.body['page']));
}

/** The person consents on the vendor's page, and comes back. */
function comeBack(page: URL) {
  l.peer.code = 'good-once';
  return { state: page.searchParams.get('state') ?? '', code: l.peer.code };
}

function finish(body: object) {
  return l.v.ask('POST', '/api/sources/linked', body);
}

const refused = { status: 409, body: { code: 'ingest.consent-refused' } };

test('links whose consent Withings tells us of, once, and fetches with what it gave', async () => {
  await l.link('withings');
  await l.v.t.rows('delete from ingest_account');
  const page = await begin();
  expect(page.pathname).toBe('/oauth2_user/authorize2');
  expect(Object.fromEntries(page.searchParams)).toEqual({
    ...{ response_type: 'code', client_id: 'our-id', scope: 'user.info,user.metrics' },
    redirect_uri: 'https://us.example/back',
    state: expect.any(String) as unknown,
  });
  const back = comeBack(page);
  expect((await finish(back)).body).toEqual({ label: 'Our withings', account });
  expect(l.peer.asked.at(-1)?.fields).toMatchObject({
    ...{ action: 'requesttoken', grant_type: 'authorization_code', code: 'good-once' },
    redirect_uri: 'https://us.example/back',
  });
  expect(await l.linked()).toMatchObject({ account, state: 'linked', renewable: true });
  const before = l.peer.renewals();
  await l.fetchAll();
  expect(l.peer.renewals()).toBe(before);
  expect(await finish(back)).toMatchObject(refused);
});

test('links the account that was named where Dexcom does not say whose it is', async () => {
  await l.link('dexcom');
  const unnamed = await l.v.ask('POST', `/api/sources/${l.source.id}/consent`, {});
  expect(unnamed).toMatchObject({ status: 409, body: { code: 'ingest.consent-unavailable' } });
  const page = await begin({ account: 'clinic-7' });
  expect(page.pathname).toBe('/v3/oauth2/login');
  expect(page.searchParams.get('scope')).toBe('offline_access');
  expect((await finish(comeBack(page))).body).toMatchObject({ account: 'clinic-7' });
});

test('refuses another person’s tokens for an account, and keeps what was linked', async () => {
  await l.link('withings');
  const page = await begin({ account: '999' });
  expect(await finish(comeBack(page))).toMatchObject(refused);
  expect(await l.linked()).toMatchObject({ account });
});

test('refuses a state that is made up, old, or that somebody else began', async () => {
  await l.link('dexcom');
  const page = await begin({ account });
  const back = comeBack(page);
  expect(await finish({ ...back, state: 'AAAA' })).toMatchObject(refused);
  const sealedToken = l.setting.seal.seal('"token"').toString('base64url');
  expect(await finish({ ...back, state: sealedToken })).toMatchObject(refused);
  const { caller } = await addTestUser(l.v.t.db, { roles: ['administrator'] });
  const asOther = l.v.t.db.run((context) => finishConsent(context, l.setting.seal, back), {
    ...{ caller, now: l.v.t.now },
  });
  await expect(asOther).rejects.toMatchObject({ code: 'ingest.consent-refused' });
  l.pass(16);
  expect(await finish(back)).toMatchObject(refused);
  expect(l.peer.code).toBe('good-once');
});

test('refuses when the vendor does not honour the code, or does not answer', async () => {
  await l.link('dexcom');
  const back = comeBack(await begin({ account }));
  expect(await finish({ ...back, code: 'guessed' })).toMatchObject(refused);
  l.peer.outage = { status: 503, body: {} };
  expect(await finish(comeBack(await begin({ account })))).toMatchObject(refused);
});

test('is not offered where nothing is saved to finish it with, or no state comes back', async () => {
  await l.link('ihealth');
  const unavailable = { status: 409, body: { code: 'ingest.consent-unavailable' } };
  const ask = () => l.v.ask('POST', `/api/sources/${l.source.id}/consent`, { account });
  expect(await ask()).toMatchObject(unavailable);
  await l.peer.close();
  await l.link('dexcom');
  await l.v.t.rows('update ingest_source set sealed_application = null');
  expect(await ask()).toMatchObject(unavailable);
});
