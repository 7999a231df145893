import { afterAll, beforeAll, expect, test } from 'vitest';

import { permissionsOf, roles } from '../../../access/core/permissions.ts';
import { newId } from '../../../platform/server/ids.ts';
import { createPersonTest, type PersonTest, type Who } from './testing.ts';

let person: PersonTest;

beforeAll(async () => {
  person = await createPersonTest();
});
afterAll(() => person.close());

/** A patient whose first severe pressure has just come in. */
async function severePatient(): Promise<string> {
  const patient = await person.t.addPatient();
  await sendPressure(patient, 192, '2026-11-20T11:58:00-06:00');
  return patient;
}

async function sendPressure(
  patient: string,
  systolic: number,
  at: string,
  diastolic = 112,
): Promise<void> {
  const values = { systolic, diastolic };
  const item = { id: newId(), patient, kind: 'blood-pressure', unit: 'mmHg', at, values };
  const [outcome] = await person.t.send([item]);
  expect(outcome?.status).toBe('accepted');
}

interface Answer {
  readonly workChanged?: boolean;
  readonly code?: string;
}

async function tell(
  patient: string,
  present: readonly string[] | undefined,
  { reportId = newId(), who }: { reportId?: string; who?: Who } = {},
) {
  const path = `/api/patients/${patient}/symptoms`;
  const { status, body } = await person.ask('POST', path, { reportId, present }, who);
  const { code, workChanged } = body as Answer;
  return { status, code, workChanged };
}

function reportsOf(patient: string) {
  const columns = 'present, author_id is not null as signed';
  return person.t.rows(`select ${columns} from symptom_report where patient_id = $1`, [patient]);
}

async function alertOf(patient: string) {
  const [alert, ...others] = await person.t.rows<Record<string, unknown>>(
    `select state, priority, needs_person as "needsPerson", recheck ->> 'stage' as stage,
      verdict -> 'missing' as missing from alert
      where patient_id = $1 and rule_id = 'blood-pressure/severe'`,
    [patient],
  );
  expect(others).toEqual([]);
  return alert;
}

function workOf(patient: string) {
  return person.t.rows(
    "select kind, priority from work_item where subject = $1 and state <> 'closed'",
    [patient],
  );
}

function auditedOf(patient: string) {
  return person.t.rows(
    `select actor_kind as actor, purpose, detail from audit_event
      where action = 'symptoms.record' and $1::uuid = any(patient_ids)`,
    [patient],
  );
}

const awaiting = { state: 'active', priority: 2, stage: 'awaiting-recheck' };

test('raises the card of a severe pressure to an emergency when a listed symptom is told', async () => {
  const patient = await severePatient();
  expect(await alertOf(patient)).toMatchObject({ ...awaiting, needsPerson: false });
  expect(await workOf(patient)).toEqual([{ kind: 'triage', priority: 2 }]);
  const told = await tell(patient, ['chest-pain']);
  expect(told).toEqual({ status: 200, code: undefined, workChanged: true });
  const emergency = { state: 'active', priority: 1, stage: 'emergency', needsPerson: true };
  expect(await alertOf(patient)).toMatchObject(emergency);
  expect(await workOf(patient)).toEqual([{ kind: 'triage', priority: 1 }]);
});

test('goes on waiting for the recheck when the patient has none of the symptoms', async () => {
  const patient = await severePatient();
  expect(await tell(patient, [])).toMatchObject({ status: 200, workChanged: false });
  expect(await reportsOf(patient)).toEqual([{ present: [], signed: true }]);
  expect(await alertOf(patient)).toMatchObject(awaiting);
  expect(await workOf(patient)).toEqual([{ kind: 'triage', priority: 2 }]);
});

test('judges a pressure that was nothing by itself together with a symptom told later', async () => {
  const patient = await person.t.addPatient();
  await sendPressure(patient, 98, '2026-11-20T11:58:00-06:00', 60);
  expect(await workOf(patient)).toEqual([]);
  expect(await tell(patient, ['dizziness'])).toMatchObject({ workChanged: true });
  expect(await workOf(patient)).toEqual([{ kind: 'triage', priority: 2 }]);
});

test('does not let a later "none" take an earlier symptom back', async () => {
  const patient = await severePatient();
  await tell(patient, ['numbness']);
  await tell(patient, []);
  expect(await alertOf(patient)).toMatchObject({ stage: 'emergency', priority: 1 });
  expect(await reportsOf(patient)).toHaveLength(2);
});

