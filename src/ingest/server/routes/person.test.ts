import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '../../../platform/server/ids.ts';
import type { Difference, ItemResult, QuarantineItem } from '../../contract.ts';
import { verifyIngest } from '../service/verify.ts';
import type { IngestTest } from '../testing.ts';
import { createPersonTest, type PersonTest } from './testing.ts';

let t: IngestTest;
let person: PersonTest;

beforeAll(async () => {
  person = await createPersonTest();
  t = person.t;
});
afterAll(() => person.close());

/** Every form of answer at once: what a test looks at and is not there fails the test. */
interface Answer extends Difference, ItemResult {
  readonly items: readonly QuarantineItem[];
  readonly next: string | null;
  readonly reason: string;
}

async function ask(...question: Parameters<PersonTest['ask']>) {
  const { status, body } = await person.ask(...question);
  return { status, body: body as Answer };
}

function only<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('There is none.');
  return one;
}

let messages = 0;
function pressure(patient: string, systolic: number, fields: Record<string, unknown> = {}) {
  return {
    ...{ id: `m-${(messages += 1)}`, patient, kind: 'blood-pressure', unit: 'mmHg' },
    ...{ at: '2026-11-20T11:30:00-06:00', values: { systolic, diastolic: 78 } },
    ...fields,
  };
}

function weight(patient: string, kg: number, at: string) {
  return { id: `m-${(messages += 1)}`, patient, kind: 'weight', unit: 'kg', at, values: kg };
}

async function heldOf(patientId: string): Promise<QuarantineItem> {
  const { body } = await ask('GET', `/api/quarantine?state=open&patientId=${patientId}`);
  expect(body.items).toHaveLength(1);
  return only(body.items);
}

const note = 'Confirmed with the patient by telephone';

function openWork(patientId: string) {
  return t.rows<{ kind: string; state: string }>(
    "select kind, state from work_item where subject = $1 and state <> 'closed' order by kind",
    [patientId],
  );
}

function stored(patientId: string) {
  return t.rows<Record<string, unknown>>(
    `select r.value_1, r.source_id, r.standing, r.origin, c.action from reading r
      left join reading_correction c using (organization_id, patient_id, kind, effective_at, source_id)
      where r.patient_id = $1 order by r.effective_at, r.source_id`,
    [patientId],
  );
}

test('lists what is held with its reason in both languages, and never to another practice', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 400)]);
  const item = await heldOf(patient);
  expect(item).toMatchObject({
    ...{ outcome: 'quarantined', state: 'open', reason: 'above-possible', releasable: true },
    ...{ patient: { id: patient, language: 'es' }, kind: 'blood-pressure', source: 'gateway' },
    candidate: { values: { systolic: 400, diastolic: 78 }, unit: 'mm[Hg]', origin: 'device' },
  });
  expect(item.messages.es).not.toBe(item.messages.en);
  const read = await ask('GET', `/api/quarantine/${item.id}`);
  expect(read.body).toEqual(item);
  const list = await ask('GET', '/api/quarantine', undefined, 'elsewhere');
  expect(list.body.items).toEqual([]);
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['POST', '/release', { note }],
    ['POST', '/correct', { note, values: { systolic: 140, diastolic: 78 } }],
    ['POST', '/refuse', { note }],
  ] as const) {
    const answer = await ask(method, `/api/quarantine/${item.id}${path}`, body, 'elsewhere');
    expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'record.not-found']);
  }
  expect((await ask('GET', '/api/quarantine', undefined, 'pharmacist')).status).toBe(403);
});

test('pages through items newest first without losing or repeating one', async () => {
  const patient = await t.addPatient();
  await t.send(Array.from({ length: 5 }, (_, place) => pressure(patient, 401 + place)));
  const seen: string[] = [];
  let after = '';
  for (let page = 0; page < 3; page += 1) {
    const { body } = await ask('GET', `/api/quarantine?patientId=${patient}&limit=2${after}`);
    seen.push(...body.items.map(({ id }) => id));
    after = `&after=${encodeURIComponent(body.next ?? '')}`;
    expect(body.next === null).toBe(page === 2);
  }
  expect(new Set(seen).size).toBe(5);
  expect((await ask('GET', '/api/quarantine?after=x')).status).toBe(400);
});

