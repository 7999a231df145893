import { Type, type Static } from 'typebox';

import { contract, Day, Id, Nullable } from '../platform/core/contract.ts';
import { circleKinds, circleScopes, relations } from './core/care-circle.ts';
import { channels, contactUses } from './core/contact-point.ts';
import { duplicateReasons } from './core/duplicate.ts';
import { enrolmentStatuses } from './core/enrolment.ts';
import { patientStatuses, restrictionReasons, sexes } from './core/person.ts';
import * as schemas from './core/schemas.ts';

const { AddressParts, ConsentState, IdentifierPart, LanguageTag, Line, Note, PatientHeader } =
  schemas;

const OnePatient = Type.Object({ id: Id });
const strict = { additionalProperties: false } as const;

const read = { permission: 'patients.read', healthInformation: true } as const;
const write = { permission: 'patients.write', healthInformation: true } as const;

// --- Finding and entering patients -----------------------------------------------------------

export const PatientPage = Type.Object({
  /** Restricted patients are listed without telephone number until they are opened. */
  patients: Type.Array(PatientHeader),
  /** Give it back as `after` for the next page; null on the last one. */
  next: Nullable(Type.String()),
});
export type PatientPage = Static<typeof PatientPage>;

export const SearchPatients = Type.Object(
  {
    /** Names in any order and without accents, birth date, record number or telephone digits. */
    text: Type.Optional(Type.String({ maxLength: 200 })),
    practiceId: Type.Optional(Id),
    status: Type.Optional(Type.Enum(patientStatuses)),
    after: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  },
  strict,
);
export type SearchPatients = Static<typeof SearchPatients>;

// The text names patients, so it travels in the body and never in an address.
export const searchPatientsRoute = contract({
  permission: 'patients.find',
  healthInformation: true,
  method: 'POST',
  path: '/api/patients/search',
  summary: 'Patients by name, birth date, record number or telephone, sorted by surname.',
  body: SearchPatients,
  reply: PatientPage,
});

export const NewContactPoint = Type.Object(
  {
    channel: Type.Enum(channels),
    value: Line,
    use: Type.Optional(Type.Enum(contactUses)),
    preferred: Type.Optional(Type.Boolean()),
    consent: Type.Optional(ConsentState),
  },
  strict,
);
export type NewContactPoint = Static<typeof NewContactPoint>;

const patientFields = {
  givenNames: Line,
  familyName: Line,
  secondFamilyName: Type.Optional(Nullable(Line)),
  preferredName: Type.Optional(Nullable(Line)),
  birthDate: Type.Optional(Nullable(Day)),
  sex: Type.Optional(Nullable(Type.Enum(sexes))),
  language: LanguageTag,
  interpreterNeeded: Type.Optional(Nullable(Type.Boolean())),
  practiceId: Id,
  /** IANA name; null lets the ZIP code or the practice decide. */
  zone: Type.Optional(Nullable(Line)),
  address: Type.Optional(AddressParts),
  identifiers: Type.Optional(Type.Array(IdentifierPart, { maxItems: 50 })),
};

export const NewPatient = Type.Object(
  { ...patientFields, contactPoints: Type.Optional(Type.Array(NewContactPoint, { maxItems: 20 })) },
  strict,
);
export type NewPatient = Static<typeof NewPatient>;

export const LikelyDuplicate = Type.Object({
  patient: PatientHeader,
  /** 0 to 100. */
  score: Type.Integer(),
  reasons: Type.Array(Type.Enum(duplicateReasons)),
});
export type LikelyDuplicate = Static<typeof LikelyDuplicate>;

export const findDuplicatesRoute = contract({
  ...write,
  method: 'POST',
  path: '/api/patients/likely-duplicates',
  summary: 'Patients who are probably the one about to be entered, with the reasons.',
  body: NewPatient,
  reply: Type.Object({ duplicates: Type.Array(LikelyDuplicate) }),
});

export const CreatedPatient = Type.Union([
  Type.Object({ outcome: Type.Literal('created'), patient: PatientHeader }),
  Type.Object({
    outcome: Type.Literal('likely-duplicates'),
    duplicates: Type.Array(LikelyDuplicate),
  }),
]);
export type CreatedPatient = Static<typeof CreatedPatient>;

export const createPatientRoute = contract({
  ...write,
  method: 'POST',
  path: '/api/patients',
  summary: 'Enter a patient; while likely duplicates were not looked at, nothing is stored.',
  body: Type.Object(
    {
      patient: NewPatient,
      /** Ids of every likely duplicate that was shown and is somebody else. */
      confirmedNotDuplicate: Type.Optional(Type.Array(Id, { maxItems: 100 })),
    },
    strict,
  ),
  reply: CreatedPatient,
});

// --- One patient -----------------------------------------------------------------------------

export const readPatientRoute = contract({
  ...read,
  method: 'GET',
  path: '/api/patients/{id}',
  summary:
    'The whole person: contacts, care circle, programs, conditions, medications, encounters.',
  params: OnePatient,
  reply: schemas.Person,
});

export const PatientChanges = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    ...Type.Partial(Type.Object(patientFields)).properties,
    status: Type.Optional(Type.Enum(patientStatuses)),
  },
  strict,
);
export type PatientChanges = Static<typeof PatientChanges>;

