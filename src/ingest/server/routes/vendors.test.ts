import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { vendorNames } from '../../core/vendors/vendor.ts';
import { createVendorTest, outcomesOf, type VendorTest } from './testing-vendors.ts';

let v: VendorTest;

beforeAll(async () => {
  v = await createVendorTest();
});
afterAll(() => v.close());
beforeEach(() => {
  v.t.now = new Date('2026-11-20T18:00:00Z');
});

function pressure(device: string, fields: Record<string, unknown> = {}) {
  return {
    ...{ metric: 'blood_pressure', hwi_device_id: device, patient_id: '' },
    ...{ value_1: '128', value_2: '77', timestamp: '2026-11-20T17:58:00Z', timezone_offset: -360 },
    ...{ estimated_timestamp: false, ...fields },
  };
}

function readingsOf(patientId: string) {
  return v.t.rows<{ value: number; trust: string; corrected: string | null }>(
    `select r.value_1 as value, r.trust, c.action as corrected from reading r
     left join reading_correction c on c.organization_id = r.organization_id
       and c.patient_id = r.patient_id and c.kind = r.kind and c.effective_at = r.effective_at
       and c.source_id = r.source_id
     where r.patient_id = $1 order by r.effective_at, r.source_id`,
    [patientId],
  );
}

describe('a delivery', () => {
  test('is stored for whoever has the device, once, and kept as it came', async () => {
    const source = await v.addSource('tenovi');
    const patientId = await v.t.addPatient();
    await v.addDevice('T-1', patientId);
    const body = `[${JSON.stringify(pressure('T-1'))} ]`;
    expect(outcomesOf(await v.deliver(source, body))).toEqual(['accepted']);
    expect(outcomesOf(await v.deliver(source, body))).toEqual(['duplicate']);
    expect(await readingsOf(patientId)).toEqual([
      { value: 128, trust: 'device-synchronised', corrected: null },
    ]);
    const kept = await v.t.rows<{ body: Buffer | null; adapter: string; source: string }>(
      'select body, adapter, source from delivery where token_id = $1 order by received_at, id',
      [source.id],
    );
    expect(kept.map((one) => one.body?.toString() ?? null)).toEqual([body, null]);
    expect(kept[0]).toMatchObject({ adapter: 'tenovi', source: 'tenovi-our-tenovi' });
  });

  test('of a device that nobody has is held, and so is one that came back', async () => {
    const source = await v.addSource('tenovi');
    const patientId = await v.t.addPatient();
    await v.addDevice('T-returned', patientId, 'returned');
    expect(
      outcomesOf(await v.deliver(source, [pressure('T-nobody'), pressure('T-returned')])),
    ).toEqual(['quarantined patient-unknown', 'quarantined patient-unknown']);
  });

  test('of a source for one practice does not reach the patients of another', async () => {
    const source = await v.addSource('tenovi', { practiceId: v.t.practiceId });
    const elsewhere = randomUUID();
    await v.t.db.run(({ tx }) =>
      tx
        .insertInto('practice')
        .values({
          organizationId: v.t.db.organizationId,
          ...{ id: elsewhere, name: 'Elsewhere', zone: 'America/Chicago' },
        })
        .execute(),
    );
    await v.addDevice('T-away', await v.t.addPatient({ practiceId: elsewhere }));
    await v.addDevice('T-here', await v.t.addPatient());
    expect(outcomesOf(await v.deliver(source, [pressure('T-away'), pressure('T-here')]))).toEqual([
      'quarantined patient-unknown',
      'accepted',
    ]);
  });

  test('with an estimated time is believed less', async () => {
    const source = await v.addSource('tenovi');
    const patientId = await v.t.addPatient();
    await v.addDevice('T-estimated', patientId);
    const body = pressure('T-estimated', { estimated_timestamp: true });
    expect(outcomesOf(await v.deliver(source, body))).toEqual(['accepted']);
    v.t.now = new Date('2026-11-20T19:00:00Z');
    expect(outcomesOf(await v.deliver(source, body))).toEqual(['duplicate']);
    expect(await readingsOf(patientId)).toMatchObject([{ trust: 'arrival-time' }]);
  });

  test('that tells of the device is kept without a reading', async () => {
    const source = await v.addSource('tenovi');
    const answer = await v.deliver(source, { hwi_device_id: 'T-9', status: 'Shipped' });
    expect(answer).toMatchObject({ status: 200, body: { items: [] } });
    const [kept] = await v.t.rows<{ body: Buffer }>(
      'select body from delivery where token_id = $1',
      [source.id],
    );
    expect(kept?.body.toString()).toBe('{"hwi_device_id":"T-9","status":"Shipped"}');
  });

  test('of a scale whose zero point moved is held', async () => {
    const source = await v.addSource('bodytrace');
    await v.addDevice('990001', await v.t.addPatient());
    const values = { unit: 1, weight: 69_800, tare: 240 };
    const body = { deviceId: 990_001, ts: v.t.now.getTime() - 60_000, values };
    expect(outcomesOf(await v.deliver(source, body))).toEqual(['quarantined calibration-doubt']);
  });
});

