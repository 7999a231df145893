import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { Caller } from '../../../platform/server/context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import { addTestPatient, addTestPractice, testUser } from '../testing.ts';
import { changeCircleMember } from './care-circle.ts';
import { importFhir, type ImportOptions, type ImportOutcome } from './import.ts';
import { updatePatient } from './patients.ts';
import { readPerson } from './person.ts';
import { searchPatients } from './search.ts';

let db: TestDatabase;
let organizationId: string;
let practiceId: string;
let caller: Caller;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

// An organization of its own for each test: what one imports, no other knows.
beforeEach(async () => {
  organizationId = await db.addOrganization(crypto.randomUUID());
  caller = testUser(organizationId, 'supervisor');
  practiceId = await db.run((context) => addTestPractice(context), { caller });
});

function take(resources: readonly unknown[], options: ImportOptions = {}, by = caller) {
  return db.run((context) => importFhir(context, resources, options), { caller: by });
}

function brief({ results }: ImportOutcome): string[] {
  return results.map(({ where, resource, status, codes }) =>
    [where, resource, status, ...codes].join(' '),
  );
}

const patientUuid = '129c6ac7-8d06-89de-ad63-0204a93e76c3';

const patient = {
  resourceType: 'Patient',
  id: patientUuid,
  identifier: [
    {
      system: 'urn:hospital',
      value: 'H-1',
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
    },
    { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-94-5397' },
  ],
  name: [
    { use: 'maiden', family: 'Antes', given: ['Sumiko'] },
    { use: 'official', family: 'Quintero Ríos', given: ['Ana', 'María'] },
    { use: 'nickname', given: ['Anita'] },
  ],
  telecom: [
    { system: 'phone', value: '(620) 555-0142', use: 'home', rank: 1 },
    { system: 'phone', value: 'none' },
    { system: 'fax', value: '620-555-0143' },
  ],
  gender: 'female',
  birthDate: '1961-03-04',
  address: [
    { line: ['633 Abernathy Landing'], city: 'Emporia', state: 'KS', postalCode: '668015367' },
  ],
  communication: [{ language: { coding: [{ code: 'es-US' }] } }],
  generalPractitioner: [{ reference: 'Practitioner/doctor' }],
};

const practitioner = {
  resourceType: 'Practitioner',
  id: 'doctor',
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '9999908392' }],
  name: [{ family: 'Emard', given: ['Irvin'], prefix: ['Dr.'] }],
};

const hospital = {
  resourceType: 'Organization',
  id: 'hospital',
  identifier: [{ system: 'urn:places', value: 'P-1' }],
  name: 'NEWMAN HOSPITAL',
};

const condition = {
  resourceType: 'Condition',
  id: 'c1',
  clinicalStatus: { coding: [{ code: 'active' }] },
  verificationStatus: { coding: [{ code: 'confirmed' }] },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '84114007' }], text: 'Heart failure' },
  subject: { reference: `Patient/${patientUuid}` },
  onsetDateTime: '2020-02-03T22:58:16-05:00',
};

const medication = {
  resourceType: 'MedicationRequest',
  id: 'm1',
  status: 'active',
  medicationCodeableConcept: {
    coding: [
      {
        system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
        code: '314076',
        display: 'lisinopril 10 MG',
      },
    ],
  },
  subject: { reference: `https://ehr.example/fhir/Patient/${patientUuid}/_history/3` },
  authoredOn: '2021-05-27T23:58:16-04:00',
  requester: { reference: 'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999908392' },
  dosageInstruction: [
    {
      timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
      doseAndRate: [{ doseQuantity: { value: 1 } }],
      asNeededBoolean: true,
    },
  ],
};

const encounter = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'AMB' },
  type: [{ text: 'Encounter for problem' }],
  subject: { identifier: { system: 'urn:hospital', value: 'H-1' } },
  participant: [{ individual: { reference: 'Practitioner/doctor' } }],
  period: { start: '2021-05-27T23:00:00-04:00', end: '2021-05-27T23:30:00-04:00' },
  reasonCode: [{ coding: [{ display: 'Hypertension' }] }],
  serviceProvider: { reference: 'Organization?identifier=urn:places|P-1', display: 'Newman' },
};

const daughter = {
  resourceType: 'RelatedPerson',
  id: 'r1',
  patient: { reference: `Patient/${patientUuid}` },
  relationship: [{ coding: [{ code: 'DAU' }] }],
  name: [{ given: ['Luz'], family: 'Ríos' }],
  telecom: [{ system: 'phone', value: '620-555-0166' }],
};

// What points at others comes before them.
const everything = [medication, encounter, daughter, condition, patient, hospital, practitioner];

