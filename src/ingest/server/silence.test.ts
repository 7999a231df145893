import { afterAll, beforeAll, expect, test } from 'vitest';

import { addTestUser } from '../../access/server/testing.ts';
import { explainAlert } from '../../monitoring/server/service/alerts.ts';
import { sweepSilence } from '../../monitoring/server/service/silence.ts';
import { endCadence, readCadences, setCadence } from '../../monitoring/server/service/cadences.ts';
import type { Caller } from '../../platform/server/context.ts';
import { createIngestTest, machineCaller, type IngestTest } from './testing.ts';

let t: IngestTest;
let nurse: Caller;
beforeAll(async () => {
  t = await createIngestTest();
  nurse = (await addTestUser(t.db, { roles: ['care-manager'] })).caller;
});
afterAll(() => t.close());

const hourMs = 3_600_000;

function pass(hours: number): void {
  t.now = new Date(t.now.getTime() + hours * hourMs);
}

/** One weight, or another vital sign, of each patient, measured now and sent by a source. */
async function send(patients: readonly string[], source: string, kind = 'weight') {
  const at = t.now.toISOString();
  const [values, unit] = kind === 'weight' ? [{ value: 80 }, 'kg'] : [{ value: 97 }, '%'];
  const items = patients.map((patient, n) => ({
    ...{ id: `${source} ${kind} ${at} ${n}`, patient, kind, at, values, unit },
  }));
  const caller = machineCaller(t.db.organizationId, { source });
  const answers = await t.send(items, { caller });
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['accepted']));
}

function sweep() {
  return t.ingest.runAlone(t.token, sweepSilence);
}

function workOf(kind: string, patients: readonly string[] = []) {
  return t.rows<{ subject: string; priority: number; en: string | null }>(
    `select subject, priority, headline->'findings'->0->'text'->>'en' as en from work_item
     where kind = $1 and state <> 'closed' and (patient_id is null or patient_id = any($2::uuid[]))
     order by subject`,
    [kind, patients],
  );
}

async function people(count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => t.addPatient()));
}

async function enrol(patientId: string, program: string, status: string): Promise<void> {
  await t.rows(
    `insert into enrolment (organization_id, id, patient_id, program, status, consent, started_on)
     values ($1, gen_random_uuid(), $2, $3, $4, 'granted', '2026-11-01')`,
    [t.db.organizationId, patientId, program, status],
  );
}

test('a patient who stops is called; one device that stops while others send is looked at first', async () => {
  const [silent = '', device = ''] = await people(2);
  await send([silent, device], 'home');
  await send([device], 'home', 'spo2');
  pass(70);
  await send([device], 'home', 'spo2');
  pass(3);
  await sweep();
  expect(await workOf('missing-readings', [silent])).toMatchObject([
    { priority: 4, en: 'Nothing arrives, weight missing: 73 h' },
  ]);
  expect(await workOf('missing-readings', [device])).toMatchObject([
    { priority: 4, en: 'Weight missing, other readings arrive: 73 h' },
  ]);
  const before = await t.rows('select id from alert_event');
  pass(1);
  await sweep();
  expect(await t.rows('select id from alert_event')).toHaveLength(before.length);
  await send([silent], 'home');
  expect(await workOf('missing-readings', [silent])).toEqual([]);
});

test('what is expected of a patient moves their silence, with author and reason, until it ends', async () => {
  const [weekly = '', eager = ''] = await people(2);
  await send([weekly, eager], 'clinic');
  const set = (patient: string, everyHours: number, silentAfterHours: number) =>
    t.db.run(
      (context) =>
        setCadence(context, patient, {
          ...{ kind: 'weight', everyHours, silentAfterHours, reason: 'As the clinician ordered' },
        }),
      { now: t.now, caller: nurse },
    );
  const { id } = await set(weekly, 168, 240);
  await set(eager, 12, 24);
  pass(25);
  await sweep();
  expect(await workOf('missing-readings', [weekly, eager])).toMatchObject([
    { subject: eager, en: 'Nothing arrives, weight missing: 25 h' },
  ]);
  pass(60);
  await sweep();
  expect(await workOf('missing-readings', [weekly])).toEqual([]);
  const as = { now: t.now, caller: nurse };
  await t.db.run((context) => endCadence(context, weekly, id, 'Back to every day'), as);
  const view = await t.db.run((context) => readCadences(context, weekly), as);
  expect(view.set).toMatchObject([{ author: nurse.label, effectiveTo: t.now.toISOString() }]);
  pass(1);
  await sweep();
  expect(await workOf('missing-readings', [weekly])).toHaveLength(1);
});