test('hides what it was from the list when the patient is restricted', async () => {
  const patient = await t.addPatient({ restricted: true });
  await t.send([pressure(patient, 400)]);
  const { body } = await ask('GET', '/api/quarantine?limit=100');
  const item = only(body.items.filter((one) => one.patient?.id === patient));
  expect([item.candidate, item.raw]).toEqual([null, null]);
  const read = await ask('GET', `/api/quarantine/${item.id}`);
  expect(read.body.code).toBe('access.break-glass-needed');
});

test('releases what was held: stored, judged, and the difference is shown', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 290, { values: { systolic: 305, diastolic: 130 } })]);
  const item = await heldOf(patient);
  expect(await openWork(patient)).toMatchObject([{ kind: 'data-check' }]);
  const { status, body } = await ask('POST', `/api/quarantine/${item.id}/release`, { note });
  expect(status).toBe(200);
  expect(body.readings).toMatchObject([{ values: { systolic: 305 }, standing: 'accepted' }]);
  expect(body.daysGained).toEqual(['2026-11-20']);
  expect(body.alerts.map(({ change }) => change)).toContain('opened');
  expect(only(body.alerts).text.en).toContain('305/130');
  expect((await openWork(patient)).map(({ kind }) => kind)).toContain('triage');
  const decided = await ask('GET', `/api/quarantine/${item.id}`);
  expect(decided.body).toMatchObject({ state: 'released', note, releasable: false });
  const again = await ask('POST', `/api/quarantine/${item.id}/release`, { note });
  expect(again.body.code).toBe('ingest.already-decided');
});

test('takes a released message that is sent again for what it is: the same', async () => {
  const patient = await t.addPatient();
  const sent = pressure(patient, 310);
  await t.send([sent]);
  const item = await heldOf(patient);
  await ask('POST', `/api/quarantine/${item.id}/release`, { note });
  const [again] = await t.send([sent]);
  expect([again?.status, (await stored(patient)).length]).toEqual(['duplicate', 1]);
});

test('puts a released message with another time in the place of the first', async () => {
  const patient = await t.addPatient();
  const sent = pressure(patient, 130);
  await t.send([sent]);
  await t.send([{ ...sent, at: '2026-11-19T22:00:00-06:00' }]);
  const item = await heldOf(patient);
  expect(item.reason).toBe('same-id-other-time');
  const { body } = await ask('POST', `/api/quarantine/${item.id}/release`, { note });
  expect([body.daysGained, body.daysLost]).toEqual([['2026-11-19'], ['2026-11-20']]);
  expect((await stored(patient)).map(({ action }) => action)).toEqual([null, 'replaced']);
});

test('releases an older weight, and the gain since then becomes visible', async () => {
  const patient = await t.addPatient();
  await t.db.run(({ tx }) =>
    tx
      .insertInto('condition')
      .values({
        ...{ organizationId: t.db.organizationId, id: newId(), patientId: patient },
        ...{
          codeSystem: 'http://hl7.org/fhir/sid/icd-10-cm',
          code: 'I50.9',
          display: 'Heart failure',
        },
        ...{ clinicalStatus: 'active', verification: 'confirmed' },
      })
      .execute(),
  );
  const neighbour = await t.addPatient();
  await t.db.run(({ tx }) =>
    tx
      .insertInto('device')
      .values({
        ...{ organizationId: t.db.organizationId, id: newId(), identifier: 'scale-7' },
        ...{ kinds: ['weight'], patientId: neighbour, createdAt: t.now },
      })
      .execute(),
  );
  const borrowed = weight(patient, 80, '2026-11-19T12:30:00-06:00');
  await t.send([{ ...borrowed, device: 'scale-7' }]);
  await t.send([weight(patient, 82.5, '2026-11-20T11:30:00-06:00')]);
  const alerts = 'select rule_id from alert where patient_id = $1';
  expect(await t.rows(alerts, [patient])).toEqual([]);
  const held = await heldOf(patient);
  expect([held.reason, held.releasable]).toEqual(['device-of-another-patient', true]);
  const { body } = await ask('POST', `/api/quarantine/${held.id}/release`, { note });
  expect(body.readings).toMatchObject([{ values: { value: 80 }, correction: null }]);
  expect(body.daysGained).toEqual(['2026-11-19']);
  expect(body.alerts).toMatchObject([
    { ruleId: 'heart-failure-weight/gain-1-day', change: 'opened' },
    { ruleId: 'heart-failure-weight/gain-7-days', change: 'opened' },
  ]);
  expect(await t.rows(`${alerts} order by 1`, [patient])).toHaveLength(2);
});

