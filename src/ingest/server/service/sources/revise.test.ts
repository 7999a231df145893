import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createVendorTest, outcomesOf, type VendorTest } from '../../routes/testing-vendors.ts';

let v: VendorTest;

beforeAll(async () => {
  v = await createVendorTest();
});
afterAll(() => v.close());
beforeEach(() => {
  v.t.now = new Date('2026-11-20T18:00:00Z');
});

let people = 0;

/** A patient with a device that nobody else has. */
async function addPatientWithDevice(): Promise<{ patientId: string; device: string }> {
  const device = `D-${++people}`;
  const patientId = await v.t.addPatient();
  await v.addDevice(device, patientId);
  return { patientId, device };
}

function glucose(device: string, value: number, fields: Record<string, unknown> = {}) {
  const record = {
    ...{ recordId: `record-${device}`, transmitterId: device, value, status: 'ok' },
    ...{ systemTime: '2026-11-20T17:50:00Z', unit: 'mg/dL', trend: 'flat', ...fields },
  };
  return { recordType: 'egv', recordVersion: '3.0', userId: '', records: [record] };
}

function measurement(device: string, value: number, fields: Record<string, unknown> = {}) {
  return {
    ...{ id: `m-${device}`, log_id: '5000', type: 'measurement', deleted_at: null },
    ...{ start_time: '2026-11-20T17:50:00Z', utc_offset: -21_600, user: null },
    checksum: '00000000000000000000000000000001',
    source: { type: 'smart_meter', device: { id: device } },
    metrics: [{ type: 'blood_glucose', origin: 'device', unit: 'mg/dl', value }],
    ...fields,
  };
}

/** The values stored of a patient, those that no longer count in brackets. */
async function chartOf(patientId: string): Promise<readonly string[]> {
  const rows = await v.t.rows<{
    value: number | null;
    beyond: string | null;
    action: string | null;
  }>(
    `select r.value_1 as value, r.beyond, c.action from reading r
     left join reading_correction c on c.organization_id = r.organization_id
       and c.patient_id = r.patient_id and c.kind = r.kind and c.effective_at = r.effective_at
       and c.source_id = r.source_id
     where r.patient_id = $1 order by r.source_id`,
    [patientId],
  );
  return rows.map(({ value, beyond, action }) => {
    const shown = beyond ?? String(value);
    return action === null ? shown : `(${shown} ${action})`;
  });
}

test('appends a smoothed value in the place of the first, and knows both when they come again', async () => {
  const source = await v.addSource('dexcom');
  const { patientId, device } = await addPatientWithDevice();
  const send = async (value: number) => outcomesOf(await v.deliver(source, glucose(device, value)));
  expect(await send(138)).toEqual(['accepted']);
  expect(await send(131)).toEqual(['accepted']);
  expect(await chartOf(patientId)).toEqual(['(138 replaced)', '131']);
  expect(await send(138)).toEqual(['duplicate']);
  expect(await send(131)).toEqual(['duplicate']);
  expect(await send(127)).toEqual(['accepted']);
  expect(await chartOf(patientId)).toEqual(['(138 replaced)', '(131 replaced)', '127']);
  expect(
    await v.t.rows(
      `select count(*)::int as n from audit_event where action = 'readings.replace'
       and $1::uuid = any(patient_ids)`,
      [patientId],
    ),
  ).toEqual([{ n: 2 }]);
});

test('clears the alert of a value that was smoothed away', async () => {
  const source = await v.addSource('dexcom');
  const { patientId, device } = await addPatientWithDevice();
  const alerts = () =>
    v.t.rows<{ cleared: boolean }>(
      'select cleared_at is not null as cleared from alert where patient_id = $1',
      [patientId],
    );
  await v.deliver(source, glucose(device, 50));
  expect(await alerts()).toContainEqual({ cleared: false });
  await v.deliver(source, glucose(device, 104));
  expect(await alerts()).not.toContainEqual({ cleared: false });
});

test('holds a revision that cannot be, and leaves the first value standing', async () => {
  const source = await v.addSource('dexcom');
  const { patientId, device } = await addPatientWithDevice();
  await v.deliver(source, glucose(device, 138));
  expect(outcomesOf(await v.deliver(source, glucose(device, 4)))).toEqual([
    'quarantined conflicting-values',
  ]);
  expect(await chartOf(patientId)).toEqual(['138']);
});

test('takes a number that becomes LOW as a revision', async () => {
  const source = await v.addSource('dexcom');
  const { patientId, device } = await addPatientWithDevice();
  await v.deliver(source, glucose(device, 41));
  await v.deliver(source, glucose(device, 39, { status: 'low' }));
  expect(await chartOf(patientId)).toEqual(['(41 replaced)', 'LO']);
});

test('never revises for a source whose messages do not change', async () => {
  const source = await v.addSource('bodytrace');
  const { patientId, device } = await addPatientWithDevice();
  const weigh = (weight: number) => ({
    deviceId: device,
    ts: v.t.now.getTime() - 60_000,
    values: { unit: 1, weight, tare: 0 },
  });
  await v.deliver(source, weigh(70_000));
  expect(outcomesOf(await v.deliver(source, weigh(71_000)))).toEqual([
    'quarantined conflicting-values',
  ]);
  expect(await chartOf(patientId)).toEqual(['70000']);
});

test('takes back what the vendor deleted, once, and what it had revised', async () => {
  const source = await v.addSource('validic');
  const { patientId, device } = await addPatientWithDevice();
  const revised = { checksum: '00000000000000000000000000000002' };
  await v.deliver(source, measurement(device, 104));
  expect(outcomesOf(await v.deliver(source, measurement(device, 107, revised)))).toEqual([
    'accepted',
  ]);
  const deleted = measurement(device, 107, { ...revised, deleted_at: '2026-11-20T17:55:00Z' });
  expect(outcomesOf(await v.deliver(source, deleted))).toEqual(['accepted']);
  expect(await chartOf(patientId)).toEqual(['(104 replaced)', '(107 withdrawn)']);
  expect(outcomesOf(await v.deliver(source, deleted))).toEqual(['duplicate']);
  expect(outcomesOf(await v.deliver(source, measurement(device, 104)))).toEqual(['duplicate']);
});

test('keeps the deletion of what never came as refused', async () => {
  const source = await v.addSource('validic');
  const { patientId, device } = await addPatientWithDevice();
  const deleted = measurement(device, 104, { deleted_at: '2026-11-20T17:55:00Z' });
  expect(outcomesOf(await v.deliver(source, deleted))).toEqual(['rejected status-not-final']);
  expect(await chartOf(patientId)).toEqual([]);
});

test('believes no other value under the very same checksum', async () => {
  const source = await v.addSource('validic');
  const { patientId, device } = await addPatientWithDevice();
  await v.deliver(source, measurement(device, 104));
  expect(outcomesOf(await v.deliver(source, measurement(device, 300)))).toEqual([
    'quarantined conflicting-values',
  ]);
  expect(await chartOf(patientId)).toEqual(['104']);
});

test('refuses the published offset of no place with its reason', async () => {
  const source = await v.addSource('validic');
  const { device } = await addPatientWithDevice();
  const answer = await v.deliver(source, measurement(device, 104, { utc_offset: -72_000 }));
  expect(outcomesOf(answer)).toEqual(['rejected offset-impossible']);
});
