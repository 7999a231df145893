import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Role } from '../../access/core/permissions.ts';
import { sessionProblems } from '../../access/core/problems.ts';
import { createHttp, type Routes } from '../../platform/server/http.ts';
import { createLog } from '../../platform/server/log.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { registerPeopleRoutes } from './routes.ts';
import { loadPrograms } from './service/enrolments.ts';
import { addTestPatient, addTestPractice, testUser } from './testing.ts';

let db: TestDatabase;
let routes: Routes;
let practiceId: string;
let otherId: string;
let patientId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  routes = await createHttp({
    ...{ database: db.database, clock: () => new Date(), log: createLog('silent') },
    // Signing in is tested where it lives; here the header says who somebody is.
    authenticate: ({ headers }) => {
      const role = headers['x-test-role'] as Role | undefined;
      const bound = role === 'practice-user' ? { practiceId: otherId } : {};
      return Promise.resolve(role ? testUser(db.organizationId, role, bound) : null);
    },
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerPeopleRoutes(routes, loadPrograms());
  practiceId = await db.run((context) => addTestPractice(context, 'North'));
  otherId = await db.run((context) => addTestPractice(context, 'South'));
  patientId = (await db.run((context) => addTestPatient(context, { practiceId }))).id;
});
afterAll(async () => {
  await routes.http.close();
  await db.close();
});

async function ask(
  role: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
) {
  const response = await routes.http.inject({
    method,
    url,
    headers: role === 'nobody' ? {} : { 'x-test-role': role },
    ...(method === 'GET' ? {} : { payload: body ?? {} }),
  });
  return { status: response.statusCode, body: response.json() };
}

const entered = { givenNames: 'Luz', familyName: 'Ruta', birthDate: '1970-07-07', language: 'es' };

test('enters a patient, warns, and takes the confirmation', async () => {
  const patient = { ...entered, practiceId };
  const first = await ask('care-provider', 'POST', '/api/patients', { patient });
  expect(first).toMatchObject({
    status: 200,
    body: { outcome: 'created', patient: { name: 'Luz Ruta' } },
  });
  const second = await ask('care-provider', 'POST', '/api/patients', { patient });
  expect(second.body).toMatchObject({
    outcome: 'likely-duplicates',
    duplicates: [
      { score: 70, reasons: ['same-birth-date', 'same-name'], patient: { name: 'Luz Ruta' } },
    ],
  });
  const confirmedNotDuplicate = [first.body.patient.id];
  const third = await ask('care-provider', 'POST', '/api/patients', {
    patient,
    confirmedNotDuplicate,
  });
  expect(third.body.outcome).toBe('created');
  const only = await ask('care-provider', 'POST', '/api/patients/likely-duplicates', patient);
  expect(only.body.duplicates).toHaveLength(2);
});

test('reads and changes the whole person over HTTP', async () => {
  const at = `/api/patients/${patientId}`;
  const point = await ask('care-provider', 'POST', `${at}/contact-points`, {
    channel: 'phone',
    value: '305 555 0142',
  });
  const consent = { consent: 'granted' };
  await ask('care-provider', 'PATCH', `${at}/contact-points/${point.body.id}`, consent);
  const member = await ask('care-provider', 'POST', `${at}/care-circle`, {
    kind: 'friend',
    relation: 'friend',
    name: 'Zoe',
  });
  await ask('care-provider', 'PATCH', `${at}/care-circle/${member.body.id}`, {
    consent: 'granted',
  });
  const enrolment = await ask('care-provider', 'POST', `${at}/enrolments`, { program: 'rpm' });
  await ask('care-provider', 'PATCH', `${at}/enrolments/${enrolment.body.id}`, {
    ...{ status: 'active', consent: 'granted', startedOn: '2026-11-01' },
  });
  const condition = await ask('care-provider', 'POST', `${at}/conditions`, {
    ...{
      codeSystem: 's',
      code: 'c',
      display: 'd',
      clinicalStatus: 'active',
      verification: 'confirmed',
    },
  });
  await ask('care-provider', 'PATCH', `${at}/conditions/${condition.body.id}`, {
    onsetOn: '2020-01-01',
  });
  const medication = await ask('care-provider', 'POST', `${at}/medications`, {
    display: 'm',
    status: 'active',
  });
  await ask('care-provider', 'PATCH', `${at}/medications/${medication.body.id}`, {
    status: 'stopped',
  });
  const changed = await ask('care-provider', 'PATCH', at, { version: 1, sex: 'female' });
  expect(changed).toMatchObject({ status: 200, body: { sex: 'female', version: 2 } });
  const read = await ask('care-provider', 'GET', at);
  expect(read).toMatchObject({
    status: 200,
    body: {
      header: { id: patientId, phone: '+13055550142', interpreterNeeded: null },
      contactPoints: [{ consent: 'granted' }],
      careCircle: [{ name: 'Zoe', standing: 'in-force' }],
      enrolments: [{ program: 'rpm', status: 'active', consent: 'granted' }],
      conditions: [{ onsetOn: '2020-01-01' }],
      medications: [{ status: 'stopped' }],
      encounters: [],
      moreEncounters: false,
    },
  });
  const ended = await ask('care-provider', 'DELETE', `${at}/contact-points/${point.body.id}`);
  expect(ended).toEqual({ status: 200, body: { ended: true } });
  const stale = await ask('care-provider', 'PATCH', at, { version: 1, sex: 'male' });
  expect(stale).toMatchObject({ status: 409, body: { code: 'record.changed' } });
});

