import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { outcomesOf } from '../../routes/testing-vendors.ts';
import { accessOf } from './tokens.ts';
import { account, createLinkedTest, start, type LinkedTest } from './testing-linked.ts';

let l: LinkedTest;
beforeAll(async () => {
  l = await createLinkedTest();
});
afterAll(() => l.v.close());
afterEach(() => l.unlink());

/** One weight in grams. */
function group(id: number, value: number, at = start) {
  return {
    ...{ grpid: id, attrib: 0, category: 1, deviceid: null, date: at.getTime() / 1_000 - 600 },
    measures: [{ type: 1, value, unit: -3 }],
  };
}

function answer(groups: readonly object[], more = {}) {
  const updatetime = l.v.t.now.getTime() / 1_000;
  return { status: 0, body: { updatetime, measuregrps: groups, ...more } };
}

function notify() {
  const text = `userid=${account}&appli=1&startdate=1795197000&enddate=1795197600`;
  return l.v.deliver(l.source, text, { contentType: 'application/x-www-form-urlencoded' });
}

describe('Withings', () => {
  beforeEach(() => l.link('withings'));

  test('is asked with renewed tokens when those we have end, and with each pair only once renewed', async () => {
    l.peer.data = () => answer([group(1, 80_100)]);
    expect(outcomesOf(await notify())).toEqual(['accepted']);
    expect(l.peer.asked.map(({ path, bearer }) => `${path} ${bearer}`)).toEqual([
      '/v2/oauth2 ',
      '/measure access-1',
    ]);
    l.pass(120);
    expect(outcomesOf(await notify())).toEqual(['duplicate']);
    l.pass(57);
    expect(outcomesOf(await notify())).toEqual(['duplicate']);
    expect(l.peer.renewals()).toBe(2);
    expect(l.peer.asked.at(-1)?.bearer).toBe('access-2');
    expect(await l.linked()).toMatchObject({ state: 'linked', problem: null, renewable: true });
  });

  test('is asked again with a renewed token when it refuses one before its time', async () => {
    await accessOf(l.setting, await l.row(), account);
    l.peer.accessToken = 'ended-early';
    l.peer.data = () => answer([group(2, 80_200)]);
    expect(outcomesOf(await notify())).toEqual(['accepted']);
    expect(l.peer.renewals()).toBe(2);
  });

  test('renews once for two servers that both need it', async () => {
    const from = await l.row();
    const access = await Promise.all([1, 2, 3].map(() => accessOf(l.setting, from, account)));
    expect(access).toMatchObject(access.map(() => ({ accessToken: 'access-1' })));
    expect(l.peer.renewals()).toBe(1);
  });

  test('keeps new tokens although the database was lost before they were committed', async () => {
    l.peer.onRenewed = async () => {
      await l.v.t.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and state = 'idle in transaction'`,
      );
    };
    const from = await l.row();
    expect(await accessOf(l.setting, from, account)).toEqual({ outcome: 'later', waitMs: null });
    expect(await accessOf(l.setting, from, account)).toMatchObject({ accessToken: 'access-1' });
    expect(l.peer.renewals()).toBe(1);
  });

  test('renews with the old token once more when a server died before it kept the new one', async () => {
    const body = new URLSearchParams({ refresh_token: 'refresh-0', client_secret: 'right-secret' });
    await fetch(new URL('/v2/oauth2', l.peer.baseUrl), { method: 'POST', body });
    expect(await accessOf(l.setting, await l.row(), account)).toMatchObject({
      accessToken: 'access-2',
    });
    expect(await l.work()).toEqual([]);
  });

  test('brings what was missed in an outage, page by page, once', async () => {
    l.peer.data = () => answer([]);
    await l.fetchAll();
    expect(await l.deliveries()).toEqual([]);
    l.peer.outage = { status: 503, body: {} };
    l.pass(65);
    await l.fetchAll();
    l.peer.outage = undefined;
    const asked: (string | undefined)[][] = [];
    l.peer.data = ({ fields }) => {
      asked.push([fields['lastupdate'], fields['offset']]);
      return fields['offset'] === undefined
        ? answer([group(3, 81_000)], { more: 1, offset: 1 })
        : answer([group(4, 81_500, new Date(start.getTime() + 60_000))]);
    };
    l.pass(60);
    await l.fetchAll();
    const lastUpdate = String(start.getTime() / 1_000 - 300);
    expect(asked).toEqual([
      [lastUpdate, undefined],
      [lastUpdate, '1'],
    ]);
    expect((await l.readings()).map(({ value }) => value)).toEqual([81, 81.5]);
    expect(await l.linked()).toMatchObject({ problem: null, reachedAt: l.v.t.now.toISOString() });
  });
});

test('a Withings account whose tokens are another person’s is not fetched', async () => {
  await l.link('withings');
  await l.v.t.rows("update ingest_account set account = '999'");
  await l.fetchAll();
  expect(await l.linked()).toMatchObject({ state: 'ended', problem: 'other-person' });
  expect(l.peer.asked.map(({ path }) => path)).toEqual(['/v2/oauth2']);
});
