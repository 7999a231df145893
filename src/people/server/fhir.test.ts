import { expect, test } from 'vitest';

import type { Encounter, Person } from '../core/schemas.ts';
import type { Remarks } from './fhir/parts.ts';
import { readOrganization, readPractitioner } from './fhir/read-directory.ts';
import { readPatient } from './fhir/read-patient.ts';
import {
  readCondition,
  readEncounter,
  readMedication,
  readRelatedPerson,
} from './fhir/read-record.ts';
import { readTarget } from './fhir/reference.ts';
import {
  toFhirCondition,
  toFhirEncounter,
  toFhirMedicationRequest,
  toFhirOrganization,
  toFhirPatient,
  toFhirPractice,
  toFhirPractitioner,
  toFhirRelatedPerson,
} from './fhir.ts';

const id = '01332066-fca8-4ce4-89b7-75b7fd1e2004';
const now = new Date('2026-11-21T12:00:00Z');
const subject = { keys: [id], type: 'Patient', display: null };

const ana: Pick<Person, 'header' | 'address' | 'identifiers' | 'contactPoints'> = {
  header: {
    ...{ id, name: 'Ana María Quintero Ríos', givenNames: 'Ana María' },
    ...{ familyName: 'Quintero', secondFamilyName: 'Ríos', preferredName: 'Anita' },
    ...{ birthDate: '1961-03-04', sex: 'female', language: 'es', interpreterNeeded: true },
    ...{ practiceId: id, practiceName: 'North', zone: 'America/Chicago', zoneSource: 'zip' },
    ...{ phone: null, recordNumber: 'H-1', status: 'active', restricted: true, version: 3 },
  },
  address: { lines: ['633 Abernathy Landing'], city: 'Emporia', state: 'KS', postalCode: '66801' },
  identifiers: [
    { system: 'urn:hospital', value: 'H-1', kind: 'MR' },
    { system: 'urn:lab', value: '7', kind: null },
  ],
  contactPoints: [
    {
      ...{ id, channel: 'phone', value: '+16205550142', use: 'mobile', preferred: true },
      ...{ consent: 'granted', consentAt: null, consentBy: null },
    },
    {
      ...{ id, channel: 'letter', value: '633 Abernathy Landing', use: 'home', preferred: false },
      ...{ consent: 'unknown', consentAt: null, consentBy: null },
    },
  ],
};

function withoutRemarks<T>(read: (remarks: Remarks) => T): T {
  const remarks: Remarks = new Set();
  const result = read(remarks);
  expect([...remarks]).toEqual([]);
  return result;
}

test('gives a patient that reads back the same', () => {
  const resource = toFhirPatient(ana);
  const { header } = ana;
  expect(withoutRemarks((remarks) => readPatient(resource, now, remarks))).toEqual({
    ...{ givenNames: header.givenNames, familyName: 'Quintero', secondFamilyName: 'Ríos' },
    ...{ preferredName: 'Anita', birthDate: header.birthDate, sex: 'female', language: 'es' },
    ...{ interpreterNeeded: true, address: ana.address, status: 'active', restricted: true },
    ...{ identifiers: ana.identifiers, professionals: [] },
    contacts: [{ channel: 'phone', value: '+16205550142', use: 'mobile', preferred: true }],
  });
  expect(resource.name?.[0]).toMatchObject({ family: 'Quintero Ríos', text: header.name });
});

test('leaves out what is unknown instead of guessing it', () => {
  const unknown = { birthDate: null, sex: null, language: 'und', interpreterNeeded: null } as const;
  const header = { ...ana.header, ...unknown, secondFamilyName: null, preferredName: null };
  const bare = toFhirPatient({ header, address: {}, identifiers: [], contactPoints: [] });
  const absent = ['birthDate', 'gender', 'communication', 'extension', 'deceasedBoolean'];
  expect(absent.filter((key) => key in bare)).toEqual([]);
  const read = withoutRemarks((remarks) => readPatient(bare, now, remarks));
  expect(read).toMatchObject({ ...unknown, familyName: 'Quintero', secondFamilyName: null });
});

test.each([
  ['deceased', 'deceased'],
  ['ended', 'ended'],
  ['paused', 'active'],
] as const)('gives the status %s so that it reads back as %s', (status, read) => {
  const resource = toFhirPatient({ ...ana, header: { ...ana.header, status } });
  expect(readPatient(resource, now, new Set())?.status).toBe(read);
});

test('gives conditions that read back the same', () => {
  const condition = {
    ...{ codeSystem: 'http://snomed.info/sct', code: '84114007', display: 'Heart failure' },
    ...({ clinicalStatus: 'remission', verification: 'confirmed' } as const),
    ...{ onsetOn: '2020-02-03', abatedOn: '2024-01-01' },
  };
  const uncoded = {
    ...condition,
    codeSystem: 'urn:enlace:uncoded',
    code: 'Heart failure',
    abatedOn: null,
  };
  const wrong = {
    ...condition,
    clinicalStatus: 'unknown',
    verification: 'entered-in-error',
  } as const;
  for (const one of [condition, uncoded, wrong]) {
    const resource = toFhirCondition({ id, ...one }, id);
    expect(withoutRemarks((remarks) => readCondition(resource, remarks))).toEqual({
      subject,
      ...one,
    });
  }
});

