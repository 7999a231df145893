import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Role } from '../../access/core/permissions.ts';
import { sessionProblems } from '../../access/core/problems.ts';
import { addTestPatient, addTestPractice, testUser } from '../../people/server/testing.ts';
import type { Reply } from '../../platform/core/contract.ts';
import { createHttp, type Routes } from '../../platform/server/http.ts';
import { newId } from '../../platform/server/ids.ts';
import { runJob } from '../../platform/server/jobs.ts';
import { createLog } from '../../platform/server/log.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import type { DeviceView, ReadingDetail, readDays, readSeries } from '../contract.ts';
import type { Reading, VitalKind } from '../core/reading.ts';
import { jobs } from './jobs.ts';
import { registerVitalsRoutes } from './routes.ts';
import { recordReadings } from './service.ts';
import { ensurePartitions } from './service/partitions.ts';

const now = new Date('2026-11-20T18:00:00Z');
const log = createLog('silent');
let db: TestDatabase;
let routes: Routes;
let patientId: string;
let otherId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  let bound = '';
  routes = await createHttp({
    ...{ database: db.database, clock: () => now, log },
    authenticate: ({ headers }) => {
      const role = headers['x-test-role'] as Role | undefined;
      const practice = role === 'practice-user' ? { practiceId: bound } : {};
      return Promise.resolve(role ? testUser(db.organizationId, role, practice) : null);
    },
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerVitalsRoutes(routes);
  const practiceId = await db.run((context) => addTestPractice(context, 'North'));
  bound = await db.run((context) => addTestPractice(context, 'South'));
  patientId = (await db.run((context) => addTestPatient(context, { practiceId }))).id;
  const other = { practiceId, givenNames: 'Luz', familyName: 'Ruta' };
  otherId = (await db.run((context) => addTestPatient(context, other))).id;
  await ensurePartitions(db.database, ['2026-10-01', '2026-11-01']);
  await db.run((context) =>
    recordReadings(
      context,
      [
        ...Array.from({ length: 30 }, (_, place) => glucose(place)),
        glucose(0, { at: now.getTime() + 3_600_000, sourceId: 'm/ahead', trust: 'clock-suspect' }),
        weight({}),
      ].map((reading) => ({
        ...{ patientId, zone: 'America/New_York', reading, deliveryId: newId() },
        ...{ receivedAt: now.getTime(), doubts: null },
      })),
    ),
  );
});
afterAll(async () => {
  await routes.http.close();
  await db.close();
});

function glucose(place: number, fields: Partial<Reading> = {}): Reading {
  return {
    ...{ kind: 'glucose', at: now.getTime() - place * 3_600_000, values: { value: 100 + place } },
    ...{ unit: 'mg/dL', standing: 'accepted', trust: 'device-synchronised', origin: 'device' },
    sourceId: `m/${place}`,
    ...fields,
  };
}

function weight(fields: Partial<Reading>): Reading {
  // 20:30 on October 31 where the patient lives.
  const at = Date.parse('2026-11-01T00:30:00Z');
  const taken = { kind: 'weight' as const, at, values: { value: 80 }, unit: 'kg' };
  return { ...glucose(0), ...taken, origin: 'manual', sourceId: `${'w'.repeat(120)}/1`, ...fields };
}

/** Every form of answer at once: what a test looks at and is not there fails the test. */
interface Answer extends Reply<typeof readSeries>, ReadingDetail, DeviceView {
  readonly kind: VitalKind;
  readonly months: Reply<typeof readDays>['months'];
  readonly devices: readonly DeviceView[];
  readonly vitals: readonly { readonly id: string }[];
  readonly code: string;
}

async function ask(role: string, method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) {
  const response = await routes.http.inject({
    method,
    url,
    headers: { 'x-test-role': role },
    ...(method === 'GET' ? {} : { payload: body ?? {} }),
  });
  return { status: response.statusCode, body: response.json<Answer>() };
}

function series(points: number): string {
  const from = '2026-11-19T00:00:00Z';
  const to = '2026-11-21T00:00:00Z';
  return `/api/patients/${patientId}/readings?kind=glucose&from=${from}&to=${to}&points=${points}`;
}

test('answers every reading of a stretch, oldest first, while they are few', async () => {
  const { status, body } = await ask('care-provider', 'GET', series(100));
  expect([status, body.readings.length, body.buckets]).toEqual([200, 31, []]);
  expect(body.readings[29]).toEqual({
    kind: 'glucose',
    at: '2026-11-20T18:00:00.000Z',
    sourceId: 'm/0',
    values: { value: 100 },
    unit: 'mg/dL',
    beyond: null,
    standing: 'accepted',
    trust: 'device-synchronised',
    correction: null,
  });
});

test('draws readings together when they are many, and loses none', async () => {
  const { body } = await ask('care-provider', 'GET', series(10));
  const counts = body.buckets.map(({ count }) => count);
  expect(body.readings).toEqual([]);
  expect(counts.length).toBeLessThanOrEqual(11);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(31);
  const [first] = body.buckets;
  expect(first).toMatchObject({ unit: 'mg/dL', beyond: { HI: 0, LO: 0 } });
  expect([first?.low['value'], first?.mean['value'], first?.high['value']]).toEqual([
    128, 128.5, 129,
  ]);
});

