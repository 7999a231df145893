import { Type, type Static } from 'typebox';

import { ItemResult, ReadingEntry } from '../ingest/core/reading-entry.ts';
import { symptoms } from '../monitoring/core/symptom.ts';
import { Bilingual, contract, Id, Instant, Nullable } from '../platform/core/contract.ts';
import { VitalDefinition } from '../vitals/core/definition.ts';
import { Kind, Values } from '../vitals/core/reading-view.ts';
import { dayParts } from './core/plan.ts';

const PatientId = Type.Object({ id: Id });
const SymptomList = Type.Array(Type.Enum([...symptoms]), { uniqueItems: true });

/** Several lines that say something; no control characters but new lines. */
const MessageText = Type.String({
  minLength: 1,
  maxLength: 2000,
  pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$',
});

export const PortalMessage = Type.Object({
  id: Id,
  fromPatient: Type.Boolean(),
  author: Type.String(),
  text: Type.String(),
  at: Instant,
});
export type PortalMessage = Static<typeof PortalMessage>;

/** Of somebody of the staff (its id), or of a protocol (alert and moment). */
const QuestionId = Type.String({ minLength: 36, maxLength: 80 });

export const PortalQuestion = Type.Object({
  id: QuestionId,
  symptoms: SymptomList,
  askedAt: Instant,
});
export type PortalQuestion = Static<typeof PortalQuestion>;

/** A reading as its owner sees it. */
const OwnReading = Type.Object({
  kind: Kind,
  at: Instant,
  values: Values,
  unit: Type.String(),
  beyond: Nullable(Type.Enum(['HI', 'LO'])),
});
export type OwnReading = Static<typeof OwnReading>;

/** A message that is written once and may be sent again: the id makes it the same one. */
const NewMessage = Type.Object({ messageId: Id, text: MessageText });

export const enterPortal = contract({
  method: 'POST',
  path: '/api/portal/sign-in',
  summary: 'Opens the portal with a one-time link and the code that was told another way.',
  permission: 'public',
  healthInformation: false,
  body: Type.Object({
    secret: Type.String({ minLength: 20, maxLength: 100 }),
    code: Type.String({ pattern: '^[0-9]{6}$' }),
  }),
  reply: Type.Object({ entered: Type.Boolean() }),
});

export const leavePortal = contract({
  method: 'POST',
  path: '/api/portal/sign-out',
  summary: 'Ends the session of the portal.',
  permission: 'portal.read',
  healthInformation: false,
  reply: Type.Object({ left: Type.Boolean() }),
});

export const readPortalDefinitions = contract({
  method: 'GET',
  path: '/api/portal/definitions',
  summary: 'The vital signs: units, labels, components and possible ranges.',
  permission: 'portal.read',
  healthInformation: false,
  reply: Type.Object({ vitals: Type.Array(VitalDefinition) }),
});

export const readHome = contract({
  method: 'GET',
  path: '/api/portal/home',
  summary: 'What the patient sees: plan of today, readings of 30 days, questions and messages.',
  permission: 'portal.read',
  healthInformation: true,
  reply: Type.Object({
    patientId: Id,
    /** How the patient wants to be called. */
    name: Type.String(),
    /** The name of a proxy who looks; null: the patient. */
    proxy: Nullable(Type.String()),
    language: Type.String(),
    zone: Type.String(),
    practice: Type.String(),
    plan: Type.Array(
      Type.Object({
        ...{ kind: Kind, part: Type.Enum([...dayParts]), done: Type.Boolean() },
        /** As the care team set it; null: as the patient usually does. */
        everyHours: Nullable(Type.Number()),
      }),
    ),
    /** Vital signs that are to be measured a second time now; `ask` only where a reviewer agreed to it. */
    repeats: Type.Array(
      Type.Object({ kind: Kind, notBefore: Instant, dueAt: Instant, ask: Nullable(Bilingual) }),
    ),
    /** Oldest first. */
    readings: Type.Array(OwnReading),
    questions: Type.Array(PortalQuestion),
    messages: Type.Array(PortalMessage),
  }),
});
export type PortalHome = Static<typeof readHome.reply>;

export const addOwnReading = contract({
  method: 'POST',
  path: '/api/portal/readings',
  summary: 'A reading that the patient typed in, or confirmed after a device sent it.',
  permission: 'portal.write',
  healthInformation: true,
  body: ReadingEntry,
  reply: ItemResult,
});

export const answerQuestion = contract({
  method: 'POST',
  path: '/api/portal/symptoms',
  summary: 'The answer to a question about symptoms; none means that the patient has none of them.',
  permission: 'portal.write',
  healthInformation: true,
  body: Type.Object({ questionId: QuestionId, present: SymptomList }),
  reply: Type.Object({
    /** A symptom was told that a protocol calls an emergency: the patient calls 911 now. */
    call911: Type.Boolean(),
  }),
});

export const writeMessage = contract({
  method: 'POST',
  path: '/api/portal/messages',
  summary: 'A message of the patient to the care team; it becomes somebody’s work.',
  permission: 'portal.write',
  healthInformation: true,
  body: NewMessage,
  reply: PortalMessage,
});

export const readPortalAccess = contract({
  method: 'GET',
  path: '/api/patients/{id}/portal',
  summary: 'Who can enter the portal of a patient, with the messages and questions.',
  permission: 'portal-access.read',
  healthInformation: true,
  params: PatientId,
  reply: Type.Object({
    invitations: Type.Array(
      Type.Object({ id: Id, memberId: Nullable(Id), expiresAt: Instant, createdAt: Instant }),
    ),
    sessions: Type.Array(
      Type.Object({ id: Id, memberId: Nullable(Id), beganAt: Instant, lastActiveAt: Instant }),
    ),
    messages: Type.Array(PortalMessage),
    questions: Type.Array(
      Type.Object({ ...PortalQuestion.properties, answeredAt: Nullable(Instant) }),
    ),
  }),
});

export const inviteToPortal = contract({
  method: 'POST',
  path: '/api/patients/{id}/portal/invitations',
  summary: 'A one-time link and a code for the patient or a proxy; both are shown only here.',
  permission: 'portal-access.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({ memberId: Type.Optional(Id) }),
  reply: Type.Object({ path: Type.String(), code: Type.String(), expiresAt: Instant }),
});

export const endPortalAccess = contract({
  method: 'POST',
  path: '/api/patients/{id}/portal/end',
  summary: 'Closes the open invitations and sessions of a patient and their proxies.',
  permission: 'portal-access.write',
  healthInformation: true,
  params: PatientId,
  reply: Type.Object({ ended: Type.Integer() }),
});

export const sendMessage = contract({
  method: 'POST',
  path: '/api/patients/{id}/portal/messages',
  summary: 'A message of the care team to the patient.',
  permission: 'portal-access.write',
  healthInformation: true,
  params: PatientId,
  body: NewMessage,
  reply: PortalMessage,
});

export const askSymptoms = contract({
  method: 'POST',
  path: '/api/patients/{id}/portal/questions',
  summary: 'Asks the patient about symptoms in the portal.',
  permission: 'portal-access.write',
  healthInformation: true,
  params: PatientId,
  body: Type.Object({
    symptoms: Type.Array(Type.Enum([...symptoms]), { minItems: 1, uniqueItems: true }),
  }),
  reply: PortalQuestion,
});