test('needs a correction where belief is not enough', async () => {
  const sent = { ...pressure('nobody', 140), patient: 'https://example.org|unknown-1' };
  await t.send([sent]);
  const { body } = await ask('GET', '/api/quarantine?state=open&reason=patient-unknown');
  const item = only(body.items);
  const at = `/api/quarantine/${item.id}`;
  const refused = await ask('POST', `${at}/release`, { note });
  expect([item.releasable, refused.body.code]).toEqual([false, 'ingest.not-releasable']);
  const nobody = await ask('POST', `${at}/correct`, { note });
  expect(nobody.body).toMatchObject({
    code: 'ingest.correction-invalid',
    reason: 'patient-unknown',
  });
  const patient = await t.addPatient();
  const corrected = await ask('POST', `${at}/correct`, { note, patientId: patient });
  expect(corrected.body.readings).toMatchObject([{ values: { systolic: 140, diastolic: 78 } }]);
  // Only the patient was wrong: the device still sent it.
  expect(await stored(patient)).toMatchObject([
    { origin: 'device', source_id: `gateway/${sent.id}` },
  ]);
});

test('appends a corrected value beside what arrived, which a person then answers for', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 1400)]);
  const item = await heldOf(patient);
  const at = `/api/quarantine/${item.id}/correct`;
  const impossible = await ask('POST', at, { note, values: { systolic: 900, diastolic: 78 } });
  expect(impossible.body).toMatchObject({ status: 422, reason: 'above-possible' });
  const unit = await ask('POST', at, { note, unit: 'stone' });
  expect(unit.body).toMatchObject({ status: 422, reason: 'unit-unknown' });
  const { body } = await ask('POST', at, { note, values: { systolic: 140, diastolic: 78 } });
  expect(body.readings).toMatchObject([{ values: { systolic: 140 }, standing: 'accepted' }]);
  expect(await stored(patient)).toMatchObject([{ value_1: 140, origin: 'manual' }]);
  const kept = await ask('GET', `/api/quarantine/${item.id}`);
  expect(kept.body).toMatchObject({
    state: 'corrected',
    candidate: { values: { systolic: 1400 } },
  });
  expect(await openWork(patient)).toEqual([]);
});

test('decides between contradicting values: the corrected one counts, the first does not', async () => {
  const patient = await t.addPatient();
  const sent = pressure(patient, 124);
  await t.send([sent]);
  await t.send([{ ...sent, values: { systolic: 142, diastolic: 78 } }]);
  const item = await heldOf(patient);
  expect([item.reason, item.releasable]).toEqual(['conflicting-values', false]);
  const values = { systolic: 142, diastolic: 78 };
  await ask('POST', `/api/quarantine/${item.id}/correct`, { note, values });
  expect(await stored(patient)).toMatchObject([
    { value_1: 142, source_id: `correction/${item.id}`, action: null },
    { value_1: 124, source_id: `gateway/${sent.id}`, action: 'replaced' },
  ]);
  const [first, second] = await t.send([sent, { ...sent, values }]);
  expect([first?.status, second?.status]).toEqual(['duplicate', 'duplicate']);
});

test('completes a refused item by hand', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 131, { unit: 'furlong', id: 'refused-1' })]);
  const { body } = await ask('GET', '/api/quarantine?outcome=rejected&reason=unit-unknown');
  const at = `/api/quarantine/${only(body.items).id}/correct`;
  const form = { note, patientId: patient, kind: 'blood-pressure', unit: 'mmHg' };
  const values = { systolic: 131, diastolic: 78 };
  const timeless = await ask('POST', at, { ...form, values });
  expect(timeless.body.reason).toBe('time-incomplete');
  const done = await ask('POST', at, { ...form, values, at: '2026-11-20T11:00' });
  expect(done.body.readings).toMatchObject([{ at: '2026-11-20T17:00:00.000Z', values }]);
});

test('refuses an item only with a reason, and closes its work', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 400)]);
  const item = await heldOf(patient);
  const at = `/api/quarantine/${item.id}/refuse`;
  expect((await ask('POST', at, {})).status).toBe(400);
  expect((await ask('POST', at, { note: '     ' })).status).toBe(400);
  const { body } = await ask('POST', at, { note: 'The cuff was on the dog' });
  expect(body).toMatchObject({ state: 'refused', note: 'The cuff was on the dog' });
  expect([await stored(patient), await openWork(patient)]).toEqual([[], []]);
});

