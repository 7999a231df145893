import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Context } from '../../platform/server/context.ts';
import {
  listDevicesOf,
  orderDeviceFor,
  registerDevice,
} from '../../vitals/server/service/devices.ts';
import { giveName, loadHistory, move, swap } from '../../vitals/server/service/devices-move.ts';
import { noteDevicesInUse, noteToldOfDevices } from '../../vitals/server/service/devices-told.ts';
import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;

beforeAll(async () => {
  t = await createIngestTest();
});

afterAll(() => t.close());

const minute = 60_000;

function at<T>(moment: string, work: (context: Context) => Promise<T>): Promise<T> {
  return t.db.run(work, { now: new Date(moment) });
}

function register(patientId: string | null, identifier: string, moment = '2026-11-18T12:00:00Z') {
  return at(moment, (context) =>
    registerDevice(context, {
      ...{ patientId, identifier, model: 'Omron BP7450', kinds: ['blood-pressure'] },
      ...{ validated: null, zoneLessClock: false },
    }),
  );
}

/** A pressure without an id of its own: it is known by what it says. */
function bare(patient: string, device: string, moment: string) {
  const values = { systolic: 128, diastolic: 81 };
  return { patient, device, kind: 'blood-pressure', at: moment, values, unit: 'mm[Hg]' };
}

async function statusOf(item: unknown): Promise<string | undefined> {
  const [outcome] = await t.send([item]);
  return outcome?.code ?? outcome?.status;
}

describe('a device on its way', () => {
  test('goes from its order to the patient, and each step is kept with its author and reason', async () => {
    const patient = await t.addPatient();
    const ordered = await at('2026-11-10T12:00:00Z', (context) =>
      orderDeviceFor(context, patient, { model: 'Omron BP7450', kinds: ['blood-pressure'] }),
    );
    const step = (from: typeof ordered.status, to: typeof ordered.status, more = {}) =>
      at('2026-11-12T12:00:00Z', (context) => move(context, ordered.id, { from, to, ...more }));
    await step('ordered', 'shipped');
    await expect(step('ordered', 'delivered')).rejects.toThrow('vitals.device-state');
    await expect(step('shipped', 'paired')).rejects.toThrow('vitals.device-identifier');
    await expect(step('shipped', 'swapped', { reason: 'x' })).rejects.toThrow(
      'vitals.device-state',
    );
    await step('shipped', 'paired', { identifier: 'serial-1' });
    await step('paired', 'active');
    await expect(step('active', 'lost')).rejects.toThrow('vitals.device-reason');
    const lost = await step('active', 'lost', { reason: 'Left on the bus' });
    expect(lost).toMatchObject({ status: 'lost', identifier: 'serial-1', listed: 'passed' });
    const history = await at('2026-11-13T12:00:00Z', (context) => loadHistory(context, ordered.id));
    expect(history.map(({ event, reason }) => [event, reason])).toEqual([
      ['lost', 'Left on the bus'],
      ['active', null],
      ['paired', null],
      ['shipped', null],
      ['ordered', null],
    ]);
  });

  test('takes no number that another device has', async () => {
    const patient = await t.addPatient();
    await register(patient, 'serial-taken');
    const ordered = await at('2026-11-10T12:00:00Z', (context) =>
      orderDeviceFor(context, patient, { model: null, kinds: ['weight'] }),
    );
    const body = { from: 'ordered', to: 'paired', identifier: 'serial-taken' } as const;
    await expect(
      at('2026-11-12T12:00:00Z', (context) => move(context, ordered.id, body)),
    ).rejects.toThrow('vitals.device-known');
    expect(ordered.listed).toBe('unknown');
  });
});

