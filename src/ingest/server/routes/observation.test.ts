import { afterAll, beforeAll, expect, test } from 'vitest';

import { verifyMonitoring } from '../../../monitoring/server/service/verify.ts';
import { loadGlucoseProfile } from '../../../monitoring/server/service/glucose-profile.ts';
import { loadMetricsOf } from '../../../monitoring/server/service/metrics.ts';
import { newId } from '../../../platform/server/ids.ts';
import type { ItemResult } from '../../contract.ts';
import type { IngestTest } from '../testing.ts';
import { createPersonTest, type PersonTest } from './testing.ts';

let t: IngestTest;
let person: PersonTest;

beforeAll(async () => {
  person = await createPersonTest();
  t = person.t;
});
afterAll(() => person.close());

const minute = 60_000;
const septic = [
  { kind: 'respiratory-rate', values: { value: 25 }, unit: '/min' },
  { kind: 'spo2', values: { value: 91 }, unit: '%' },
  { kind: 'blood-pressure', values: { systolic: 98, diastolic: 55, pulse: 118 }, unit: 'mm[Hg]' },
  { kind: 'temperature', values: { value: 102.6 }, unit: '[degF]' },
];

async function enter(patient: string, fields: object = {}) {
  const body = { entryId: newId(), consciousness: 'A', oxygen: 0, readings: septic, ...fields };
  const answer = await person.ask('POST', `/api/patients/${patient}/observations`, body);
  return { status: answer.status, body: answer.body as { results: readonly ItemResult[] } };
}

function metrics(patient: string, until?: string) {
  return t.db.run((context) => loadMetricsOf(context, patient, until ? { until } : {}), {
    now: t.now,
  });
}

function cards(patient: string) {
  return t.rows<{ priority: number; rules: string }>(
    `select priority, (select string_agg(a.rule_id, ' ' order by a.rule_id) from alert a
        where a.patient_id = w.subject::uuid and a.state = 'active' and a.rule_id like 'news2/%') as rules
      from work_item w where subject = $1 and kind = 'triage' and state <> 'closed'`,
    [patient],
  );
}

test('a complete set entered at one time raises NEWS2 on the card, and replays', async () => {
  const patient = await t.addPatient({ birthDate: '1950-01-01' });
  const entryId = newId();
  const { status, body } = await enter(patient, { entryId });
  expect([status, body.results.map((one) => one.status)]).toEqual([
    ...[200, ['accepted', 'accepted', 'accepted', 'accepted']],
  ]);
  expect(await cards(patient)).toEqual([{ priority: 1, rules: 'news2/score' }]);
  const again = await enter(patient, { entryId });
  expect(again.body.results.map((one) => one.status)).toEqual([
    ...['duplicate', 'duplicate', 'duplicate', 'duplicate'],
  ]);
  const { news2 } = await metrics(patient);
  expect(news2).toMatchObject({
    // 3 + 3 + 0 + 2 + 2 + 0 + 2; 102.6 °F is 39.2 °C.
    ...{ notFor: null, now: { total: 12, atLeast: 12, level: { id: 'high' } } },
  });
  const broken = await t.db.run(verifyMonitoring);
  expect(broken).toEqual([]);
  const audit = await t.rows<{ detail: unknown }>(
    "select detail from audit_event where action = 'observation.enter' and detail->>'entryId' = $1",
    [entryId],
  );
  expect(audit).toHaveLength(2);
});

test('an incomplete set raises no score and names what is missing; the rest may come from devices', async () => {
  const patient = await t.addPatient({ birthDate: '1950-01-01' });
  const [rate, , , temperature] = septic;
  await enter(patient, { readings: [rate, temperature], oxygen: null });
  const missing = async () =>
    (await metrics(patient)).news2.now.values
      .filter(({ points }) => points === null)
      .map(({ id }) => id);
  expect(await missing()).toEqual(['spo2', 'oxygen', 'systolic', 'pulse']);
  expect((await metrics(patient)).news2).toMatchObject({ now: { total: null }, last: null });
  await t.send([
    {
      ...{ id: 'cuff', patient, kind: 'blood-pressure', unit: 'mmHg', at: t.now.toISOString() },
      values: { systolic: 98, diastolic: 55, pulse: 118 },
    },
  ]);
  expect(await missing()).toEqual(['spo2', 'oxygen']);
  const [, spo2] = septic;
  await enter(patient, { readings: [rate, spo2], oxygen: 2 });
  expect((await metrics(patient)).news2.now).toMatchObject({ total: 14, level: { id: 'high' } });
  // An hour later it is too old, and told as the last one.
  const later = new Date(t.now.getTime() + 61 * minute).toISOString();
  expect((await metrics(patient, later)).news2).toMatchObject({
    ...{ now: { total: null }, last: { total: 14 } },
  });
});

