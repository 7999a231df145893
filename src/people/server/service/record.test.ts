import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Context } from '../../../platform/server/context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import type { NewCircleMember, NewEnrolment } from '../../contract.ts';
import { addTestPatient, addTestPractice, testUser } from '../testing.ts';
import { addCircleMember, changeCircleMember } from './care-circle.ts';
import { addCondition, addMedication, changeCondition, changeMedication } from './clinical.ts';
import { changeEnrolment, enrol, listPrograms, loadPrograms } from './enrolments.ts';
import { readPerson } from './person.ts';

let db: TestDatabase;
let practiceId: string;
let child: string;
let adult: string;
const now = new Date('2026-11-21T12:00:00Z');
const programs = loadPrograms();

beforeAll(async () => {
  db = await createTestDatabase();
  await db.run(async (context) => {
    practiceId = await addTestPractice(context);
    child = (await addTestPatient(context, { practiceId, birthDate: '2012-05-05' })).id;
    adult = (
      await addTestPatient(context, { practiceId, birthDate: '1951-05-05', familyName: 'Otero' })
    ).id;
  });
});
afterAll(() => db.close());

test("ends a parent's proxy on the 18th birthday without anybody doing anything", async () => {
  const mother: NewCircleMember = {
    ...{ kind: 'proxy', relation: 'parent', name: 'Rosa Quintero', phone: '305 555 0123' },
    scope: ['readings', 'decide'],
  };
  const added = await db.run((context) => addCircleMember(context, child, mother), { now });
  expect(added).toMatchObject({ phone: '+13055550123', endsOn: null, standing: 'in-force' });
  // 23:59 of the day before in New York, where the child lives, and two minutes later.
  const standings = [];
  for (const instant of ['2030-05-05T03:59:00Z', '2030-05-05T04:01:00Z']) {
    const person = await db.run((context) => readPerson(context, child), {
      now: new Date(instant),
    });
    standings.push(person.careCircle.map(({ standing }) => standing));
  }
  expect(standings).toEqual([['in-force'], ['patient-of-age']]);
});

test('keeps what a member may know, and ends it by date', async () => {
  const ended = await db.run(
    async (context) => {
      const { id } = await addCircleMember(context, adult, {
        ...{ kind: 'family', relation: 'child', name: '  Luis  Otero ', language: 'es' },
        ...{ scope: ['appointments'], consent: 'granted' },
      });
      return changeCircleMember(context, adult, id, { endsOn: '2026-11-20' });
    },
    { now },
  );
  expect(ended).toMatchObject({
    ...{ name: 'Luis Otero', language: 'es', scope: ['appointments'], consent: 'granted' },
    ...{ endsOn: '2026-11-20', standing: 'expired' },
  });
});

test('refuses a care circle that cannot be', async () => {
  const friend: NewCircleMember = { kind: 'friend', relation: 'friend', name: 'Zoe' };
  const wrong: [NewCircleMember, string][] = [
    [
      { ...friend, kind: 'proxy', relation: 'health-care-agent', scope: ['decide'] },
      'people.proxy-without-end',
    ],
    [{ ...friend, startsOn: '2026-02-01', endsOn: '2026-01-01' }, 'people.circle-dates'],
    [{ ...friend, phone: '12' }, 'people.contact-invalid'],
    [{ ...friend, directoryEntryId: adult }, 'people.directory-entry-unknown'],
  ];
  for (const [member, code] of wrong) {
    const added = db.run((context) => addCircleMember(context, adult, member));
    await expect(added).rejects.toMatchObject({ code });
  }
});

test('offers five programs, with every text in both languages', async () => {
  const offered = await db.run((context) => Promise.resolve(listPrograms(context, programs)), {
    now,
  });
  expect(offered.map(({ id }) => id)).toEqual(['apcm', 'ccm', 'pcm', 'rpm', 'tcm']);
  const excluded = Object.fromEntries(offered.map(({ id, excludes }) => [id, excludes]));
  for (const [id, others] of Object.entries(excluded)) {
    for (const other of others) expect(excluded[other], `${other} and ${id}`).toContain(id);
  }
});