test('a paired device is in use once it has measured', async () => {
  const patient = await t.addPatient();
  await register(patient, 'paired-1');
  await register(patient, 'paired-2');
  await t.rows("update device set status = 'paired' where identifier like 'paired-%'");
  expect(await statusOf(bare(patient, 'paired-1', '2026-11-20T08:00:00Z'))).toBe('accepted');
  for (const moment of ['2026-11-20T12:00:00Z', '2026-11-20T12:10:00Z']) {
    await at(moment, noteDevicesInUse);
  }
  const rows = await t.rows(
    `select d.identifier, d.status, count(e.id)::int as events from device d
     left join device_event e on e.device_id = d.id and e.event = 'active' and e.at > '2026-11-20'
     where d.identifier like 'paired-%' group by 1, 2 order by 1`,
  );
  expect(rows).toEqual([
    { identifier: 'paired-1', status: 'active', events: 1 },
    { identifier: 'paired-2', status: 'paired', events: 0 },
  ]);
});

describe('a swapped device', () => {
  test('goes on in the same series: what its successor repeats is known', async () => {
    const patient = await t.addPatient();
    const old = await register(patient, 'old-1');
    expect(await statusOf(bare(patient, 'old-1', '2026-11-20T08:00:00Z'))).toBe('accepted');
    await at('2026-11-20T12:00:00Z', (context) =>
      swap(context, old.id, { identifier: 'new-1', model: null, reason: 'Cuff leaks' }),
    );
    expect(await statusOf(bare(patient, 'new-1', '2026-11-20T08:00:00Z'))).toBe('duplicate');
    expect(await statusOf(bare(patient, 'new-1', '2026-11-20T16:00:00Z'))).toBe('accepted');
    const devices = await at('2026-11-20T17:00:00Z', (context) => listDevicesOf(context, patient));
    expect(new Map(devices.map(({ identifier, status }) => [identifier, status]))).toEqual(
      new Map([
        ['new-1', 'active'],
        ['old-1', 'swapped'],
      ]),
    );
  });

  test('keeps what it measured of the first patient, although somebody else has it now', async () => {
    const first = await t.addPatient();
    const second = await t.addPatient();
    const old = await register(first, 'old-2');
    await at('2026-11-19T12:00:00Z', (context) =>
      swap(context, old.id, { identifier: 'new-2', model: null, reason: 'Cuff leaks' }),
    );
    await t.rows(
      "update device set patient_id = $1, status = 'active' where identifier = 'old-2'",
      [second],
    );
    await t.rows(
      `insert into device_holding (organization_id, device_id, patient_id, from_at)
       values ($1, $2, $3, '2026-11-20T12:00:00Z')`,
      [t.db.organizationId, old.id, second],
    );
    expect([
      await statusOf(bare(first, 'old-2', '2026-11-19T08:00:00Z')),
      await statusOf(bare(first, 'old-2', '2026-11-20T13:00:00Z')),
      await statusOf(bare(second, 'old-2', '2026-11-20T14:00:00Z')),
    ]).toEqual(['accepted', 'device-of-another-patient', 'accepted']);
  });

  test('is refused without a reason, and for one that is somebody else’s', async () => {
    const patient = await t.addPatient();
    const device = await register(patient, 'old-3');
    await register(await t.addPatient(), 'taken-3');
    const swapTo = (identifier: string, reason: string) =>
      at('2026-11-20T12:00:00Z', (context) =>
        swap(context, device.id, { identifier, model: null, reason }),
      );
    await expect(swapTo('new-3', ' ')).rejects.toThrow('vitals.device-reason');
    await expect(swapTo('taken-3', 'Broken')).rejects.toThrow('vitals.device-known');
  });
});