test('takes in a whole record in any order and shows it as one person', async () => {
  const outcome = await take(everything);
  expect(outcome.counts).toEqual({ accepted: 7, updated: 0, duplicate: 0, rejected: 0 });
  expect(outcome.results[4]).toMatchObject({
    id: patientUuid,
    codes: ['government-number-not-kept', 'contact-unusable'],
  });
  const person = await db.run((context) => readPerson(context, patientUuid), { caller });
  expect(person).toMatchObject({
    header: {
      ...{ name: 'Ana María Quintero Ríos', preferredName: 'Anita', birthDate: '1961-03-04' },
      ...{ sex: 'female', language: 'es', interpreterNeeded: null, practiceId, status: 'active' },
      ...{ zone: 'America/Chicago', zoneSource: 'zip', phone: '+16205550142', recordNumber: 'H-1' },
    },
    address: {
      lines: ['633 Abernathy Landing'],
      city: 'Emporia',
      state: 'KS',
      postalCode: '668015367',
    },
    identifiers: [{ system: 'urn:hospital', value: 'H-1', kind: 'MR' }],
    contactPoints: [{ channel: 'phone', preferred: true, consent: 'unknown' }],
    conditions: [
      { code: '84114007', display: 'Heart failure', onsetOn: '2020-02-03', abatedOn: null },
    ],
    medications: [
      {
        ...{ code: '314076', display: 'lisinopril 10 MG', authoredOn: '2021-05-27' },
        ...{ dosage: '1 × 2/d PRN', prescriber: 'Dr. Irvin Emard' },
      },
    ],
    encounters: [
      {
        ...{ class: 'AMB', display: 'Encounter for problem', reason: 'Hypertension' },
        ...{ beganAt: '2021-05-28T03:00:00.000Z', endedAt: '2021-05-28T03:30:00.000Z' },
        ...{ place: 'Newman', professional: 'Dr. Irvin Emard' },
      },
    ],
  });
  const circle = person.careCircle.map(({ kind, relation, name, consent, standing }) =>
    [kind, relation, name, consent, standing].join(' '),
  );
  expect(circle.toSorted()).toEqual([
    'family child Luz Ríos unknown no-consent',
    'professional primary-care Dr. Irvin Emard unknown in-force',
  ]);
});

test('finds everything again on a second run and changes nothing', async () => {
  await take(everything);
  const before = await db.run((context) => readPerson(context, patientUuid), { caller });
  const again = await take(everything.toReversed());
  expect(again.counts).toEqual({ accepted: 0, updated: 0, duplicate: 7, rejected: 0 });
  expect(await db.run((context) => readPerson(context, patientUuid), { caller })).toEqual(before);
});

test('stores nothing in a dry run, and tells the same', async () => {
  const dry = await take(everything, { dryRun: true });
  const found = await db.run((context) => searchPatients(context, {}), { caller });
  expect(found.patients).toEqual([]);
  expect(brief(await take(everything))).toEqual(brief(dry));
});

test('takes over what changed at the source and keeps what was corrected here', async () => {
  await take(everything);
  await db.run(
    async (context) => {
      const split = { familyName: 'Quintero', secondFamilyName: 'Ríos', zone: 'America/Denver' };
      await updatePatient(context, patientUuid, { version: 1, ...split, interpreterNeeded: true });
      const { careCircle } = await readPerson(context, patientUuid);
      const luz = careCircle.find(({ name }) => name === 'Luz Ríos')!;
      await changeCircleMember(context, patientUuid, luz.id, {
        consent: 'granted',
        scope: ['readings'],
      });
    },
    { caller },
  );
  const changed = [
    {
      ...patient,
      deceasedDateTime: '2026-01-01',
      communication: [],
      telecom: [{ system: 'email', value: 'a@b.co' }],
    },
    { ...daughter, telecom: [] },
    {
      ...condition,
      abatementDateTime: '2026-01-01',
      clinicalStatus: { coding: [{ code: 'resolved' }] },
    },
    medication,
  ];
  const outcome = await take(changed);
  expect(outcome.counts).toEqual({ accepted: 0, updated: 3, duplicate: 1, rejected: 0 });
  const person = await db.run((context) => readPerson(context, patientUuid), { caller });
  expect(person).toMatchObject({
    header: {
      ...{ familyName: 'Quintero', secondFamilyName: 'Ríos', language: 'es', status: 'deceased' },
      ...{ zone: 'America/Denver', zoneSource: 'given', interpreterNeeded: true, version: 3 },
    },
    conditions: [{ clinicalStatus: 'resolved', abatedOn: '2026-01-01' }],
  });
  expect(person.contactPoints.map(({ value }) => value).toSorted()).toEqual([
    '+16205550142',
    'a@b.co',
  ]);
  const luz = person.careCircle.find(({ name }) => name === 'Luz Ríos');
  expect(luz).toMatchObject({
    phone: null,
    consent: 'granted',
    scope: ['readings'],
    standing: 'in-force',
  });
});