test('counts symptoms that are only asked along as an emergency once a recheck confirms', async () => {
  const patient = await severePatient();
  expect(await tell(patient, ['vomiting'])).toMatchObject({ workChanged: false });
  expect(await alertOf(patient)).toMatchObject(awaiting);
  await sendPressure(patient, 190, '2026-11-20T12:00:00-06:00');
  expect(await alertOf(patient)).toMatchObject({ stage: 'emergency', priority: 1 });
});

test('keeps that symptoms are not known until somebody asked, and "none" from then on', async () => {
  const [unasked, asked] = [await severePatient(), await severePatient()];
  await tell(asked, []);
  for (const patient of [unasked, asked]) {
    await sendPressure(patient, 188, '2026-11-20T12:00:00-06:00');
    expect(await alertOf(patient)).toMatchObject({ stage: 'confirmed' });
  }
  expect(await alertOf(unasked)).toMatchObject({ missing: ['symptoms'] });
  expect(await alertOf(asked)).toMatchObject({ missing: [] });
});

test.each([
  ['a symptom that is not known', ['chest-pain', 'hiccups']],
  ['an unknown answer instead of a list', ['unknown']],
  ['the word none, which no list holds', ['none']],
  ['nothing at all', undefined],
])('refuses %s rather than take it for "none"', async (_, present) => {
  const patient = await severePatient();
  expect(await tell(patient, present)).toMatchObject({ status: 400, code: 'request.invalid' });
  expect([await reportsOf(patient), await auditedOf(patient)]).toEqual([[], []]);
  expect(await alertOf(patient)).toMatchObject({ ...awaiting, missing: ['symptoms'] });
});

test('keeps and judges an answer once, however often and whenever it is sent', async () => {
  const patient = await severePatient();
  const reportId = newId();
  expect(await tell(patient, ['back-pain', 'weakness'], { reportId })).toMatchObject({
    workChanged: true,
  });
  const before = await eventsOf(patient);
  const arrived = person.t.now;
  person.t.now = new Date(arrived.getTime() + 30_000);
  const again = await tell(patient, ['weakness', 'back-pain'], { reportId });
  person.t.now = arrived;
  expect(again).toMatchObject({ status: 200, workChanged: false });
  expect(await reportsOf(patient)).toHaveLength(1);
  expect(await eventsOf(patient)).toEqual(before);
});

function eventsOf(patient: string) {
  return person.t.rows(
    `select e.* from alert_event e join alert a on a.organization_id = e.organization_id
      and a.id = e.alert_id where a.patient_id = $1 order by e.id`,
    [patient],
  );
}

test('refuses another answer under the id of one that is kept, so that no symptom is lost', async () => {
  const patient = await severePatient();
  const reportId = newId();
  await tell(patient, [], { reportId });
  const other = await tell(patient, ['chest-pain'], { reportId });
  expect(other).toMatchObject({ status: 400, code: 'request.invalid' });
  expect(await reportsOf(patient)).toEqual([{ present: [], signed: true }]);
});

test('keeps the answer of a patient without any alert for the reading that comes', async () => {
  const patient = await person.t.addPatient();
  expect(await tell(patient, ['vision-change'])).toMatchObject({ workChanged: false });
  expect(await workOf(patient)).toEqual([]);
  await sendPressure(patient, 184, '2026-11-20T11:59:00-06:00');
  expect(await alertOf(patient)).toMatchObject({ stage: 'emergency', priority: 1 });
});

test('answers only who may enter vital signs of this patient', async () => {
  const patient = await severePatient();
  const restricted = await person.t.addPatient({ restricted: true });
  const refused = roles.filter((role) => !permissionsOf([role]).has('vitals.write'));
  expect(refused).toContain('privacy-officer');
  for (const who of refused) {
    const { status, code } = await tell(patient, ['chest-pain'], { who });
    expect([who, status, code]).toEqual([who, 403, 'session.forbidden']);
  }
  for (const who of ['elsewhere', 'foreign'] as const) {
    const { status, code } = await tell(patient, ['chest-pain'], { who });
    expect([who, status, code]).toEqual([who, 404, 'record.not-found']);
  }
  expect(await tell(restricted, [])).toMatchObject({ code: 'access.break-glass-needed' });
  expect([await reportsOf(patient), await auditedOf(patient)]).toEqual([[], []]);
  expect(await reportsOf(restricted)).toEqual([]);
  expect(await alertOf(patient)).toMatchObject(awaiting);
});

test('writes into the audit log that somebody asked, and nothing of the answer', async () => {
  const patient = await severePatient();
  await tell(patient, ['confusion']);
  expect(await auditedOf(patient)).toEqual([{ actor: 'user', purpose: 'treatment', detail: {} }]);
});
