import type { NewContactPoint, NewPatient, PatientChanges } from '../../contract.ts';
import type { Channel, Consent, ContactUse } from '../../core/contact-point.ts';
import { unknownLanguage } from '../../core/language.ts';
import type { Sex } from '../../core/person.ts';
import type { Person } from '../../core/schemas.ts';
import { knownText } from '../known-text.ts';

export interface ContactDraft {
  readonly channel: Channel;
  readonly value: string;
  readonly use: ContactUse;
  readonly consent: Consent;
}

/** A patient as a form holds it: every field a text, empty while it is not known. */
export interface PatientDraft {
  readonly givenNames: string;
  readonly familyName: string;
  readonly secondFamilyName: string;
  readonly preferredName: string;
  readonly birthDate: string;
  readonly sex: Sex | '';
  readonly language: string;
  readonly interpreter: 'yes' | 'no' | 'unknown';
  readonly practiceId: string;
  readonly recordNumber: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** Empty: by the ZIP code, otherwise that of the practice. */
  readonly zone: string;
  readonly contacts: readonly ContactDraft[];
}

export const emptyContact: ContactDraft = {
  channel: 'phone',
  value: '',
  use: 'mobile',
  consent: 'unknown',
};

export const emptyPatient: PatientDraft = {
  givenNames: '',
  familyName: '',
  secondFamilyName: '',
  preferredName: '',
  birthDate: '',
  sex: '',
  language: unknownLanguage,
  interpreter: 'unknown',
  practiceId: '',
  recordNumber: '',
  street: '',
  city: '',
  state: '',
  postalCode: '',
  zone: '',
  contacts: [emptyContact],
};

/** What the server stores of a form; what is empty is unknown, never a default. */
export function toNewPatient(draft: PatientDraft): NewPatient {
  const number = draft.recordNumber.trim();
  return {
    ...fieldsOf(draft),
    ...(number !== '' && {
      identifiers: [{ system: recordNumberSystem(draft.practiceId), value: number, kind: 'MR' }],
    }),
    contactPoints: draft.contacts.filter((contact) => contact.value.trim() !== '').map(toContact),
  };
}

function toContact({ channel, value, use, consent }: ContactDraft): NewContactPoint {
  return { channel, value: value.trim(), use, consent };
}

function fieldsOf(draft: PatientDraft) {
  const { language, interpreter, practiceId, sex } = draft;
  return {
    givenNames: draft.givenNames.trim(),
    familyName: draft.familyName.trim(),
    secondFamilyName: knownText(draft.secondFamilyName),
    preferredName: knownText(draft.preferredName),
    birthDate: knownText(draft.birthDate),
    sex: sex === '' ? null : sex,
    language,
    interpreterNeeded: interpreter === 'unknown' ? null : interpreter === 'yes',
    practiceId,
    zone: knownText(draft.zone),
    address: addressOf(draft),
  };
}

function addressOf({ street, city, state, postalCode }: PatientDraft): NewPatient['address'] {
  const lines = knownText(street);
  const parts = {
    city: knownText(city),
    state: knownText(state),
    postalCode: knownText(postalCode),
  };
  const given = Object.entries(parts).filter(([, value]) => value !== null);
  return { ...(lines !== null && { lines: [lines] }), ...Object.fromEntries(given) };
}

/** The form of somebody who is stored already. */
export function draftOf({ header, address }: Person): PatientDraft {
  const { interpreterNeeded, zoneSource, zone } = header;
  return {
    givenNames: header.givenNames,
    familyName: header.familyName,
    secondFamilyName: header.secondFamilyName ?? '',
    preferredName: header.preferredName ?? '',
    birthDate: header.birthDate ?? '',
    sex: header.sex ?? '',
    language: header.language,
    interpreter: interpreterNeeded === null ? 'unknown' : interpreterNeeded ? 'yes' : 'no',
    practiceId: header.practiceId,
    recordNumber: header.recordNumber ?? '',
    street: address.lines?.join(', ') ?? '',
    city: address.city ?? '',
    state: address.state ?? '',
    postalCode: address.postalCode ?? '',
    zone: zoneSource === 'given' ? zone : '',
    contacts: [],
  };
}

/** What a form changes of somebody who is stored already; parts it does not show stay as they are. */
export function toChanges(draft: PatientDraft, person: Person): PatientChanges {
  const { address, header } = person;
  const before = header.recordNumber ?? '';
  const number = draft.recordNumber.trim();
  const sameStreet = draft.street.trim() === (address.lines?.join(', ') ?? '');
  const { address: parts, ...fields } = fieldsOf(draft);
  return {
    version: header.version,
    ...fields,
    address: {
      ...parts,
      ...(sameStreet && address.lines && { lines: address.lines }),
      ...(address.country !== undefined && { country: address.country }),
    },
    ...(number !== before && { identifiers: withRecordNumber(person, number) }),
  };
}

function withRecordNumber({ identifiers, header }: Person, number: string): Person['identifiers'] {
  const old = identifiers.find((one) => one.kind === 'MR' && one.value === header.recordNumber);
  const others = identifiers.filter((one) => one !== old);
  if (number === '') return others;
  const system = old?.system ?? recordNumberSystem(header.practiceId);
  return [...others, { system, value: number, kind: 'MR' }];
}

/** The namespace of record numbers that are typed in: two practices may give the same number. */
function recordNumberSystem(practiceId: string): string {
  return `urn:enlace:practice:${practiceId}:record-number`;
}