test('searches by a text in the body', async () => {
  const found = await ask('care-provider', 'POST', '/api/patients/search', { text: 'quintero' });
  expect(found).toMatchObject({ status: 200, body: { patients: [{ id: patientId }], next: null } });
  expect((await ask('care-provider', 'POST', '/api/patients/search', { limit: 51 })).status).toBe(
    400,
  );
});

test('restricts a patient and tells what to do to open the record', async () => {
  const { body } = await ask('care-provider', 'POST', '/api/patients', {
    patient: { ...entered, familyName: 'Cerrada', practiceId },
  });
  const at = `/api/patients/${body.patient.id}`;
  const restriction = { restricted: true, reason: 'safety' };
  expect((await ask('care-provider', 'PUT', `${at}/restriction`, restriction)).status).toBe(403);
  const restricted = await ask('supervisor', 'PUT', `${at}/restriction`, restriction);
  expect(restricted).toEqual({ status: 200, body: { restricted: true } });
  const refused = await ask('supervisor', 'GET', at);
  expect(refused).toMatchObject({ status: 403, body: { code: 'access.break-glass-needed' } });
});

test('serves practices, programs and the directory', async () => {
  const made = await ask('administrator', 'POST', '/api/practices', {
    name: 'West',
    zone: 'America/Denver',
  });
  expect(made).toMatchObject({ status: 200, body: { name: 'West', phone: null, active: true } });
  const closed = await ask('administrator', 'PATCH', `/api/practices/${made.body.id}`, {
    active: false,
  });
  expect(closed.body.active).toBe(false);
  const { body } = await ask('practice-user', 'GET', '/api/practices');
  expect(body.practices).toMatchObject([{ name: 'South' }]);
  const programs = await ask('care-provider', 'GET', '/api/programs');
  expect(programs.body.programs).toHaveLength(5);
  expect(programs.body.programs[3].label.es).toBe('Monitoreo remoto del paciente (RPM)');
});

test('imports, and finds the professionals afterwards', async () => {
  const doctor = {
    resourceType: 'Practitioner',
    id: 'd',
    name: [{ family: 'Núñez', given: ['Íñigo'] }],
  };
  const resources = [doctor, { resourceType: 'Patient', id: 'p' }];
  const imported = await ask('administrator', 'POST', '/api/patients/import', { resources });
  expect(imported).toMatchObject({
    status: 200,
    body: {
      counts: { accepted: 1, updated: 0, duplicate: 0, rejected: 1 },
      results: [
        { where: '0', resource: 'Practitioner/d', status: 'accepted', codes: [] },
        {
          where: '1',
          resource: 'Patient/p',
          status: 'rejected',
          codes: ['content-missing'],
          id: null,
        },
      ],
    },
  });
  const found = await ask('care-provider', 'POST', '/api/directory/search', { text: 'inigo nu' });
  expect(found.body.entries).toMatchObject([
    { name: 'Íñigo Núñez', kind: 'practitioner', npi: null },
  ]);
});

test('opens to nobody without the right', async () => {
  const at = `/api/patients/${patientId}`;
  const refused = [
    await ask('nobody', 'GET', at),
    await ask('practice-user', 'GET', at),
    await ask('practice-user', 'PATCH', at, { version: 1 }),
    await ask('administrator', 'GET', at),
    await ask('care-provider', 'POST', '/api/practices', { name: 'x', zone: 'UTC' }),
    await ask('care-provider', 'POST', '/api/patients/import', { resources: [] }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([401, 404, 403, 403, 403, 403]);
});

test.each([
  ['no name', { ...entered, familyName: '   ' }],
  ['a control character', { ...entered, familyName: 'a\u0000b' }],
  ['an impossible day', { ...entered, birthDate: '1970-02-30' }],
  ['a language in words', { ...entered, language: 'Spanish' }],
  ['an unknown field', { ...entered, secret: 1 }],
  ['a system with a bar', { ...entered, identifiers: [{ system: 'a|b', value: '1' }] }],
])('refuses a patient with %s', async (_what, patient) => {
  const body = { patient: { ...patient, practiceId } };
  const answer = await ask('care-provider', 'POST', '/api/patients', body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
});