test('takes the newest of each kind, but not what a wrong clock puts ahead', async () => {
  const at = `/api/patients/${patientId}/readings/latest`;
  const { body } = await ask('care-provider', 'GET', at);
  const found = body.readings.map((one) => [one.kind, one.sourceId]);
  expect(found).toEqual([
    ['glucose', 'm/0'],
    ['weight', `${'w'.repeat(120)}/1`],
  ]);
});

test('shows everything that is kept of one reading, however long its source id', async () => {
  const id = encodeURIComponent(`${'w'.repeat(120)}/1`);
  const at = `/api/patients/${patientId}/readings/weight/2026-11-01T00:30:00.000Z/${id}`;
  const { status, body } = await ask('care-provider', 'GET', at);
  expect([status, body.origin, body.receivedAt, body.context, body.deviceId]).toEqual([
    200,
    'manual',
    now.toISOString(),
    {},
    null,
  ]);
  const missing = await ask('care-provider', 'GET', at.replace('00:30', '00:31'));
  expect(missing.body.code).toBe('record.not-found');
});

test("counts days on the patient's wall, and apart those that a device sent", async () => {
  const at = `/api/patients/${patientId}/reading-days?from=2026-10&to=2026-11`;
  const { body } = await ask('care-provider', 'GET', at);
  expect(body.months).toEqual([
    { month: '2026-10', kind: 'weight', days: [31], deviceDays: [] },
    { month: '2026-11', kind: 'glucose', days: [19, 20], deviceDays: [19, 20] },
  ]);
});

test('gives the vital signs to everyone who is signed in', async () => {
  const { body } = await ask('administrator', 'GET', '/api/vitals/definitions');
  expect(body.vitals.map(({ id }) => id)).toHaveLength(8);
});

const cuff = {
  ...{ identifier: 'cuff-1', model: 'M3', kinds: ['blood-pressure'], validated: true },
  zoneLessClock: false,
};

test('registers a device once, and moves it from patient to patient', async () => {
  const added = await ask('care-provider', 'POST', '/api/devices', { ...cuff, patientId });
  const again = await ask('care-provider', 'POST', '/api/devices', { ...cuff, patientId: otherId });
  const moved = await ask('care-provider', 'PATCH', `/api/devices/${added.body.id}`, {
    patientId: otherId,
    zoneLessClock: true,
  });
  const [before, after] = [
    await ask('care-provider', 'GET', `/api/patients/${patientId}/devices`),
    await ask('care-provider', 'GET', `/api/patients/${otherId}/devices`),
  ];
  expect([added.status, again.body.code, moved.status]).toEqual([200, 'vitals.device-known', 200]);
  expect([before.body.devices, after.body.devices]).toEqual([[], [moved.body]]);
  expect(moved.body).toMatchObject({ ...cuff, patientId: otherId, zoneLessClock: true });
});

test('gives a device that a source only named to its patient', async () => {
  const patch = { patientId: null };
  const noted = await ask('care-provider', 'POST', '/api/devices', {
    ...{ ...cuff, identifier: 'scale-9', kinds: ['weight'], ...patch, model: null },
  });
  const taken = await ask('care-provider', 'POST', '/api/devices', {
    ...{ ...cuff, identifier: 'scale-9', kinds: ['weight'], patientId },
  });
  expect([taken.status, taken.body.id, taken.body.patientId, taken.body.model]).toEqual([
    200,
    noted.body.id,
    patientId,
    'M3',
  ]);
});

test('writes every look into the audit log', async () => {
  const events = await db.run(({ tx }) =>
    tx
      .selectFrom('auditEvent')
      .select(['action', 'patientIds'])
      .where('actorKind', '=', 'user')
      .execute(),
  );
  const actions = new Set(events.map(({ action }) => action));
  expect([...actions].toSorted()).toEqual(['devices.read', 'devices.write', 'readings.read']);
});

test.each([
  ['readings?kind=glucose&from=2026-11-19T00:00:00Z&to=2026-11-20T00:00:00Z'],
  ['readings/latest'],
  ['readings/glucose/2026-11-20T18:00:00.000Z/m%2F0'],
  ['reading-days?from=2026-11&to=2026-11'],
  ['devices'],
])('shows %s to no user of another practice', async (path) => {
  const answer = await ask('practice-user', 'GET', `/api/patients/${patientId}/${path}`);
  expect([answer.status, answer.body.code]).toEqual([404, 'record.not-found']);
});

test('makes the partitions of the months ahead', async () => {
  for (const job of jobs)
    await runJob(db.database, job, () => new Date('2031-05-07T00:00:00Z'), log);
  const found = await db.pool.query<{ name: string }>(
    "select relname as name from pg_class where relname like 'reading_2031%' and relkind = 'r' order by 1",
  );
  expect(found.rows.map(({ name }) => name)).toEqual([
    'reading_203105',
    'reading_203106',
    'reading_203107',
  ]);
});
