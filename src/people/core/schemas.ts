/** The shapes of people on the wire, for the contracts of this slice and of those above it. */
import { Type, type Static } from 'typebox';

import { Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { circleKinds, circleScopes, relations } from './care-circle.ts';
import {
  clinicalStatuses,
  encounterStatuses,
  medicationStatuses,
  verifications,
} from './clinical.ts';
import { channels, consents, contactUses } from './contact-point.ts';
import { enrolmentStatuses } from './enrolment.ts';
import { patientStatuses, sexes, zoneSources } from './person.ts';

// PostgreSQL keeps no NUL, and no other control character belongs into a line of text.
const noControls = '[^\\u0000-\\u001f\\u007f]';

/** One line that says something, as people type it. */
export const Line = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: `^${noControls}*[^\\s\\u0000-\\u001f\\u007f]${noControls}*$`,
});

/** Several lines, possibly none. */
export const Note = Type.String({
  maxLength: 2000,
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$',
});

/** A primary language tag, or `und` while nobody has asked. */
export const LanguageTag = Type.String({ pattern: '^[a-z]{2,3}$' });

export const ConsentState = Type.Enum(consents);

/** An address as FHIR divides it; `postalCode` is a ZIP code in the United States. */
export const AddressParts = Type.Object(
  {
    lines: Type.Optional(Type.Array(Line, { maxItems: 4 })),
    city: Type.Optional(Line),
    state: Type.Optional(Line),
    postalCode: Type.Optional(Line),
    country: Type.Optional(Line),
  },
  { additionalProperties: false },
);

export type AddressParts = Static<typeof AddressParts>;

export const IdentifierPart = Type.Object(
  // References are written system|value, so a system has no bar.
  {
    system: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\s|\\u0000-\\u001f\\u007f]+$',
    }),
    value: Line,
    kind: Type.Optional(Nullable(Line)),
  },
  { additionalProperties: false },
);

/** Who the patient is, for lists and the head of every screen. */
export const PatientHeader = Type.Object({
  id: Id,
  /** The whole name with both surnames. */
  name: Type.String(),
  givenNames: Type.String(),
  familyName: Type.String(),
  secondFamilyName: Nullable(Type.String()),
  preferredName: Nullable(Type.String()),
  birthDate: Nullable(Day),
  sex: Nullable(Type.Enum(sexes)),
  /** `und`: nobody has asked. */
  language: Type.String(),
  /** Null: nobody has asked. */
  interpreterNeeded: Nullable(Type.Boolean()),
  practiceId: Id,
  practiceName: Type.String(),
  zone: Type.String(),
  zoneSource: Type.Enum(zoneSources),
  /** The preferred telephone number as stored (E.164). */
  phone: Nullable(Type.String()),
  recordNumber: Nullable(Type.String()),
  status: Type.Enum(patientStatuses),
  restricted: Type.Boolean(),
  version: Type.Integer(),
});
export type PatientHeader = Static<typeof PatientHeader>;

export const ContactPoint = Type.Object({
  id: Id,
  channel: Type.Enum(channels),
  value: Type.String(),
  use: Type.Enum(contactUses),
  preferred: Type.Boolean(),
  consent: ConsentState,
  consentAt: Nullable(Instant),
  consentBy: Nullable(Type.String()),
});
export type ContactPoint = Static<typeof ContactPoint>;

export const CircleMember = Type.Object({
  id: Id,
  kind: Type.Enum(circleKinds),
  name: Type.String(),
  relation: Type.Enum(relations),
  language: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  scope: Type.Array(Type.Enum(circleScopes)),
  consent: ConsentState,
  directoryEntryId: Nullable(Id),
  startsOn: Nullable(Day),
  endsOn: Nullable(Day),
  note: Nullable(Type.String()),
  /** Whether this person may be spoken with today, or why not. */
  standing: Type.Enum(['in-force', 'not-yet', 'expired', 'patient-of-age', 'no-consent']),
});
export type CircleMember = Static<typeof CircleMember>;

export const Enrolment = Type.Object({
  id: Id,
  program: Type.String(),
  status: Type.Enum(enrolmentStatuses),
  consent: ConsentState,
  consentOn: Nullable(Day),
  startedOn: Nullable(Day),
  endedOn: Nullable(Day),
  endReason: Nullable(Type.String()),
});
export type Enrolment = Static<typeof Enrolment>;

export const Condition = Type.Object({
  id: Id,
  codeSystem: Type.String(),
  code: Type.String(),
  display: Type.String(),
  clinicalStatus: Type.Enum(clinicalStatuses),
  verification: Type.Enum(verifications),
  onsetOn: Nullable(Day),
  abatedOn: Nullable(Day),
});
export type Condition = Static<typeof Condition>;

export const Medication = Type.Object({
  id: Id,
  codeSystem: Nullable(Type.String()),
  code: Nullable(Type.String()),
  display: Type.String(),
  status: Type.Enum(medicationStatuses),
  authoredOn: Nullable(Day),
  dosage: Nullable(Type.String()),
  prescriber: Nullable(Type.String()),
});
export type Medication = Static<typeof Medication>;

export const Encounter = Type.Object({
  id: Id,
  class: Type.String(),
  display: Type.String(),
  status: Type.Enum(encounterStatuses),
  beganAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  reason: Nullable(Type.String()),
  place: Nullable(Type.String()),
  professional: Nullable(Type.String()),
});
export type Encounter = Static<typeof Encounter>;

/** The whole person, in one answer. */
export const Person = Type.Object({
  header: PatientHeader,
  address: AddressParts,
  identifiers: Type.Array(IdentifierPart),
  contactPoints: Type.Array(ContactPoint),
  careCircle: Type.Array(CircleMember),
  enrolments: Type.Array(Enrolment),
  conditions: Type.Array(Condition),
  medications: Type.Array(Medication),
  /** The latest ones; `moreEncounters` tells that there are older ones. */
  encounters: Type.Array(Encounter),
  moreEncounters: Type.Boolean(),
});
export type Person = Static<typeof Person>;
