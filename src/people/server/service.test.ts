import { afterAll, beforeAll, expect, test } from 'vitest';

import { addTestUser } from '../../access/server/testing.ts';
import { breakGlass } from '../../access/server/service.ts';
import { systemCaller, type Caller } from '../../platform/server/context.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { addCondition } from './service/clinical.ts';
import { restrictPatient } from './service/patients.ts';
import {
  loadPatientHeaders,
  loadPresentConditions,
  openPatient,
  openPatientToChange,
  registerAccessReason,
  resolvePatientReferences,
} from './service.ts';
import { addTestPatient, addTestPractice, testUser } from './testing.ts';

let db: TestDatabase;
let practiceId: string;
let otherPracticeId: string;
let ana: string;
let luis: string;
let hidden: string;
let nurse: Caller;

beforeAll(async () => {
  db = await createTestDatabase();
  nurse = (await addTestUser(db)).caller;
  await db.run(async (context) => {
    practiceId = await addTestPractice(context, 'North');
    otherPracticeId = await addTestPractice(context, 'South');
    const anas = [
      { system: 'urn:mrn', value: '1001', kind: 'MR' },
      { system: 'urn:lab', value: 'A-7' },
    ];
    ana = (
      await addTestPatient(context, { practiceId, birthDate: '1961-03-04', identifiers: anas })
    ).id;
    const others = [
      { system: 'urn:south', value: '1001' },
      { system: 'urn:south', value: '2002' },
    ];
    const named = { givenNames: 'Luis', familyName: 'Salinas', language: 'en' };
    luis = (
      await addTestPatient(context, { ...named, practiceId: otherPracticeId, identifiers: others })
    ).id;
    const secret = { givenNames: 'Rosa', familyName: 'Vedada', practiceId };
    hidden = (await addTestPatient(context, secret)).id;
    await restrictPatient(context, hidden, true, 'patient-request');
  });
});
afterAll(() => db.close());

function open(caller: Caller, id: string) {
  return db.run((context) => openPatient(context, id), { caller });
}

test('opens a patient to whoever is not bound elsewhere', async () => {
  const header = await open(nurse, ana);
  expect(header).toMatchObject({
    name: 'Ana María Quintero',
    practiceName: 'North',
    recordNumber: '1001',
  });
});

test('hides patients of another practice, another patient and another organization', async () => {
  const bound = testUser(db.organizationId, 'practice-user', { practiceId });
  const machine = { ...systemCaller(db.organizationId, 'uploader'), kind: 'token' as const };
  const stranger = testUser(await db.addOrganization('Stranger'), 'supervisor');
  const refused = { code: 'record.not-found' };
  expect((await open(bound, ana)).id).toBe(ana);
  await expect(open(bound, luis)).rejects.toMatchObject(refused);
  expect((await open({ ...machine, patientId: ana }, ana)).id).toBe(ana);
  await expect(open({ ...machine, patientId: ana }, luis)).rejects.toMatchObject(refused);
  await expect(open({ ...machine, practiceId }, luis)).rejects.toMatchObject(refused);
  await expect(open(stranger, ana)).rejects.toMatchObject(refused);
  await expect(open(nurse, 'no-id')).rejects.toMatchObject(refused);
  const toChange = db.run((context) => openPatientToChange(context, luis), { caller: bound });
  await expect(toChange).rejects.toMatchObject(refused);
});

test('opens a restricted patient only with a reason, and to machines', async () => {
  const needed = { code: 'access.break-glass-needed', detail: { patientId: hidden } };
  await expect(open(nurse, hidden)).rejects.toMatchObject(needed);
  expect((await open(systemCaller(db.organizationId, 'job'), hidden)).id).toBe(hidden);
  const reason = 'Unconscious in the emergency department, no other record.';
  await db.run((context) => breakGlass(context, { patientId: hidden, reason }), { caller: nurse });
  expect((await open(nurse, hidden)).id).toBe(hidden);
  const later = new Date(Date.now() + 5 * 3_600_000);
  const afterwards = db.run((context) => openPatient(context, hidden), {
    caller: nurse,
    now: later,
  });
  await expect(afterwards).rejects.toMatchObject(needed);
});

