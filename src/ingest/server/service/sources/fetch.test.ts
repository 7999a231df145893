import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { ingestProblems } from '../../../core/problems.ts';
import { fetchDue } from './fetch.ts';
import { accessOf } from './tokens.ts';
import { account, createLinkedTest, type LinkedTest } from './testing-linked.ts';
import type { PeerRequest } from './testing-vendor-peer.ts';

let l: LinkedTest;
beforeAll(async () => {
  l = await createLinkedTest();
});
afterAll(() => l.v.close());
afterEach(() => l.unlink());

/** One estimated glucose value. */
function egv(id: string, at: string, value: number) {
  return {
    ...{ recordId: id, systemTime: at, displayTime: at, transmitterId: null, value },
    ...{ status: 'ok', trend: 'flat', trendRate: 0.1, unit: 'mg/dL' },
  };
}

function windowsOf(requests: readonly PeerRequest[]) {
  return requests.flatMap(({ path, fields }) =>
    path === '/v3/users/self/egvs' ? [[fields['startDate'], fields['endDate']]] : [],
  );
}

/** One page of iHealth's pressures. */
function list(page: number, next: string) {
  return {
    ...{ BPUnit: 0, PageNumber: page, NextPageUrl: next },
    BPDataList: [
      { DataID: `d${page}`, HP: 130 + page, LP: 80, HR: 70, MDate: 1_795_176_000 + page * 60 },
    ],
  };
}

describe('Dexcom', () => {
  beforeEach(() => l.link('dexcom'));

  let records: ReturnType<typeof egv>[] = [];
  let userId = 'their-name-for-them';
  beforeEach(() => {
    records = [egv('a', '2026-11-20T16:55:00Z', 120), egv('b', '2026-11-20T17:00:00Z', 125)];
    userId = 'their-name-for-them';
    l.peer.data = () => ({ recordType: 'egv', recordVersion: '3.0', userId, records });
  });
  test('is asked for the newest again and again, from a while before what was reached', async () => {
    await l.fetchAll();
    expect(windowsOf(l.peer.asked)).toEqual([['2026-11-06T18:00:00', '2026-11-20T18:00:00']]);
    l.pass(5);
    await l.fetchAll();
    expect(l.peer.renewals()).toBe(1);
    expect(windowsOf(l.peer.asked)).toHaveLength(1);
    l.pass(10);
    records.push(egv('c', '2026-11-20T17:10:00Z', 131));
    await l.fetchAll();
    expect(windowsOf(l.peer.asked).at(-1)).toEqual(['2026-11-20T14:00:00', '2026-11-20T18:15:00']);
    expect((await l.readings()).map(({ value }) => value)).toEqual([120, 125, 131]);
    const kept = await l.deliveries();
    expect(kept.map((one) => one.message_id)).toEqual([account, account]);
    expect(JSON.parse(kept[0]?.body.toString() ?? '')).toMatchObject({ recordType: 'egv' });
  });

  test('is not stored again when it says the same, and corrects what it smoothed', async () => {
    await l.fetchAll();
    l.pass(15);
    await l.fetchAll();
    expect(await l.deliveries()).toHaveLength(1);
    records = [egv('a', '2026-11-20T16:55:00Z', 118), ...records.slice(1)];
    l.pass(15);
    await l.fetchAll();
    expect(await l.deliveries()).toHaveLength(2);
    expect((await l.readings()).filter(({ corrected }) => corrected !== null)).toHaveLength(1);
  });

  test('brings what was missed since the last time, however long that is', async () => {
    await l.fetchAll();
    l.pass(20 * 24 * 60);
    await l.fetchAll();
    expect(windowsOf(l.peer.asked).slice(1)).toEqual([
      ['2026-11-20T14:00:00', '2026-12-04T14:00:00'],
      ['2026-12-04T14:00:00', '2026-12-10T18:00:00'],
    ]);
  });

  test('is left alone as long as it says when we ask too often, without any trouble of the account', async () => {
    await accessOf(l.setting, await l.row(), account);
    l.peer.outage = { status: 429, body: {}, headers: { 'retry-after': '1800' } };
    await l.fetchAll();
    const before = l.peer.asked.length;
    l.pass(29);
    await l.fetchAll();
    expect(l.peer.asked).toHaveLength(before);
    expect(await l.linked()).toMatchObject({ state: 'linked', problem: null });
    l.peer.outage = undefined;
    l.pass(1);
    await l.fetchAll();
    expect(await l.readings()).toHaveLength(2);
  });

  test('is asked later and later while it does not answer, and becomes work after an hour', async () => {
    l.peer.outage = { status: 502, body: {} };
    await l.fetchAll();
    expect(await l.linked()).toMatchObject({ problem: 'unreachable', state: 'linked' });
    const waits: number[] = [];
    for (let minutes = 5; minutes <= 100; minutes += 5) {
      l.pass(5);
      const before = l.peer.asked.length;
      await l.fetchAll();
      if (l.peer.asked.length > before) waits.push(minutes);
    }
    expect(waits).toEqual([5, 15, 35, 75]);
    expect(await l.work()).toMatchObject([
      { en: expect.stringContaining('does not answer for 1 account') as unknown, priority: 3 },
    ]);
    l.peer.outage = undefined;
    l.pass(60);
    await l.fetchAll();
    expect(await l.work()).toMatchObject([]);
  });

  test('whose link has ended shows it, is work for operations, and is not asked again until it is linked anew', async () => {
    l.peer.refreshToken = 'taken-by-another';
    await l.fetchAll();
    expect(await l.linked()).toMatchObject({ state: 'ended', problem: 'link-ended' });
    expect(await l.work()).toMatchObject([
      { en: expect.stringMatching(/^Our dexcom: access to 1 account has ended/) as unknown },
    ]);
    const { sources } = (await l.v.ask('GET', '/api/sources')).body as {
      sources: { id: string; endedAccounts: number }[];
    };
    expect(sources.find(({ id }) => id === l.source.id)).toMatchObject({ endedAccounts: 1 });
    const before = l.peer.asked.length;
    l.pass(600);
    await l.fetchAll();
    expect(l.peer.asked).toHaveLength(before);
    await l.relink();
    expect(await l.work()).toEqual([]);
    await l.fetchAll();
    expect(await l.readings()).toHaveLength(2);
  });

  test('that refuses our secret says so, and goes on by itself with the right one', async () => {
    l.peer.clientSecret = 'another-secret';
    await l.fetchAll();
    expect(await l.linked()).toMatchObject({ state: 'linked', problem: 'application-refused' });
    expect(await l.work()).toMatchObject([{ en: expect.stringContaining('client id') as unknown }]);
    await l.saveApplication('another-secret');
    // It was urgent, so a person ends it: nothing is wrong any more.
    expect(await l.work()).toEqual([{ en: null, priority: 3 }]);
    await l.fetchAll();
    expect(await l.readings()).toHaveLength(2);
  });

  test('that suddenly brings another person’s data is stopped, and nothing of it is kept', async () => {
    await l.fetchAll();
    userId = 'somebody else';
    records = [egv('z', '2026-11-20T17:10:00Z', 52)];
    l.pass(15);
    await l.fetchAll();
    expect(await l.linked()).toMatchObject({ state: 'ended', problem: 'other-person' });
    expect((await l.readings()).map(({ value }) => value)).toEqual([120, 125]);
  });

  test('brings the data of one person under one account only', async () => {
    await l.fetchAll();
    const { accessToken, refreshToken } = l.peer;
    const second = { account: 'second', accessToken, refreshToken };
    await l.v.ask('POST', `/api/sources/${l.source.id}/accounts`, second);
    await l.fetchAll();
    const states = await l.v.t.rows(
      'select account, problem, vendor_user as user from ingest_account order by account',
    );
    expect(states).toEqual([
      { account, problem: null, user: userId },
      { account: 'second', problem: 'other-person', user: null },
    ]);
    expect((await l.deliveries()).map((one) => one.message_id)).toEqual([account]);
  });

  test('is neither asked nor work when its source is off, and an account that is removed is forgotten', async () => {
    l.peer.refreshToken = 'taken-by-another';
    await l.fetchAll();
    await l.v.ask('POST', `/api/sources/${l.source.id}/switch`, { enabled: false });
    expect(await l.work()).toEqual([]);
    const removed = await l.v.ask('POST', `/api/sources/${l.source.id}/accounts/remove`, {
      account,
    });
    expect(removed.body).toEqual({ accounts: 0 });
    const again = await l.v.ask('POST', `/api/sources/${l.source.id}/accounts/remove`, { account });
    expect(again.status).toBe(404);
  });

  test('leaves no secret where it can be read', async () => {
    await l.fetchAll();
    const said = JSON.stringify([
      (await l.v.ask('GET', '/api/sources')).body,
      (await l.v.ask('GET', `/api/sources/${l.source.id}/accounts`)).body,
      await l.v.t.rows(
        `select encode(sealed_token, 'escape'), encode(sealed_refresh, 'escape') as refresh,
           encode(sealed_application, 'escape') as application
         from ingest_account join ingest_source on id = source_id`,
      ),
      await l.v.t.rows('select detail from audit_event'),
    ]);
    for (const secret of ['right-secret', 'access-1', 'refresh-1']) {
      expect(said).not.toContain(secret);
    }
  });
});

