import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { Done, InterfaceLanguage, Name, Role } from './fields.ts';

const own = { permission: 'session.self', healthInformation: false } as const;

export const Session = Type.Object({
  user: Type.Object({
    id: Id,
    displayName: Type.String(),
    email: Type.String(),
    credentials: Nullable(Type.String()),
    roles: Type.Array(Role),
    languages: Type.Array(Type.String()),
    skills: Type.Array(Type.String()),
    interfaceLanguage: InterfaceLanguage,
    practiceId: Nullable(Id),
  }),
  organization: Type.Object({
    id: Id,
    name: Type.String(),
    zone: Type.String(),
    demonstration: Type.Boolean(),
  }),
  permissions: Type.Array(Type.String()),
  onDuty: Type.Boolean(),
  totpEnrolled: Type.Boolean(),
  /** Until the authenticator app is set up, nothing but the own session is open. */
  mustEnrolTotp: Type.Boolean(),
  /** The session ends at the earlier of the two; only what a person does moves `idleExpiresAt`. */
  idleExpiresAt: Instant,
  absoluteExpiresAt: Instant,
  idleMinutes: Type.Integer(),
  /** The server's clock, so that a wrong clock of the workstation does not matter. */
  now: Instant,
});
export type Session = Static<typeof Session>;

export const sessionRoute = contract({
  ...own,
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, what they may do and when the session ends.',
  reply: Session,
});

export const changeSessionRoute = contract({
  ...own,
  method: 'PATCH',
  path: '/api/session',
  summary: 'Change the language of the own screens.',
  body: Type.Object({ interfaceLanguage: InterfaceLanguage }, { additionalProperties: false }),
  reply: Done,
});

export const OnDuty = Type.Object({
  userId: Id,
  displayName: Type.String(),
  credentials: Nullable(Type.String()),
  roles: Type.Array(Role),
  languages: Type.Array(Type.String()),
  skills: Type.Array(Type.String()),
  beganAt: Instant,
});
export type OnDuty = Static<typeof OnDuty>;

export const listDutyRoute = contract({
  method: 'GET',
  path: '/api/duty',
  summary: 'Who is on duty now, with languages and skills.',
  permission: 'duty.change',
  healthInformation: false,
  reply: Type.Object({ onDuty: Type.Array(OnDuty) }),
});

export const changeDutyRoute = contract({
  method: 'POST',
  path: '/api/duty',
  summary: 'Go on or off duty.',
  permission: 'duty.change',
  healthInformation: false,
  body: Type.Object({ onDuty: Type.Boolean() }, { additionalProperties: false }),
  reply: Type.Object({ onDuty: Type.Boolean() }),
});

export const OrganizationSettings = Type.Object({
  name: Name,
  zone: Type.String({ minLength: 1, maxLength: 60 }),
  idleMinutes: Type.Integer({ minimum: 2, maximum: 60 }),
  sessionHours: Type.Integer({ minimum: 1, maximum: 12 }),
  breakGlassHours: Type.Integer({ minimum: 1, maximum: 24 }),
});
export type OrganizationSettings = Static<typeof OrganizationSettings>;

export const organizationRoute = contract({
  method: 'GET',
  path: '/api/organization',
  summary: 'Name, zone and limits of the organization.',
  permission: 'organization.write',
  healthInformation: false,
  reply: OrganizationSettings,
});

export const changeOrganizationRoute = contract({
  method: 'PATCH',
  path: '/api/organization',
  summary: 'Change name, zone or limits of the organization.',
  permission: 'organization.write',
  healthInformation: false,
  body: Type.Partial(OrganizationSettings, { additionalProperties: false }),
  reply: OrganizationSettings,
});