test('enrols once, with consent, and ends with a day and a reason', async () => {
  await db.run(
    async (context) => {
      const rpm: NewEnrolment = { program: 'rpm' };
      const { id, ...proposed } = await enrol(context, programs, adult, rpm);
      const unknown = { consentOn: null, startedOn: null, endedOn: null, endReason: null };
      expect(proposed).toEqual({
        program: 'rpm',
        status: 'proposed',
        consent: 'unknown',
        ...unknown,
      });
      const twice = enrol(context, programs, adult, rpm);
      await expect(twice).rejects.toMatchObject({ code: 'people.enrolment-exists' });
      const silent = changeEnrolment(context, adult, id, {
        status: 'active',
        startedOn: '2026-11-01',
      });
      await expect(silent).rejects.toMatchObject({
        code: 'people.enrolment-invalid',
        detail: { fault: 'consent-missing' },
      });
      const active = await changeEnrolment(context, adult, id, {
        ...{ status: 'active', consent: 'granted', startedOn: '2026-11-01' },
      });
      expect(active).toMatchObject({ status: 'active', consentOn: '2026-11-21' });
      const end = { status: 'ended', endedOn: '2026-11-30', endReason: 'moved away' } as const;
      await changeEnrolment(context, adult, id, end);
      const reopened = changeEnrolment(context, adult, id, { status: 'active' });
      await expect(reopened).rejects.toMatchObject({ detail: { fault: 'already-ended' } });
      const again = await enrol(context, programs, adult, rpm);
      expect(again.id).not.toBe(id);
      const nothing = enrol(context, programs, adult, { program: 'nothing' });
      await expect(nothing).rejects.toMatchObject({ code: 'people.program-unknown' });
    },
    { now },
  );
});

test('adds and changes conditions and medications', async () => {
  const person = await db.run(async (context) => {
    const condition = await addCondition(context, adult, {
      ...{ codeSystem: 'http://snomed.info/sct', code: '84114007', display: ' Heart  failure ' },
      ...{ clinicalStatus: 'active', verification: 'confirmed', onsetOn: '2020-01-02' },
    });
    await changeCondition(context, adult, condition.id, { verification: 'entered-in-error' });
    const medication = await addMedication(context, adult, {
      display: 'Furosemida 40 mg',
      status: 'active',
    });
    await changeMedication(context, adult, medication.id, { status: 'stopped', dosage: '1 × 1/d' });
    return readPerson(context, adult);
  });
  expect(person.conditions).toMatchObject([
    {
      display: 'Heart failure',
      verification: 'entered-in-error',
      onsetOn: '2020-01-02',
      abatedOn: null,
    },
  ]);
  const { id: _id, ...medication } = person.medications[0]!;
  expect(medication).toEqual({
    ...{ codeSystem: null, code: null, display: 'Furosemida 40 mg', status: 'stopped' },
    ...{ authoredOn: null, dosage: '1 × 1/d', prescriber: null },
  });
});

test('changes nothing of another patient or practice', async () => {
  const bound = testUser(db.organizationId, 'care-provider', { practiceId: db.organizationId });
  const condition = await db.run((context) =>
    addCondition(context, adult, {
      ...{
        codeSystem: 'x',
        code: 'y',
        display: 'z',
        clinicalStatus: 'active',
        verification: 'confirmed',
      },
    }),
  );
  const refused = { code: 'record.not-found' };
  const wrongPatient = db.run((c) =>
    changeCondition(c, child, condition.id, { clinicalStatus: 'resolved' }),
  );
  await expect(wrongPatient).rejects.toMatchObject(refused);
  const attempts: ((context: Context) => Promise<unknown>)[] = [
    (context) => readPerson(context, adult),
    (context) => changeCondition(context, adult, condition.id, { clinicalStatus: 'resolved' }),
    (context) => addMedication(context, adult, { display: 'x', status: 'active' }),
    (context) => enrol(context, programs, adult, { program: 'ccm' }),
    (context) => addCircleMember(context, adult, { kind: 'friend', relation: 'friend', name: 'x' }),
  ];
  for (const attempt of attempts) {
    await expect(db.run(attempt, { caller: bound })).rejects.toMatchObject(refused);
  }
});
