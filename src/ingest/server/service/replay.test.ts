import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { createLog } from '../../../platform/server/log.ts';
import { pressureMessage } from '../../core/hl7/testing.ts';
import { tenovi } from '../../core/vendors/tenovi.ts';
import {
  createVendorTest,
  outcomesOf,
  testSecret,
  type VendorTest,
} from '../routes/testing-vendors.ts';
import { answerFrame } from '../mllp/deliver.ts';
import { takePublished } from '../mqtt/deliver.ts';
import { delivery } from '../testing.ts';
import { replay, type ReplayRequest } from './replay.ts';
import { createSeal } from './sources/seal.ts';

let v: VendorTest;

beforeAll(async () => {
  v = await createVendorTest();
});
afterAll(() => v.close());
beforeEach(() => {
  v.t.now = new Date('2026-11-20T18:00:00Z');
  vi.restoreAllMocks();
});

function again(request: Partial<ReplayRequest> = {}) {
  const { db, ingest } = v.t;
  return replay(
    {
      ...{ database: db.database, ingest, organizationId: db.organizationId },
      ...{ seal: createSeal(testSecret), clock: () => v.t.now },
    },
    { source: null, since: null, failed: false, dryRun: false, ...request },
  );
}

const nothing = { passedOver: 0, accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 };

function pressures(device: string) {
  const common = { metric: 'blood_pressure', hwi_device_id: device, value_2: '77' };
  return [
    { ...common, value_1: '128', timestamp: '2026-11-20T17:50:00Z' },
    { ...common, value_1: '131', timestamp: '2026-11-20T17:55:00Z' },
  ];
}

/** An adapter with a mistake: it refuses the second item of everything. */
function breakAdapter(): void {
  const { parse } = tenovi;
  vi.spyOn(tenovi, 'parse').mockImplementation((body, account) => {
    const { items, deviceEvents } = parse(body, account);
    return {
      deviceEvents,
      items: items.map((item) =>
        item.index === 1
          ? { index: 1, code: 'field-invalid', field: 'value_1', raw: item.raw }
          : item,
      ),
    };
  });
}

test('stores what an adapter refused by mistake, once it is mended', async () => {
  const source = await v.addSource('tenovi', { label: 'mended' });
  const patientId = await v.t.addPatient();
  await v.addDevice('R-1', patientId);
  breakAdapter();
  expect(outcomesOf(await v.deliver(source, pressures('R-1')))).toEqual([
    'accepted',
    'rejected field-invalid',
  ]);
  const request = { source: 'tenovi-mended' };
  expect(await again(request)).toEqual({ ...nothing, deliveries: 1, duplicate: 1, rejected: 1 });
  vi.restoreAllMocks();
  v.t.now = new Date('2026-11-22T18:00:00Z');
  const rehearsed = await again({ ...request, dryRun: true });
  expect(rehearsed).toEqual({ ...nothing, deliveries: 1, duplicate: 1, accepted: 1 });
  const failed = { ...request, failed: true };
  expect(await again({ ...failed, dryRun: true })).toEqual({
    ...{ ...nothing, deliveries: 1, accepted: 1 },
  });
  expect(await again(failed)).toEqual({ ...nothing, deliveries: 1, accepted: 1 });
  expect(await again(failed)).toEqual({ ...nothing, deliveries: 0 });
  expect(await again(request)).toEqual({ ...nothing, deliveries: 1, duplicate: 2 });
  expect(
    await v.t.rows('select value_1 from reading where patient_id = $1 order by effective_at', [
      patientId,
    ]),
  ).toEqual([{ value_1: 128 }, { value_1: 131 }]);
});

test('leaves nobody waiting for what it could read', async () => {
  const source = await v.addSource('tenovi', { label: 'waiting' });
  await v.addDevice('R-2', await v.t.addPatient());
  breakAdapter();
  await v.deliver(source, pressures('R-2'));
  const items = () =>
    v.t.rows<{ state: string; decided_by: string | null; decision_note: string | null }>(
      'select state, decided_by, decision_note from quarantine_item where source = $1',
      [`tenovi-waiting`],
    );
  expect(await items()).toEqual([{ state: 'open', decided_by: null, decision_note: null }]);
  vi.restoreAllMocks();
  await again({ source: source.id, failed: true });
  expect(await items()).toEqual([{ state: 'released', decided_by: null, decision_note: 'replay' }]);
});

test('keeps the time of the first arrival for what told none', async () => {
  const source = await v.addSource('tenovi', { label: 'timeless' });
  const patientId = await v.t.addPatient();
  await v.addDevice('R-3', patientId);
  const { timestamp: _told, ...timeless } = pressures('R-3')[0] ?? { timestamp: '' };
  await v.deliver(source, timeless);
  v.t.now = new Date('2026-11-21T18:00:00Z');
  expect(await again({ source: 'tenovi-timeless' })).toEqual({
    ...{ ...nothing, deliveries: 1, duplicate: 1 },
  });
  expect(
    await v.t.rows<{ at: Date }>('select effective_at as at from reading where patient_id = $1', [
      patientId,
    ]),
  ).toEqual([{ at: new Date('2026-11-20T18:00:00Z') }]);
});