test('gives medications that read back the same', () => {
  const medication = {
    ...{ codeSystem: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '314076' },
    ...({ display: 'lisinopril 10 MG', status: 'on-hold' } as const),
    ...{ authoredOn: '2021-05-27', dosage: '1 × 2/d' },
  };
  const bare = { ...medication, codeSystem: null, code: null, authoredOn: null, dosage: null };
  for (const one of [medication, bare]) {
    const resource = toFhirMedicationRequest({ id, ...one, prescriber: 'Dr. Emard' }, id);
    const prescriber = { keys: [], type: null, display: 'Dr. Emard' };
    const read = withoutRemarks((remarks) => readMedication(resource, remarks));
    expect(read).toEqual({ subject, ...one, prescriber });
  }
});

test('gives encounters that read back the same', () => {
  const encounter: Encounter = {
    ...{
      id,
      class: 'AMB',
      display: 'Encounter for problem',
      status: 'finished',
      reason: 'Hypertension',
    },
    ...{
      beganAt: '2021-05-28T03:00:00.000Z',
      endedAt: null,
      place: 'Newman',
      professional: 'Dr. Emard',
    },
  };
  const read = withoutRemarks((remarks) => readEncounter(toFhirEncounter(encounter, id), remarks));
  expect(read).toEqual({
    subject,
    ...{
      class: 'AMB',
      display: 'Encounter for problem',
      status: 'finished',
      reason: 'Hypertension',
    },
    ...{ beganAt: new Date('2021-05-28T03:00:00Z'), endedAt: null },
    place: { keys: [], type: null, display: 'Newman' },
    professional: { keys: [], type: null, display: 'Dr. Emard' },
  });
});

test('gives professionals and places that read back the same', () => {
  const entry = {
    ...{
      name: 'Dr. Irvin Emard',
      npi: '9999908392',
      phone: '+16205550142',
      email: 'e@example.com',
    },
    ...{ address: { lines: ['1201 W 12TH AVE'], city: 'EMPORIA' }, active: false },
  };
  const doctor = toFhirPractitioner({ id, kind: 'practitioner', ...entry });
  const place = toFhirOrganization({ id, kind: 'organization', ...entry });
  expect(withoutRemarks((remarks) => readPractitioner(doctor, remarks))).toEqual({
    kind: 'practitioner',
    ...entry,
  });
  expect(withoutRemarks((remarks) => readOrganization(place, remarks))).toEqual({
    kind: 'organization',
    ...entry,
  });
  const practice = toFhirPractice({
    id,
    name: 'North',
    zone: 'UTC',
    phone: '+13055550100',
    active: true,
  });
  expect(readOrganization(practice, new Set())).toMatchObject({
    name: 'North',
    phone: '+13055550100',
  });
});

test('gives people of the care circle without what only we decide', () => {
  const member = {
    ...({ kind: 'family', relation: 'child', name: 'Luz Ríos', language: 'es' } as const),
    ...{ phone: '+16205550166', email: null, startsOn: '2020-01-01', endsOn: null },
  };
  const ours = {
    id,
    scope: ['readings' as const],
    consent: 'granted' as const,
    directoryEntryId: null,
  };
  const resource = toFhirRelatedPerson(
    { ...member, ...ours, note: 'private', standing: 'in-force' },
    id,
  );
  expect(JSON.stringify(resource)).not.toMatch(/readings|granted|private/);
  expect(withoutRemarks((remarks) => readRelatedPerson(resource, remarks))).toEqual({
    subject,
    ...member,
  });
});

test.each([
  ['Patient/1', 'Patient', ['1']],
  ['https://ehr.example/fhir/Patient/1', 'Patient', ['1']],
  ['Patient/1/_history/2', 'Patient', ['1']],
  ['urn:uuid:0b4f1e7a', null, ['urn:uuid:0b4f1e7a']],
  ['Practitioner?identifier=urn:npi|99', 'Practitioner', ['urn:npi|99']],
  ['Practitioner?identifier=urn%3Anpi%7C99', 'Practitioner', ['urn:npi|99']],
  ['Practitioner?identifier=%E0%A4%A', 'Practitioner', ['%E0%A4%A']],
])('reads the reference %s', (reference, type, keys) => {
  expect(readTarget({ reference })).toEqual({ keys, type, display: null });
});

test('reads a reference by identifier, by name alone, and none', () => {
  expect(readTarget({ identifier: { system: 's', value: 'v' }, display: ' Ana ' })).toEqual({
    ...{ keys: ['s|v'], type: null, display: 'Ana' },
  });
  expect(readTarget({ display: 'Ana' })).toEqual({ keys: [], type: null, display: 'Ana' });
  expect([readTarget({}), readTarget(undefined), readTarget({ reference: '#contained' })]).toEqual([
    null,
    null,
    null,
  ]);
});
