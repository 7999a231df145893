import { expect, test } from 'vitest';

import type { Person } from '../../core/schemas.ts';
import { draftOf, emptyPatient, toChanges, toNewPatient } from './patient-draft.ts';

const person: Person = {
  header: {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Ana María Lunaverde Montesol',
    givenNames: 'Ana María',
    familyName: 'Lunaverde',
    secondFamilyName: 'Montesol',
    preferredName: null,
    birthDate: '1961-03-04',
    sex: 'female',
    language: 'es',
    interpreterNeeded: false,
    practiceId: '00000000-0000-4000-8000-0000000000aa',
    practiceName: 'Clínica',
    zone: 'America/Chicago',
    zoneSource: 'zip',
    phone: null,
    recordNumber: 'A-1',
    status: 'active',
    restricted: false,
    version: 3,
  },
  address: { lines: ['Calle 1', 'Apt 2'], postalCode: '78040', country: 'US' },
  identifiers: [
    { system: 'https://clinic.example/mrn', value: 'A-1', kind: 'MR' },
    { system: 'https://payer.example', value: '9' },
  ],
  contactPoints: [],
  careCircle: [],
  enrolments: [],
  conditions: [],
  medications: [],
  encounters: [],
  moreEncounters: false,
};

test('what was not asked is sent as unknown, never as a default', () => {
  const { birthDate, sex, language, interpreterNeeded, zone, contactPoints } =
    toNewPatient(emptyPatient);
  expect({ birthDate, sex, language, interpreterNeeded, zone, contactPoints }).toEqual({
    birthDate: null,
    sex: null,
    language: 'und',
    interpreterNeeded: null,
    zone: null,
    contactPoints: [],
  });
});

test('a form that was opened and saved changes nothing of what is stored', () => {
  const { header, address } = person;
  expect(toChanges(draftOf(person), person)).toEqual({
    version: 3,
    givenNames: header.givenNames,
    familyName: header.familyName,
    secondFamilyName: header.secondFamilyName,
    preferredName: null,
    birthDate: header.birthDate,
    sex: header.sex,
    language: 'es',
    interpreterNeeded: false,
    practiceId: header.practiceId,
    zone: null,
    address,
  });
});

test('another record number keeps the system of the old one and every other identifier', () => {
  const changed = toChanges({ ...draftOf(person), recordNumber: ' B-7 ' }, person);
  expect(changed.identifiers).toEqual([
    { system: 'https://payer.example', value: '9' },
    { system: 'https://clinic.example/mrn', value: 'B-7', kind: 'MR' },
  ]);
});