export const updatePatientRoute = contract({
  ...write,
  method: 'PATCH',
  path: '/api/patients/{id}',
  summary:
    'Change what is given; `version` must be the newest. `identifiers` replaces the whole list.',
  params: OnePatient,
  body: PatientChanges,
  reply: PatientHeader,
});

export const restrictPatientRoute = contract({
  permission: 'patients.restrict',
  healthInformation: true,
  method: 'PUT',
  path: '/api/patients/{id}/restriction',
  summary: 'Close a record to everybody without work on it, or open it again.',
  params: OnePatient,
  body: Type.Object(
    { restricted: Type.Boolean(), reason: Type.Optional(Type.Enum(restrictionReasons)) },
    strict,
  ),
  reply: Type.Object({ restricted: Type.Boolean() }),
});

// --- Contact points --------------------------------------------------------------------------

const ContactPointParams = Type.Object({ id: Id, contactPointId: Id });

export const addContactPointRoute = contract({
  ...write,
  method: 'POST',
  path: '/api/patients/{id}/contact-points',
  summary: 'Add a telephone number, address for mail or another way to reach the patient.',
  params: OnePatient,
  body: NewContactPoint,
  reply: schemas.ContactPoint,
});

export const ContactPointChanges = Type.Object(
  {
    use: Type.Optional(Type.Enum(contactUses)),
    preferred: Type.Optional(Type.Boolean()),
    consent: Type.Optional(ConsentState),
  },
  strict,
);
export type ContactPointChanges = Static<typeof ContactPointChanges>;

export const changeContactPointRoute = contract({
  ...write,
  method: 'PATCH',
  path: '/api/patients/{id}/contact-points/{contactPointId}',
  summary: 'Record consent or its revocation, or make this the preferred one of its channel.',
  params: ContactPointParams,
  body: ContactPointChanges,
  reply: schemas.ContactPoint,
});

export const endContactPointRoute = contract({
  ...write,
  method: 'DELETE',
  path: '/api/patients/{id}/contact-points/{contactPointId}',
  summary: 'Stop using a contact point; it stays in the record.',
  params: ContactPointParams,
  reply: Type.Object({ ended: Type.Literal(true) }),
});

// --- Care circle -----------------------------------------------------------------------------

const circle = { permission: 'care-circle.write', healthInformation: true } as const;

export const NewCircleMember = Type.Object(
  {
    kind: Type.Enum(circleKinds),
    name: Line,
    relation: Type.Enum(relations),
    language: Type.Optional(Nullable(LanguageTag)),
    phone: Type.Optional(Nullable(Line)),
    email: Type.Optional(Nullable(Line)),
    scope: Type.Optional(Type.Array(Type.Enum(circleScopes), { uniqueItems: true })),
    consent: Type.Optional(ConsentState),
    directoryEntryId: Type.Optional(Nullable(Id)),
    startsOn: Type.Optional(Nullable(Day)),
    endsOn: Type.Optional(Nullable(Day)),
    note: Type.Optional(Nullable(Note)),
  },
  strict,
);
export type NewCircleMember = Static<typeof NewCircleMember>;

export const addCircleMemberRoute = contract({
  ...circle,
  method: 'POST',
  path: '/api/patients/{id}/care-circle',
  summary: 'Add family, a friend, a proxy or a professional, with what each may know or decide.',
  params: OnePatient,
  body: NewCircleMember,
  reply: schemas.CircleMember,
});

export const CircleMemberChanges = Type.Partial(NewCircleMember, strict);
export type CircleMemberChanges = Static<typeof CircleMemberChanges>;

export const changeCircleMemberRoute = contract({
  ...circle,
  method: 'PATCH',
  path: '/api/patients/{id}/care-circle/{memberId}',
  summary: 'Change or end (`endsOn`) what somebody of the care circle may know or decide.',
  params: Type.Object({ id: Id, memberId: Id }),
  body: CircleMemberChanges,
  reply: schemas.CircleMember,
});

// --- Programs --------------------------------------------------------------------------------

const enrolmentFields = {
  status: Type.Enum(enrolmentStatuses),
  consent: ConsentState,
  consentOn: Nullable(Day),
  startedOn: Nullable(Day),
  endedOn: Nullable(Day),
  endReason: Nullable(Line),
};

export const NewEnrolment = Type.Object(
  { program: Line, ...Type.Partial(Type.Object(enrolmentFields)).properties },
  strict,
);
export type NewEnrolment = Static<typeof NewEnrolment>;

export const enrolRoute = contract({
  ...write,
  method: 'POST',
  path: '/api/patients/{id}/enrolments',
  summary: 'Enrol the patient in a program; active only with consent and a start.',
  params: OnePatient,
  body: NewEnrolment,
  reply: schemas.Enrolment,
});

export const EnrolmentChanges = Type.Partial(Type.Object(enrolmentFields), strict);
export type EnrolmentChanges = Static<typeof EnrolmentChanges>;

export const changeEnrolmentRoute = contract({
  ...write,
  method: 'PATCH',
  path: '/api/patients/{id}/enrolments/{enrolmentId}',
  summary: 'Record consent, start, pause or end of an enrolment.',
  params: Type.Object({ id: Id, enrolmentId: Id }),
  body: EnrolmentChanges,
  reply: schemas.Enrolment,
});