describe('a request that proves nothing', () => {
  test('is refused, counted, and stores nothing', async () => {
    const source = await v.addSource('tenovi', { authentication: 'signature' });
    await v.addDevice('T-refused', await v.t.addPatient());
    const body = pressure('T-refused');
    const stale = new Date(v.t.now.getTime() - 6 * 60_000);
    const answers = [
      await v.deliver(source, body, { secret: 'guessed' }),
      await v.deliver(source, body, { at: stale }),
      await v.deliver(source, body, { at: new Date(v.t.now.getTime() + 6 * 60_000) }),
      await v.deliver(source, body, { sourceId: randomUUID() }),
      await v.deliver(source, body, { sourceId: "x' or 1=1" }),
      await v.deliver({ ...source, path: source.path.replace('tenovi', 'dexcom') }, body),
      await v.deliver({ ...source, path: '/ingest/tenovi' }, body),
    ];
    expect(answers.map(({ status, body: { code } }) => `${status} ${code ?? ''}`)).toEqual([
      '401 ingest.source-unproven',
      '401 ingest.signature-stale',
      '401 ingest.signature-stale',
      '401 ingest.source-unproven',
      '401 ingest.source-unproven',
      '401 ingest.source-unproven',
      '401 ingest.source-unproven',
    ]);
    expect(await v.t.rows('select id from delivery where token_id = $1', [source.id])).toEqual([]);
    const { sources } = (await v.ask('GET', '/api/sources')).body as {
      sources: { id: string; refused: number; lastDeliveryAt: string | null }[];
    };
    expect(sources.find(({ id }) => id === source.id)).toMatchObject({
      refused: 3,
      lastDeliveryAt: null,
    });
  });

  test.each(['basic', 'signature'])('is refused by %s with another body or secret', async (way) => {
    const source = await v.addSource('bodytrace', { authentication: way });
    const wrong = await v.deliver(source, {}, { secret: `${source.secret}x` });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'ingest.source-unproven' } });
    const right = await v.deliver(source, {});
    expect(right.status).toBe(200);
  });

  test('is refused once the source has a new secret, and the new one works', async () => {
    const source = await v.addSource('withings');
    const rotated = await v.ask('POST', `/api/sources/${source.id}/rotate`);
    expect((await v.deliver(source, '', { method: 'HEAD' })).status).toBe(401);
    const renewed = rotated.body as unknown as typeof source;
    expect((await v.deliver(renewed, '', { method: 'HEAD' })).status).toBe(200);
    expect((await v.deliver(renewed, '', { method: 'GET' })).body).toEqual({ status: 'ready' });
  });

  test('is refused while the source is disabled', async () => {
    const source = await v.addSource('tenovi');
    await v.ask('POST', `/api/sources/${source.id}/switch`, { enabled: false });
    expect(await v.deliver(source, {})).toMatchObject({
      status: 403,
      body: { code: 'ingest.source-disabled' },
    });
    await v.ask('POST', `/api/sources/${source.id}/switch`, { enabled: true });
    expect((await v.deliver(source, {})).status).toBe(200);
  });

  test('to a vendor that does not exist finds nothing', async () => {
    const source = await v.addSource('tenovi');
    const path = source.path.replace('tenovi', 'acme');
    expect((await v.deliver({ ...source, path }, {})).status).toBe(404);
  });
});