test('answers a value that cannot be read and stores the others', async () => {
  const patient = await t.addPatient();
  const wrong = { kind: 'spo2', values: { value: 97 }, unit: 'furlong' };
  const { body } = await enter(patient, { readings: [wrong, septic[0]] });
  expect(body.results.map(({ index, status }) => [index, status])).toEqual([
    ...[
      [0, 'rejected'],
      [1, 'accepted'],
    ],
  ]);
  const bare = await enter(patient, { readings: [] });
  expect(bare.status).toBe(400);
  expect((await enter(patient, { consciousness: 'X' })).status).toBe(400);
});

test('averages the home pressure of a week by both policies, as of any day', async () => {
  const patient = await t.addPatient();
  const first = Date.parse('2026-11-13T13:00:00Z');
  const items = Array.from({ length: 28 }, (_, index) => {
    const day = Math.floor(index / 4);
    const at = first + day * 24 * 60 * minute + (index % 4 < 2 ? 0 : 12 * 60 * minute);
    const [systolic, diastolic] = day === 0 ? [150, 95] : [128, 78];
    return {
      ...{ id: `w-${index}`, patient, kind: 'blood-pressure', unit: 'mmHg' },
      ...{ at: new Date(at + (index % 2) * minute).toISOString() },
      values: { systolic, diastolic },
    };
  });
  await t.send(items, { live: false });
  const { pressure } = await metrics(patient, '2026-11-20T05:00:00Z');
  expect(pressure.result).toMatchObject({
    ...{ readings: 28, days: 7, lacks: [], differ: true },
    averages: {
      all: { systolic: 131, diastolic: 80, category: 'stage-1' },
      'discard-day-1': { systolic: 128, diastolic: 78, category: 'elevated' },
    },
  });
  expect(pressure.categories.map(({ id }) => id)).toContain('stage-1');
  // Before any definition was in force: today's are used.
  expect((await metrics(patient, '2015-06-01T00:00:00Z')).pressure.result.readings).toBe(0);
  const early = await metrics(patient, '2026-11-14T05:00:00Z');
  expect(early.pressure.result.averages).toBeUndefined();
});

test('computes the glucose profile of a sensor, and none for another practice', async () => {
  const patient = await t.addPatient();
  const count = 14 * 288;
  const items = Array.from({ length: count }, (_, index) => ({
    ...{ id: `g-${index}`, patient, kind: 'glucose', unit: 'mg/dL', context: { sensor: true } },
    at: new Date(t.now.getTime() - index * 5 * minute).toISOString(),
    values: { value: index % 10 === 0 ? 190 : 120 },
  }));
  await t.send(items, { live: false });
  const found = await t.db.run((context) => loadGlucoseProfile(context, patient, {}), {
    now: t.now,
  });
  expect(found.metrics).toMatchObject({
    ...{ readings: count, expected: count, activePercent: 100, intervalMinutes: 5, lacks: [] },
    figures: { mean: { 'mg/dL': expect.closeTo(127.01, 1) } },
  });
  expect(found.targets.id).toBe('standard');
  expect(found.profile.bins[0]?.lines).toHaveLength(5);
  const path = `/api/patients/${patient}/observations`;
  const body = { entryId: newId(), consciousness: 'A', oxygen: 0, readings: septic };
  expect((await person.ask('POST', path, body, 'elsewhere')).status).toBe(404);
  expect((await person.ask('POST', path, body, 'pharmacist')).status).toBe(403);
});