test('enters a reading by hand once, however often it is sent', async () => {
  const patient = await t.addPatient();
  const at = `/api/patients/${patient}/readings`;
  const entry = {
    ...{ entryId: newId(), kind: 'blood-pressure', unit: 'mmHg', at: '2026-11-20T11:45' },
    values: { systolic: 128, diastolic: 80 },
  };
  const first = await ask('POST', at, entry);
  const again = await ask('POST', at, entry);
  expect([first.body.status, again.body.status]).toEqual(['accepted', 'duplicate']);
  expect(await stored(patient)).toMatchObject([
    { value_1: 128, origin: 'manual', source_id: `manual/${entry.entryId}` },
  ]);
});

test('answers a bad unit or time by hand with its reason in both languages, and keeps nothing', async () => {
  const patient = await t.addPatient();
  const at = `/api/patients/${patient}/readings`;
  const entry = { entryId: newId(), kind: 'weight', values: { value: 80 }, unit: 'stone' };
  const unit = await ask('POST', at, entry);
  expect(unit.body).toMatchObject({ status: 'rejected', code: 'unit-unknown' });
  expect(unit.body.messages?.es).not.toBe(unit.body.messages?.en);
  const time = await ask('POST', at, { ...entry, unit: 'kg', at: '2026-12-24' });
  expect(time.body).toMatchObject({ status: 'rejected', code: 'time-incomplete' });
  expect(await t.rows("select 1 from quarantine_item where source = 'manual'")).toEqual([]);
  expect((await ask('POST', at, entry, 'elsewhere')).body.code).toBe('record.not-found');
  expect((await ask('POST', at, entry, 'pharmacist')).status).toBe(403);
});

test('withdraws a reading: it stays, its alert and its day do not', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 195, { values: { systolic: 195, diastolic: 125 } })]);
  const [reading] = await stored(patient);
  const key = {
    kind: 'blood-pressure',
    at: '2026-11-20T17:30:00.000Z',
    sourceId: reading?.['source_id'],
  };
  const at = `/api/patients/${patient}/readings/withdraw`;
  const { body } = await ask('POST', at, { ...key, reason: 'The neighbour used the cuff' });
  expect(body.readings).toMatchObject([{ correction: { action: 'withdrawn' } }]);
  expect(body.daysLost).toEqual(['2026-11-20']);
  expect(body.alerts.map(({ change }) => change)).toContain('cleared');
  const again = await ask('POST', at, { ...key, reason: 'The neighbour used the cuff' });
  expect(again.body.code).toBe('ingest.reading-not-found');
});

test('replaces a reading by a corrected one', async () => {
  const patient = await t.addPatient();
  await t.send([pressure(patient, 195, { values: { systolic: 195, diastolic: 80 } })]);
  const [reading] = await stored(patient);
  const key = {
    kind: 'blood-pressure',
    at: '2026-11-20T17:30:00.000Z',
    sourceId: reading?.['source_id'],
  };
  const form = { ...key, reason: 'Misread: 135', unit: 'mmHg' };
  const at = `/api/patients/${patient}/readings/replace`;
  const bad = await ask('POST', at, { ...form, values: { systolic: 999, diastolic: 80 } });
  expect(bad.body).toMatchObject({ code: 'ingest.correction-invalid', reason: 'above-possible' });
  const { body } = await ask('POST', at, { ...form, values: { systolic: 125, diastolic: 80 } });
  expect(body.readings).toMatchObject([
    { values: { systolic: 125 }, correction: null },
    { values: { systolic: 195 }, correction: { action: 'replaced', reason: 'Misread: 135' } },
  ]);
  expect([body.daysGained, body.daysLost]).toEqual([[], []]);
  const elsewhereAnswer = await ask(
    'POST',
    at,
    { ...form, values: { systolic: 125, diastolic: 80 } },
    'elsewhere',
  );
  expect(elsewhereAnswer.body.code).toBe('record.not-found');
});

test('writes every decision into the audit log with the patient', async () => {
  const events = await t.rows<{ action: string }>(
    `select distinct action from audit_event where actor_kind = 'user'
      and cardinality(patient_ids) > 0 and action not like 'work.%' order by 1`,
  );
  expect(events.map(({ action }) => action)).toEqual([
    'quarantine.correct',
    'quarantine.list',
    'quarantine.read',
    'quarantine.refuse',
    'quarantine.release',
    'readings.enter',
    'readings.receive',
    'readings.replace',
    'readings.withdraw',
  ]);
});

test('leaves nothing behind that breaks an invariant', async () => {
  expect(await t.db.run(verifyIngest)).toEqual([]);
});