test('a program brings what it expects, what was set for the patient stands above it, and a paused one expects nothing', async () => {
  const [inProgram = '', own = '', paused = '', none = ''] = await people(4);
  const all = [inProgram, own, paused, none];
  await send(all, 'program');
  await enrol(inProgram, 'tcm', 'active');
  await enrol(inProgram, 'rpm', 'active');
  await enrol(own, 'tcm', 'active');
  await enrol(paused, 'tcm', 'paused');
  const as = { now: t.now, caller: nurse };
  const pace = { kind: 'weight' as const, everyHours: 24, silentAfterHours: 60 };
  await t.db.run(
    (context) => setCadence(context, own, { ...pace, reason: 'As the clinician ordered' }),
    as,
  );
  const expectedOf = async (patient: string) => {
    const { defaults } = await t.db.run((context) => readCadences(context, patient), as);
    return defaults.find(({ kind }) => kind === 'weight');
  };
  expect(await expectedOf(inProgram)).toMatchObject({ program: 'tcm', silentAfterHours: 48 });
  expect(await expectedOf(own)).toMatchObject({ program: 'tcm' });
  expect(await expectedOf(paused)).toMatchObject({ program: null, silentAfterHours: 72 });

  pass(49);
  await sweep();
  expect((await workOf('missing-readings', all)).map(({ subject }) => subject)).toEqual([
    inProgram,
  ]);
  const [alert] = await t.rows<{ id: string }>('select id from alert where patient_id = $1', [
    inProgram,
  ]);
  const said = await t.db.run((context) => explainAlert(context, alert?.id ?? ''), as);
  expect(said.sentences.en.join(' ')).toContain('48 h: what the program TCM expects.');
  expect(said.sentences.es.join(' ')).toContain('lo que espera el programa TCM.');
  expect(said.replay).toBe('same');
  pass(12);
  await sweep();
  expect((await workOf('missing-readings', all)).map(({ subject }) => subject)).toEqual(
    [inProgram, own].toSorted(),
  );
  pass(12);
  await sweep();
  expect(await workOf('missing-readings', all)).toHaveLength(4);
});

test('a source that falls silent is one piece of work for operations, and the patients are not called', async () => {
  const patients = await people(12);
  await send(patients, 'vendor-gateway');
  pass(24);
  await send(patients, 'vendor-gateway');
  pass(40);
  await sweep();
  expect(await workOf('source-outage')).toMatchObject([
    { subject: 'source:vendor-gateway', priority: 2 },
  ]);
  pass(60);
  await sweep();
  expect(await workOf('source-outage')).toHaveLength(1);
  expect(await workOf('missing-readings', patients)).toEqual([]);

  // It sends again; two of its patients are still silent, and now that is theirs.
  await send(patients.slice(2), 'vendor-gateway');
  pass(1);
  await sweep();
  expect(await workOf('source-outage')).toMatchObject([{ priority: 3, en: null }]);
  const called = await workOf('missing-readings', patients);
  expect(called.map(({ subject }) => subject)).toEqual(patients.slice(0, 2).toSorted());
});

test('who sends while the silent are looked for is not called silent', async () => {
  const [sender = '', silent = ''] = await people(2);
  await send([sender, silent], 'late-scale');
  pass(96);
  const sendAgain = () => send([sender], 'late-scale');
  await t.db.run((context) => sweepSilence(context, sendAgain), { now: t.now });
  expect((await workOf('missing-readings', [sender, silent])).map((one) => one.subject)).toEqual([
    silent,
  ]);
});