describe('a new gateway or phone', () => {
  test('is the same device, and what was sent through the old one stays so', async () => {
    const patient = await t.addPatient();
    const cuff = await register(patient, 'cuff-5');
    const rename = (value: string, moment: string) =>
      at(moment, (context) =>
        giveName(context, cuff.id, { kind: 'phone', value, reason: 'New phone' }),
      );
    await rename('phone-1', '2026-11-18T13:00:00Z');
    expect(await statusOf(bare(patient, 'phone-1', '2026-11-20T08:00:00Z'))).toBe('accepted');
    const renamed = await rename('phone-2', '2026-11-20T09:00:00Z');
    expect(renamed.identifiers).toEqual([{ kind: 'phone', value: 'phone-2' }]);
    expect([
      await statusOf(bare(patient, 'phone-2', '2026-11-20T08:00:00Z')),
      await statusOf(bare(patient, 'phone-1', '2026-11-20T08:00:00Z')),
      await statusOf(bare(patient, 'phone-1', '2026-11-20T08:30:00Z')),
      await statusOf(bare(patient, 'cuff-5', '2026-11-20T08:30:00Z')),
    ]).toEqual(['duplicate', 'duplicate', 'accepted', 'duplicate']);
  });

  test('may be one that a source has named before anybody knew whose it is', async () => {
    const patient = await t.addPatient();
    const cuff = await register(patient, 'cuff-6');
    expect(await statusOf(bare(patient, 'phone-early', '2026-11-20T07:00:00Z'))).toBe('accepted');
    await at('2026-11-20T09:00:00Z', (context) =>
      giveName(context, cuff.id, { kind: 'phone', value: 'phone-early', reason: 'New phone' }),
    );
    expect(await statusOf(bare(patient, 'phone-early', '2026-11-20T09:30:00Z'))).toBe('accepted');
  });
});

const now = Date.parse('2026-11-20T12:00:00Z');

function tell(...told: Parameters<typeof noteToldOfDevices>[2]): Promise<void> {
  return at('2026-11-20T12:00:00Z', (context) => noteToldOfDevices(context, 'Tenovi', told));
}

function battery(value: number, when: number, unit = '%') {
  return { device: 'T-2', kind: 'battery', value, unit, at: now + when * minute };
}

describe('what a vendor tells', () => {
  test('moves the device forward, once, and never back', async () => {
    const patient = await t.addPatient();
    const device = await register(patient, 'T-1');
    await t.rows("update device set status = 'ordered' where identifier = 'T-1'");
    const delivered = { device: 'T-1', kind: 'delivered', at: now - minute };
    await tell({ device: 'T-1', kind: 'shipped', at: now - 5 * minute, trackingLink: 'https://t' });
    await tell(delivered, { device: 'T-1', kind: 'connected', at: now });
    await tell(delivered, { device: 'T-1', kind: 'on-hold', at: now - 9 * minute });
    await tell({ device: 'nobody’s', kind: 'shipped', at: now });
    const [found] = await at('2026-11-20T12:00:00Z', (context) => listDevicesOf(context, patient));
    const history = await at('2026-11-20T12:00:00Z', (context) => loadHistory(context, device.id));
    expect(found?.status).toBe('paired');
    expect(history.filter((one) => one.source === 'Tenovi').map(({ event }) => event)).toEqual([
      'paired',
      'delivered',
      'shipped',
      'told-on-hold',
    ]);
  });

  test('of a low battery is one piece of work, until it is good again', async () => {
    const patient = await t.addPatient();
    const device = await register(patient, 'T-2');
    const work = () =>
      t.rows<{ state: string; findings: number }>(
        `select state, jsonb_array_length(headline->'findings') as findings
         from work_item where subject = $1`,
        [`device:${device.id}`],
      );
    await tell(battery(15, 1), battery(12, 2), battery(11, 2), {
      ...battery(-70, 3, 'dBm'),
      kind: 'signal',
    });
    await tell(battery(10, 4), battery(90, 0), battery(2_900, 5, 'mV'));
    const [found] = await at('2026-11-20T12:00:00Z', (context) => listDevicesOf(context, patient));
    expect([found?.batteryPercent, found?.signalDbm]).toEqual([10, -70]);
    expect(await work()).toHaveLength(1);
    await tell(battery(30, 6));
    expect((await work())[0]).toMatchObject({ findings: 1 });
    await tell(battery(95, 7));
    expect((await work()).filter(({ state }) => state !== 'closed')).toEqual([]);
  });
});
