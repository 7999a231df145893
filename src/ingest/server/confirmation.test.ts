import { afterAll, beforeAll, expect, test } from 'vitest';

import { sweepRechecks } from '../../monitoring/server/service/sweeps.ts';
import { pendingRepeatRequests } from '../../monitoring/server/service/repeats.ts';
import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());

const minuteMs = 60_000;

/** Sends a value measured now, and moves the clock on. */
async function measure(patient: string, kind: string, value: number, thenMinutes: number) {
  const unit = kind === 'glucose' ? 'mg/dL' : '%';
  const at = t.now.toISOString();
  const reading = { id: `${kind} ${at}`, patient, kind, at, values: { value }, unit };
  expect((await t.send([reading]))[0]?.status).toBe('accepted');
  t.now = new Date(t.now.getTime() + thenMinutes * minuteMs);
}

function cardOf(patient: string) {
  return t.rows<{ priority: number; state: string; text: string | null }>(
    `select priority, state, headline->'findings'->0->'text'->>'es' as text
     from work_item where patient_id = $1 and kind = 'triage'`,
    [patient],
  );
}

function eventsOf(patient: string) {
  return t.rows<{ type: string; value: number }>(
    `select e.type, (e.verdict->'evidence'->'reading'->'values'->>'value')::float8 as value
     from alert_event e join alert a on a.id = e.alert_id
     where a.patient_id = $1 order by e.at, e.id`,
    [patient],
  );
}

function requestsOf(patient: string) {
  return t.db.run((context) => pendingRepeatRequests(context, patient), { now: t.now });
}

test('raises a critical value at once as unconfirmed, and has a request for the patient', async () => {
  const patient = await t.addPatient();
  await measure(patient, 'spo2', 88, 2);
  expect(await cardOf(patient)).toEqual([
    { priority: 1, state: 'open', text: 'Oxígeno peligrosamente bajo: 88 % (sin confirmar)' },
  ]);
  const [request, ...others] = await requestsOf(patient);
  expect(others).toEqual([]);
  expect(request).toMatchObject({ kind: 'spo2', ask: { review: { es: 'unreviewed' } } });
  expect(request?.ask.es).toContain('ponga la pinza');
  expect((request?.dueAt.getTime() ?? 0) - t.now.getTime()).toBe(8 * minuteMs);
});

test('a second critical value confirms it and raises the card again', async () => {
  const patient = await t.addPatient();
  await measure(patient, 'spo2', 88, 3);
  await measure(patient, 'spo2', 87, 1);
  expect(await cardOf(patient)).toMatchObject([
    { priority: 1, text: 'Oxígeno peligrosamente bajo, se confirmó al repetir: 87 %' },
  ]);
  expect(await requestsOf(patient)).toEqual([]);
});

test('a milder repeat lowers the card to its own level, and both values stay in the episode', async () => {
  const patient = await t.addPatient();
  await measure(patient, 'glucose', 45, 12);
  await measure(patient, 'glucose', 62, 1);
  expect(await cardOf(patient)).toMatchObject([{ priority: 3, text: 'Glucosa baja: 62 mg/dL' }]);
  expect(await eventsOf(patient)).toEqual([
    { type: 'opened', value: 45 },
    { type: 'downgraded', value: 62 },
  ]);
  expect(await requestsOf(patient)).toEqual([]);
});

test('a normal repeat ends the alert and leaves the lowered card to a person', async () => {
  const patient = await t.addPatient();
  await measure(patient, 'glucose', 45, 15);
  await measure(patient, 'glucose', 104, 1);
  expect(await cardOf(patient)).toEqual([{ priority: 3, state: 'open', text: null }]);
});

test('without a repeat in time it goes to a person, whom no later value replaces', async () => {
  const patient = await t.addPatient();
  await measure(patient, 'spo2', 88, 10);
  await t.ingest.runAlone(t.token, sweepRechecks);
  const text = 'Oxígeno peligrosamente bajo, no se repitió a tiempo: 88 % (sin confirmar)';
  expect(await cardOf(patient)).toMatchObject([{ priority: 1, text }]);
  await measure(patient, 'spo2', 97, 1);
  expect(await cardOf(patient)).toMatchObject([{ priority: 1, text }]);
});