test('iHealth is asked for each kind of data with its serial number, page by page', async () => {
  await l.link('ihealth');
  l.peer.data = ({ fields }) =>
    fields['page_index'] === '2' ? list(2, '') : list(1, 'https://vendor.example/2');
  await l.fetchAll();
  expect(
    l.peer.asked.map(({ path, fields }) => [path, fields['sv'], fields['page_index']]),
  ).toEqual([
    ['/OpenApiV2/OAuthv2/userauthorization/', undefined, undefined],
    ['/openapiv2/user/12345/bp.json/', 'SV', undefined],
    ['/openapiv2/user/12345/bp.json/', 'SV', '2'],
  ]);
  expect((await l.readings()).map(({ value }) => value)).toEqual([131, 132]);
});

test('an account without a refresh token is used until its token ends, and then shown as ended', async () => {
  await l.link('dexcom');
  l.peer.data = () => ({ recordType: 'egv', userId: 'x', records: [] });
  const { accessToken } = l.peer;
  await l.v.ask('POST', `/api/sources/${l.source.id}/accounts`, { account, accessToken });
  await l.fetchAll();
  expect(await l.linked()).toMatchObject({ state: 'linked', problem: null, renewable: false });
  l.peer.accessToken = 'access-9';
  l.pass(15);
  await l.fetchAll();
  expect(await l.linked()).toMatchObject({ state: 'ended', problem: 'link-ended' });
  expect(l.peer.renewals()).toBe(0);
});

test('what fails on our side leaves the account due and is told to whoever runs it', async () => {
  await l.link('dexcom');
  l.peer.data = () => ({ recordType: 'egv', userId: 'x', records: [{ recordId: 'q' }] });
  const busy = ingestProblems['ingest.busy']();
  const receive = () => Promise.reject(busy);
  const broken = { ...l.setting, ingest: { ...l.setting.ingest, receive } };
  await expect(fetchDue(broken, l.v.t.db.organizationId)).rejects.toBe(busy);
  expect(await l.linked()).toMatchObject({ problem: null, reachedAt: null });
  await l.fetchAll();
  expect(await l.deliveries()).toHaveLength(1);
});
