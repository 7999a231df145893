import { afterAll, beforeAll, expect, test } from 'vitest';

import { addTestUser } from '../../access/server/testing.ts';
import { readCorrections } from '../../monitoring/server/service/corrections.ts';
import type { Caller, Context } from '../../platform/server/context.ts';
import { resolve, take } from '../../work/server/service/actions.ts';
import { replace, withdraw } from './service/corrections.ts';
import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;
let nurse: Caller;
let manager: Caller;
beforeAll(async () => {
  t = await createIngestTest();
  nurse = (await addTestUser(t.db, { roles: ['care-provider'] })).caller;
  manager = (await addTestUser(t.db, { roles: ['care-manager'] })).caller;
});
afterAll(() => t.close());

const at = '2026-11-20T17:40:00.000Z';
const key = { kind: 'blood-pressure' as const, at, sourceId: 'gateway/wrong' };

async function severePatient(): Promise<string> {
  const patient = await t.addPatient();
  const values = { systolic: 192, diastolic: 114 };
  const reading = { id: 'wrong', patient, kind: 'blood-pressure', at, values, unit: 'mmHg' };
  expect((await t.send([reading]))[0]?.status).toBe('accepted');
  return patient;
}

function as<T>(caller: Caller, work: (context: Context) => Promise<T>): Promise<T> {
  return t.db.run(work, { now: t.now, caller });
}

async function takeCard(patient: string, who: Caller): Promise<string> {
  const [card] = await t.rows<{ id: string }>(
    "select id from work_item where patient_id = $1 and kind = 'triage'",
    [patient],
  );
  await as(who, (context) => take(context, card?.id ?? ''));
  return card?.id ?? '';
}

function correct(patient: string, who: Caller) {
  const body = { ...key, values: { systolic: 142, diastolic: 88 }, unit: 'mm[Hg]', reason: 'Typo' };
  return t.ingest.runAlone(who, (context) => replace(context, patient, body));
}

function noticesOf(patient: string) {
  return t.rows<Record<string, unknown>>(
    `select owner_id as owner, priority, state, next_clock as clock,
       headline->'findings'->0->'text'->>'en' as en, headline->'findings'->0->'text'->>'es' as es
     from work_item where patient_id = $1 and kind = 'correction-notice' order by opened_at, id`,
    [patient],
  );
}

test('tells who took the card that the value was corrected, with an owner and a clock', async () => {
  const patient = await severePatient();
  await takeCard(patient, nurse);
  const difference = await correct(patient, manager);
  expect(difference.alerts.map(({ change }) => change)).toEqual(['cleared']);
  expect(await noticesOf(patient)).toEqual([
    {
      ...{ owner: nurse.id, priority: 2, state: 'open', clock: 'acknowledge' },
      en: 'The value you acted on was corrected: 192/114 mmHg → 142/88 mmHg',
      es: 'Se corrigió el valor con el que usted actuó: 192/114 mmHg → 142/88 mmHg',
    },
  ]);
});

test('tells also who has closed the work already', async () => {
  const patient = await severePatient();
  const id = await takeCard(patient, nurse);
  await as(nurse, async (context) => {
    const { version } = await take(context, id);
    const disposition = 'advice-given';
    await resolve(context, id, { version, disposition, note: 'Told to rest.' });
  });
  const reason = 'Measured on the neighbour';
  await t.ingest.runAlone(manager, (context) => withdraw(context, patient, { ...key, reason }));
  expect(await noticesOf(patient)).toMatchObject([
    { owner: nurse.id, en: 'The value you acted on was withdrawn: 192/114 mmHg' },
  ]);
});

test('tells nobody who did not act, and not who corrects it', async () => {
  const untouched = await severePatient();
  await correct(untouched, manager);
  expect(await noticesOf(untouched)).toEqual([]);
  const own = await severePatient();
  await takeCard(own, nurse);
  await correct(own, nurse);
  expect(await noticesOf(own)).toEqual([]);
});

test('is told on the chart with the value before and after, who and why', async () => {
  const patient = await severePatient();
  await correct(patient, manager);
  const span = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
  const read = () => as(nurse, (context) => readCorrections(context, patient, span));
  const told = {
    ...{ kind: 'blood-pressure', measuredAt: at, at: t.now.toISOString(), reason: 'Typo' },
    before: { values: { systolic: 192, diastolic: 114 }, unit: 'mm[Hg]', beyond: null },
    after: { values: { systolic: 142, diastolic: 88 }, unit: 'mm[Hg]', beyond: null },
    author: manager.label,
  };
  expect((await read()).corrections).toMatchObject([told]);
  const corrected = await t.rows<{ id: string }>(
    'select replaced_by_source_id as id from reading_correction where patient_id = $1',
    [patient],
  );
  t.now = new Date(t.now.getTime() + 60_000);
  const gone = { ...key, sourceId: corrected[0]?.id ?? '', reason: 'Not hers at all' };
  await t.ingest.runAlone(manager, (context) => withdraw(context, patient, gone));
  expect((await read()).corrections).toMatchObject([
    { before: told.after, after: null, reason: 'Not hers at all' },
    told,
  ]);
  const earlier = { from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' };
  const before = await as(nurse, (context) => readCorrections(context, patient, earlier));
  expect(before.corrections).toEqual([]);
});