test('reads Bundles, and references by the name that the Bundle gives', async () => {
  const urn = 'urn:uuid:0b4f1e7a-54d9-4e63-9b0c-2f6a0c3f9d11';
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      { fullUrl: urn, resource: { ...patient, id: undefined, generalPractitioner: [] } },
      { resource: { ...condition, subject: { reference: urn } } },
      { request: { method: 'DELETE' } },
    ],
  };
  expect(brief(await take([bundle]))).toEqual([
    '0.entry[0] Patient/? accepted government-number-not-kept contact-unusable',
    '0.entry[1] Condition/c1 accepted',
    '0.entry[2] ? rejected not-a-resource',
  ]);
});

test('knows a patient who was entered by hand, by identifier', async () => {
  const known = await db.run(
    (context) =>
      addTestPatient(context, {
        practiceId,
        identifiers: [{ system: 'urn:hospital', value: 'H-1' }],
      }),
    { caller },
  );
  const outcome = await take([patient, condition]);
  expect(outcome.results.map(({ status }) => status)).toEqual(['updated', 'accepted']);
  expect(outcome.results[0]?.id).toBe(known.id);
  const person = await db.run((context) => readPerson(context, known.id), { caller });
  expect(person.conditions).toHaveLength(1);
});

test('warns of somebody who is probably known under another number', async () => {
  await take([{ ...patient, id: 'a', identifier: [] }]);
  const outcome = await take([{ ...patient, id: 'b', identifier: [] }]);
  expect(outcome.results).toMatchObject([{ status: 'accepted' }]);
  expect(outcome.results[0]?.codes).toContain('likely-duplicate');
});

test('refuses identifiers of two patients, and never moves one', async () => {
  await take([
    { ...patient, id: 'a', identifier: [{ system: 's', value: '1' }] },
    { ...patient, id: 'b', identifier: [{ system: 's', value: '2' }] },
  ]);
  const both = [
    { system: 's', value: '1' },
    { system: 's', value: '2' },
  ];
  const outcome = await take([
    { ...patient, id: 'c', identifier: both },
    { ...patient, id: 'b', identifier: [{ system: 's', value: '1' }] },
  ]);
  for (const { status, codes } of outcome.results) {
    expect(status).toBe('rejected');
    expect(codes).toContain('identifier-of-another-patient');
  }
});

test('keeps the same id of two sources apart', async () => {
  const one = { ...patient, id: '1', identifier: [], generalPractitioner: [] };
  const first = await take([one], { source: 'north' });
  const second = await take([{ ...one, birthDate: '1980-10-10' }], { source: 'south' });
  expect(second.results[0]?.status).toBe('accepted');
  expect(second.results[0]?.id).not.toBe(first.results[0]?.id);
  const fact = { ...condition, subject: { reference: 'Patient/1' } };
  const third = await take([fact], { source: 'west' });
  expect(third.results).toMatchObject([{ status: 'rejected', codes: ['patient-unknown'] }]);
});

test('asks for the practice of new patients when there are several', async () => {
  const second = await db.run((context) => addTestPractice(context, 'Second'), { caller });
  expect((await take([patient])).results[0]?.codes).toContain('practice-needed');
  const given = await take([patient], { practiceId: second });
  expect(given.counts.accepted).toBe(1);
  const unknown = take([patient], { practiceId: organizationId });
  await expect(unknown).rejects.toMatchObject({ code: 'people.practice-unknown' });
});

test('lets nobody change patients of a practice that is not theirs', async () => {
  await take([patient]);
  const other = await db.run((context) => addTestPractice(context, 'Other'), { caller });
  const bound = testUser(organizationId, 'supervisor', { practiceId: other });
  const outcome = await take([{ ...patient, gender: 'male' }, condition], {}, bound);
  expect(outcome.results).toMatchObject([
    { status: 'rejected', id: null },
    { status: 'rejected', codes: ['patient-unknown'] },
  ]);
  const { header, conditions } = await db.run((context) => readPerson(context, patientUuid), {
    caller,
  });
  expect([header.sex, conditions]).toEqual(['female', []]);
});