describe('the screen', () => {
  test('shows what came, and never a secret', async () => {
    const source = await v.addSource('ihealth', { label: 'Clínica Norte', windowMinutes: 9 });
    await v.deliver(source, { BPDataList: [null], BPUnit: 0 });
    const answer = await v.ask('GET', '/api/sources');
    expect(JSON.stringify(answer.body)).not.toContain(source.secret);
    const { sources } = answer.body as { sources: { id: string }[] };
    expect(sources.find(({ id }) => id === source.id)).toEqual({
      ...{ id: source.id, vendor: 'ihealth', label: 'Clínica Norte' },
      ...{ source: 'ihealth-clinica-norte', practiceId: null, authentication: 'url' },
      ...{ windowMinutes: 9, enabled: true, baseUrl: 'https://api.ihealthlabs.com:8443' },
      ...{ accounts: 0, endedAccounts: 0, failingAccounts: 0, hasApplication: false },
      pausedUntil: null,
      ...{ lastDeliveryAt: v.t.now.toISOString(), accepted: 0, rejected: 1 },
      ...{ quarantined: 0, refused: 0 },
    });
  });

  test('is the administrator’s alone', async () => {
    const body = { vendor: 'tenovi', label: 'x' };
    expect((await v.ask('GET', '/api/sources', {}, 'supervisor')).status).toBe(403);
    expect((await v.ask('POST', '/api/sources', body, 'supervisor')).status).toBe(403);
  });

  test('refuses a way that the vendor does not have, and a practice that does not exist', async () => {
    const way = { vendor: 'withings', label: 'x', authentication: 'basic' };
    expect((await v.ask('POST', '/api/sources', way)).body).toMatchObject({
      code: 'ingest.authentication-unsupported',
    });
    const practice = { vendor: 'tenovi', label: 'x', practiceId: randomUUID() };
    expect((await v.ask('POST', '/api/sources', practice)).status).toBe(404);
  });

  test('keeps secrets sealed', async () => {
    const source = await v.addSource('dexcom');
    const [row] = await v.t.rows<{ sealed: Buffer }>(
      'select sealed_secret as sealed from ingest_source where id = $1',
      [source.id],
    );
    expect(row?.sealed.includes(source.secret)).toBe(false);
  });
});

const hostile: readonly unknown[] = [
  ...['', 'null', '0', '"x"', '[]', '{}', '[[[[]]]]', '{"data":[[]]}', '{"records":{}}', '\ud800'],
  ...['[', '\u0000', 'userid=1', 'userid[]=1&appli=', `[${'['.repeat(20_000)}`, '{"__proto__":1}'],
  Buffer.from([0xff, 0xfe, 0x00]),
  { recordType: 'egv', userId: { $gt: '' }, records: [{ recordId: '\u0000' }] },
  { hwi_device_id: 'x'.repeat(100_000), metric: 'pulse' },
  {
    status: 0,
    body: {
      measuregrps: [{ grpid: 1, date: 1e300, measures: [{ type: 1, value: 1, unit: 1e9 }] }],
    },
  },
  { deviceId: 1, ts: -1, values: { weight: 1e308, tare: 'NaN' } },
];

test.each(vendorNames)(
  '%s answers hostile bodies with a reason and never with a failure',
  async (vendor) => {
    const source = await v.addSource(vendor);
    for (const body of hostile) {
      const { status } = await v.deliver(source, body);
      expect(status).toBeLessThan(500);
    }
  },
);
