import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { Done, Email, InterfaceLanguage, LanguageCode, Name, Role, Slug } from './fields.ts';

export const User = Type.Object({
  id: Id,
  displayName: Type.String(),
  email: Type.String(),
  credentials: Nullable(Type.String()),
  roles: Type.Array(Role),
  languages: Type.Array(Type.String()),
  skills: Type.Array(Type.String()),
  interfaceLanguage: InterfaceLanguage,
  practiceId: Nullable(Id),
  active: Type.Boolean(),
  onDuty: Type.Boolean(),
  totpEnrolled: Type.Boolean(),
  /** False until the invitation was accepted. */
  canSignIn: Type.Boolean(),
});
export type User = Static<typeof User>;

const userFields = {
  displayName: Name,
  credentials: Nullable(Type.String({ maxLength: 40 })),
  roles: Type.Array(Role, { minItems: 1, uniqueItems: true }),
  languages: Type.Array(LanguageCode, { minItems: 1, uniqueItems: true }),
  skills: Type.Array(Slug, { uniqueItems: true, maxItems: 30 }),
  interfaceLanguage: InterfaceLanguage,
  practiceId: Nullable(Id),
};

const usersWrite = { permission: 'users.write', healthInformation: false } as const;
const OneUser = Type.Object({ id: Id });

/** Shown once: the part after # never reaches a server log. */
export const OneTimeLink = Type.Object({ path: Type.String(), expiresAt: Instant });
export type OneTimeLink = Static<typeof OneTimeLink>;

export const listUsersRoute = contract({
  method: 'GET',
  path: '/api/users',
  summary: 'The people of the organization, active ones first.',
  permission: 'users.read',
  healthInformation: false,
  reply: Type.Object({ users: Type.Array(User) }),
});

export const createUserRoute = contract({
  ...usersWrite,
  method: 'POST',
  path: '/api/users',
  summary: 'Add a person and get the one-time link that invites them.',
  body: Type.Object({ ...userFields, email: Email }, { additionalProperties: false }),
  reply: Type.Object({ id: Id, link: OneTimeLink }),
});

export const editUserRoute = contract({
  ...usersWrite,
  method: 'PATCH',
  path: '/api/users/{id}',
  summary: 'Change a person: name, e-mail address, roles, languages, skills, practice.',
  params: OneUser,
  body: Type.Partial(Type.Object({ ...userFields, email: Email }), {
    additionalProperties: false,
  }),
  reply: Done,
});

export const inviteUserRoute = contract({
  ...usersWrite,
  method: 'POST',
  path: '/api/users/{id}/invitation',
  summary: 'A new one-time link: for who lost theirs, or forgot the password.',
  params: OneUser,
  reply: OneTimeLink,
});

export const deactivateUserRoute = contract({
  ...usersWrite,
  method: 'POST',
  path: '/api/users/{id}/deactivate',
  summary: 'End all access of a person at once; the work they own goes back to its queues.',
  params: OneUser,
  reply: Type.Object({ releasedWork: Type.Integer() }),
});

export const reactivateUserRoute = contract({
  ...usersWrite,
  method: 'POST',
  path: '/api/users/{id}/reactivate',
  summary: 'Let a person in again, with a new one-time link.',
  params: OneUser,
  reply: OneTimeLink,
});

export const resetTotpRoute = contract({
  ...usersWrite,
  method: 'POST',
  path: '/api/users/{id}/reset-totp',
  summary: 'Forget the authenticator app of a person who lost it; they set up a new one.',
  params: OneUser,
  reply: Done,
});