test('revises nothing by reading an old value again', async () => {
  const source = await v.addSource('dexcom', { label: 'old' });
  const patientId = await v.t.addPatient();
  await v.addDevice('R-4', patientId);
  const record = { recordId: 'r', transmitterId: 'R-4', status: 'ok', unit: 'mg/dL' };
  const systemTime = '2026-11-20T17:50:00Z';
  for (const value of [138, 131]) {
    await v.deliver(source, { recordType: 'egv', records: [{ ...record, systemTime, value }] });
  }
  expect(await again({ source: 'dexcom-old', dryRun: true })).toMatchObject({ duplicate: 2 });
  expect(await again({ source: 'dexcom-old' })).toMatchObject({ accepted: 0, duplicate: 2 });
});

test('reads own JSON of a token again, and only what came since', async () => {
  const patient = await v.t.addPatient();
  const made = { label: 'replayed', scopes: ['system/Observation.c'], source: 'replayed' };
  const { createToken } = await import('../../../access/server/service/tokens.ts');
  const token = await v.t.db.run((context) => createToken(context, made));
  const caller = { ...v.t.token, id: token.id, source: 'replayed' };
  const item = { id: '1', patient, kind: 'weight', values: 81, unit: 'kg' };
  await v.t.ingest.receive(delivery(caller, item));
  expect(await again({ source: 'replayed' })).toEqual({ ...nothing, deliveries: 1, duplicate: 1 });
  const since = new Date('2026-11-20T18:00:01Z');
  expect(await again({ source: 'replayed', since })).toEqual({ ...nothing, deliveries: 0 });
});

/** A gateway in whose name messages arrive, with a token that a replay finds again. */
async function gateway(source: string) {
  const { createToken } = await import('../../../access/server/service/tokens.ts');
  const made = { label: source, scopes: ['system/Observation.c'], source };
  const token = await v.t.db.run((context) => createToken(context, made));
  const setting = {
    ...{ database: v.t.db.database, ingest: v.t.ingest, clock: () => v.t.now },
    ...{ log: createLog('silent'), bearer: async () => ({ ...v.t.token, id: token.id, source }) },
  };
  const open = async () =>
    (
      await v.t.rows<{ state: string }>('select state from quarantine_item where source = $1', [
        source,
      ])
    ).map(({ state }) => state);
  return { setting, open };
}

test('reads a hospital message again, and finds the patient who has its number by now', async () => {
  const { setting, open } = await gateway('ward');
  const bytes = Buffer.from(pressureMessage({ patient: 'MRN-901^^^WARD^MR' }));
  await answerFrame(setting, 'any', { kind: 'message', bytes });
  const request = { source: 'ward' };
  expect(await again(request)).toEqual({ ...nothing, deliveries: 1, quarantined: 1 });
  const patientId = await v.t.addPatient();
  await v.t.rows(
    `insert into patient_identifier (organization_id, system, value, patient_id)
     values ($1, 'WARD', 'MRN-901', $2)`,
    [v.t.db.organizationId, patientId],
  );
  const stored = { ...nothing, deliveries: 1, accepted: 1 };
  expect(await again({ ...request, dryRun: true })).toEqual(stored);
  expect(await open()).toEqual(['open']);
  expect(await again(request)).toEqual(stored);
  expect(await open()).toEqual(['released']);
  expect(await again(request)).toEqual({ ...nothing, deliveries: 1, duplicate: 1 });
});

test('reads what a broker brought again, also what was no JSON', async () => {
  const { setting } = await gateway('lake');
  const patient = await v.t.addPatient();
  const item = {
    id: '1',
    patient,
    kind: 'weight',
    values: 81,
    unit: 'kg',
    at: '2026-11-20T17:50:00Z',
  };
  const from = { token: 'any', topic: 'enlace/+/readings' };
  for (const payload of [JSON.stringify(item), '{"id":']) {
    const published = { topic: 'enlace/lake/readings', payload: Buffer.from(payload) };
    await takePublished(setting, from, published);
  }
  const all = { ...nothing, deliveries: 2, duplicate: 1, rejected: 1 };
  expect(await again({ source: 'lake', dryRun: true })).toEqual(all);
  expect(await again({ source: 'lake' })).toEqual(all);
  expect(await again({ source: 'lake', failed: true })).toMatchObject({ rejected: 1 });
});

test('passes over what has no form that can be read again', async () => {
  const body = Buffer.from('{}');
  await v.t.ingest.receive({
    ...{ caller: v.t.token, source: 'odd', adapter: 'odd', contentType: 'text/plain' },
    ...{ body, items: [] },
  });
  expect(await again({ source: 'odd' })).toEqual({ ...nothing, deliveries: 1, passedOver: 1 });
});