test('lets whoever is bound to one patient add to that record and nothing else', async () => {
  await take([patient]);
  const stranger = { ...patient, id: 'stranger', identifier: [] };
  await take([stranger]);
  const token: Caller = { ...caller, kind: 'token', patientId: patientUuid };
  const outcome = await take(
    [
      condition,
      { ...condition, id: 'c2', subject: { reference: 'Patient/stranger' } },
      { ...patient, gender: 'male' },
      { ...stranger, id: 'new' },
      practitioner,
    ],
    {},
    token,
  );
  expect(outcome.results.map(({ status, codes }) => [status, ...codes].join(' '))).toEqual([
    'accepted',
    'rejected patient-unknown',
    'rejected government-number-not-kept contact-unusable not-permitted',
    'rejected contact-unusable not-permitted',
    'rejected not-permitted',
  ]);
});

const named = [{ family: 'X' }];

test.each<[string, unknown, string]>([
  ['a number', 7, 'not-a-resource'],
  ['nothing', null, 'not-a-resource'],
  ['a list', [], 'not-a-resource'],
  ['no type', {}, 'not-a-resource'],
  ['another type', { resourceType: 'Observation', id: '1' }, 'type-not-read'],
  ['an inherited name as type', { resourceType: 'constructor', id: '1' }, 'type-not-read'],
  ['a wrong form', { resourceType: 'Patient', id: '1', name: 'X' }, 'form-wrong'],
  [
    'a wrong form within',
    { resourceType: 'Patient', id: '1', name: [{ family: 7 }] },
    'form-wrong',
  ],
  ['no name', { resourceType: 'Patient', id: '1' }, 'content-missing'],
  [
    'an empty name',
    { resourceType: 'Patient', id: '1', name: [{ family: ' ' }] },
    'content-missing',
  ],
  ['no identity', { resourceType: 'Patient', name: named }, 'identity-missing'],
  ['an id with NUL', { resourceType: 'Patient', id: 'a\u0000', name: named }, 'identity-missing'],
  ['no code', { ...condition, code: {} }, 'content-missing'],
  ['no patient', { ...condition, subject: undefined }, 'patient-unknown'],
  ['an unknown patient', { ...condition, subject: { reference: 'Patient/0' } }, 'patient-unknown'],
  ['no medication', { ...medication, medicationCodeableConcept: undefined }, 'content-missing'],
  ['a huge id', { resourceType: 'Patient', id: 'x'.repeat(5000), name: named }, 'form-wrong'],
])('rejects %s with a reason and nothing else with it', async (_what, resource, code) => {
  const outcome = await take([resource, hospital]);
  expect(outcome.results[0]).toMatchObject({ status: 'rejected', codes: [code], id: null });
  expect(outcome.results[1]?.status).toBe('accepted');
});

test('tells the place within a resource where its form is wrong', async () => {
  const { results } = await take([
    hospital,
    { resourceType: 'Patient', id: '1', name: [{ family: 7 }] },
  ]);
  expect(results[1]?.where).toBe('1/name/0/family');
});

test('reads the medication that a request contains', async () => {
  const contained = [
    { resourceType: 'ValueSet', id: 'x', code: 'text' },
    { resourceType: 'Medication', id: 'med', code: { text: 'Insulina glargina' } },
  ];
  const request = {
    ...{ ...medication, medicationCodeableConcept: undefined },
    ...{ contained, medicationReference: { reference: '#med' } },
  };
  await take([patient, request]);
  const { medications } = await db.run((context) => readPerson(context, patientUuid), { caller });
  expect(medications).toMatchObject([{ display: 'Insulina glargina', code: null }]);
});

test('keeps hostile and inexact values out, and says so', async () => {
  const outcome = await take([
    {
      ...patient,
      id: 'odd',
      identifier: [
        { system: 'a|b', value: '1' },
        { system: 's', value: 'x'.repeat(300) },
        { value: '1' },
      ],
      name: [{ family: "Ro\u0000bert'); drop table patient;--", given: ['\ud800'] }],
      birthDate: '1961-03',
      communication: [
        { language: { coding: [{ code: 'en' }] } },
        { language: { coding: [{ code: 'es' }] } },
      ],
      telecom: [],
      address: [{ line: ['\u0007'], postalCode: '\u0000' }],
    },
  ]);
  const [result] = outcome.results;
  expect(result).toMatchObject({ status: 'accepted' });
  expect(result?.codes.toSorted()).toEqual([
    'birth-date-not-exact',
    'identifier-unusable',
    'language-without-preference',
  ]);
  const { header, address } = await db.run((context) => readPerson(context, result!.id!), {
    caller,
  });
  expect([header.familyName, header.birthDate, header.language, address]).toEqual([
    "Ro bert'); drop table patient;--",
    null,
    'und',
    {},
  ]);
});