test('opens a restricted patient to whoever has a registered reason', async () => {
  const owner = testUser(db.organizationId, 'care-manager');
  await expect(open(owner, hidden)).rejects.toMatchObject({ code: 'access.break-glass-needed' });
  registerAccessReason(({ caller }, patientId) =>
    Promise.resolve(caller.id === owner.id && patientId === hidden),
  );
  expect((await open(owner, hidden)).id).toBe(hidden);
  await expect(open(testUser(db.organizationId, 'care-manager'), hidden)).rejects.toMatchObject({
    code: 'access.break-glass-needed',
  });
});

test('loads headers of those who exist', async () => {
  const headers = await db.run(({ tx }) => loadPatientHeaders(tx, [ana, ana, practiceId]));
  expect([...headers.keys()]).toEqual([ana]);
});

test('resolves ids, identifiers and bare values, and says why it cannot', async () => {
  const nobody = '0190a1b2-0000-7000-8000-000000000000';
  const references = [
    ana,
    `Patient/${ana.toUpperCase()}`,
    'urn:mrn|1001',
    'A-7',
    '1001',
    nobody,
    'a\u0000b',
  ];
  const resolved = await db.run(({ tx }) => resolvePatientReferences(tx, references));
  const found = {
    id: ana,
    practiceId,
    zone: 'America/New_York',
    language: 'es',
    birthDate: '1961-03-04',
  };
  const known = { ...found, status: 'active' };
  expect([...resolved]).toEqual([
    [ana, known],
    [`Patient/${ana.toUpperCase()}`, known],
    ['urn:mrn|1001', known],
    ['A-7', known],
    ['1001', 'ambiguous'],
    [nobody, 'unknown'],
    ['a\u0000b', 'unknown'],
  ]);
});

test('resolves within the practice or patient of the sender only', async () => {
  const references = ['1001', '2002', luis, ana, 'urn:south|2002'];
  const inPractice = await db.run(({ tx }) =>
    resolvePatientReferences(tx, references, { practiceId }),
  );
  const shown = [...inPractice.values()].map((one) => (typeof one === 'object' ? one.id : one));
  expect(shown).toEqual([ana, 'forbidden', 'forbidden', ana, 'forbidden']);
  const ofPatient = await db.run(({ tx }) =>
    resolvePatientReferences(tx, [ana, luis], { patientId: luis }),
  );
  expect([ofPatient.get(ana), ofPatient.get(luis)]).toMatchObject(['forbidden', { id: luis }]);
});

test('resolves nobody of another organization', async () => {
  const caller = systemCaller(await db.addOrganization('Elsewhere'), 'job');
  const resolved = await db.run(({ tx }) => resolvePatientReferences(tx, [ana, 'A-7']), { caller });
  expect([...resolved.values()]).toEqual(['unknown', 'unknown']);
});

test('tells what patients have now, not what is over, refuted or a mistake', async () => {
  const diabetes = {
    ...{
      codeSystem: 'http://snomed.info/sct',
      code: '44054006',
      display: 'Diabetes mellitus type 2',
    },
    ...({ clinicalStatus: 'active', verification: 'confirmed' } as const),
  };
  const present = await db.run(async (context) => {
    await addCondition(context, ana, diabetes);
    await addCondition(context, ana, { ...diabetes, code: '1', clinicalStatus: 'resolved' });
    await addCondition(context, ana, { ...diabetes, code: '2', verification: 'refuted' });
    await addCondition(context, ana, { ...diabetes, code: '3', verification: 'entered-in-error' });
    await addCondition(context, luis, {
      ...diabetes,
      clinicalStatus: 'unknown',
      verification: 'unconfirmed',
    });
    return loadPresentConditions(context.tx, [ana, luis, hidden]);
  });
  const { codeSystem, code } = diabetes;
  expect(present.toSorted((a, b) => (a.patientId < b.patientId ? -1 : 1))).toEqual(
    [ana, luis].toSorted().map((patientId) => ({ patientId, codeSystem, code })),
  );
});
