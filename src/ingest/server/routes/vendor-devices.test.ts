import { afterAll, beforeAll, expect, test } from 'vitest';

import { createVendorTest, outcomesOf, type VendorTest } from './testing-vendors.ts';

let v: VendorTest;

beforeAll(async () => {
  v = await createVendorTest();
});
afterAll(() => v.close());

async function deviceNamed(identifier: string) {
  const [row] = await v.t.rows<{ status: string; battery: number | null }>(
    'select status, battery_percent as battery from device where identifier = $1',
    [identifier],
  );
  return row;
}

test('a fulfilment of Tenovi moves the device that is on its way', async () => {
  const source = await v.addSource('tenovi');
  await v.addDevice('T-way', await v.t.addPatient(), 'ordered');
  await v.deliver(source, { hwi_device_id: 'T-way', status: 'Shipped' });
  expect(await deviceNamed('T-way')).toMatchObject({ status: 'shipped' });
  await v.deliver(source, { hwi_device_id: 'T-way', status: 'Delivered' });
  await v.deliver(source, { hwi_device_id: 'T-way', status: 'Shipped' });
  expect(await deviceNamed('T-way')).toMatchObject({ status: 'delivered' });
});

test('a source of one practice tells nothing of the devices of another', async () => {
  const source = await v.addSource('tenovi', { practiceId: v.t.practiceId });
  const [elsewhere] = await v.t.rows<{ id: string }>(
    `insert into practice (organization_id, id, name, zone)
     values ($1, gen_random_uuid(), 'Elsewhere', 'America/Chicago') returning id`,
    [v.t.db.organizationId],
  );
  await v.addDevice('T-else', await v.t.addPatient({ practiceId: elsewhere?.id }), 'ordered');
  await v.addDevice('T-own', await v.t.addPatient(), 'ordered');
  await v.deliver(source, { hwi_device_id: 'T-else', status: 'Shipped' });
  await v.deliver(source, { hwi_device_id: 'T-own', status: 'Shipped' });
  expect([await deviceNamed('T-else'), await deviceNamed('T-own')]).toMatchObject([
    { status: 'ordered' },
    { status: 'shipped' },
  ]);
});

function pulse(timestamp: string) {
  const said = { metric: 'pulse', hwi_device_id: 'T-passed-on', value_1: '71', timestamp };
  return { ...said, timezone_offset: 0, estimated_timestamp: false };
}

test('a late reading that names only the device is of whoever had it then', async () => {
  const source = await v.addSource('tenovi');
  const first = await v.t.addPatient();
  const second = await v.t.addPatient();
  await v.addDevice('T-passed-on', second);
  await v.t.rows(
    `insert into device_holding (organization_id, device_id, patient_id, from_at, until_at)
     select organization_id, id, unnest($1::uuid[]), unnest($2::timestamptz[]), unnest($3::timestamptz[])
     from device where identifier = 'T-passed-on'`,
    [
      [first, second],
      ['2026-11-01T00:00:00Z', '2026-11-20T12:00:00Z'],
      ['2026-11-19T12:00:00Z', null],
    ],
  );
  const sent = ['2026-11-19T11:00:00Z', '2026-11-20T13:00:00Z', '2026-11-20T10:00:00Z'].map(pulse);
  expect(outcomesOf(await v.deliver(source, sent))).toEqual([
    'accepted',
    'accepted',
    'quarantined patient-unknown',
  ]);
  const rows = await v.t.rows<{ patient_id: string }>(
    "select patient_id from reading where source_id like '%T-passed-on%' or patient_id = any($1) order by effective_at",
    [[first, second]],
  );
  expect(rows.map((row) => row.patient_id)).toEqual([first, second]);
});
