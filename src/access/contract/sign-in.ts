import { Type, type Static } from 'typebox';

import { contract, Instant, Nullable } from '../../platform/core/contract.ts';
import { Done, Email, InterfaceLanguage, Name } from './fields.ts';

// Longer ones would only keep the hash busy; the lower limit is the policy's (core/password.ts).
const Password = Type.String({ minLength: 1, maxLength: 128 });
const SecretOfLink = Type.String({ pattern: '^[A-Za-z0-9_-]{40,64}$' });

/** Nobody is signed in yet, or no more: such routes check their own credentials. */
const open = { permission: 'public', healthInformation: false } as const;
const own = { permission: 'session.self', healthInformation: false } as const;

export const SignInState = Type.Object({
  /** `code-needed`: the password was right; send the code of the authenticator app next. */
  state: Type.Enum(['signed-in', 'code-needed']),
});
export type SignInState = Static<typeof SignInState>;

export const signInRoute = contract({
  ...open,
  method: 'POST',
  path: '/api/auth/sign-in/email',
  summary: 'Sign in with e-mail and password.',
  body: Type.Object({ email: Email, password: Password }, { additionalProperties: false }),
  reply: SignInState,
});

export const verifyTotpRoute = contract({
  ...open,
  method: 'POST',
  path: '/api/auth/two-factor/verify-totp',
  summary: 'Second step of signing in, or last step of setting up the authenticator app.',
  body: Type.Object(
    { code: Type.String({ pattern: '^\\d{6}$' }) },
    { additionalProperties: false },
  ),
  reply: SignInState,
});

export const verifyBackupCodeRoute = contract({
  ...open,
  method: 'POST',
  path: '/api/auth/two-factor/verify-backup-code',
  summary: 'Second step of signing in with one of the backup codes; each works once.',
  body: Type.Object(
    { code: Type.String({ minLength: 6, maxLength: 20 }) },
    { additionalProperties: false },
  ),
  reply: SignInState,
});

export const signOutRoute = contract({
  ...open,
  method: 'POST',
  path: '/api/auth/sign-out',
  summary: 'End this session.',
  reply: Done,
});

export const enableTotpRoute = contract({
  ...own,
  method: 'POST',
  path: '/api/auth/two-factor/enable',
  summary: 'Begin to set up the authenticator app; it counts once a code was verified.',
  body: Type.Object({ password: Password }, { additionalProperties: false }),
  reply: Type.Object({
    /** otpauth:// address for the app, as QR code or link. */
    uri: Type.String(),
    /** The same secret for typing in by hand. */
    secret: Type.String(),
    backupCodes: Type.Array(Type.String()),
  }),
});

export const newBackupCodesRoute = contract({
  ...own,
  method: 'POST',
  path: '/api/auth/two-factor/generate-backup-codes',
  summary: 'Replace the backup codes by new ones.',
  body: Type.Object({ password: Password }, { additionalProperties: false }),
  reply: Type.Object({ backupCodes: Type.Array(Type.String()) }),
});

export const changePasswordRoute = contract({
  ...own,
  method: 'POST',
  path: '/api/auth/change-password',
  summary: 'Change the own password; every other session of this person ends.',
  body: Type.Object(
    { currentPassword: Password, newPassword: Password },
    { additionalProperties: false },
  ),
  reply: Done,
});

export const Invitation = Type.Object({
  kind: Type.Enum(['invitation', 'password-reset', 'first-administrator']),
  organization: Type.String(),
  demonstration: Type.Boolean(),
  /** Absent for the first administrator, who gives their own. */
  displayName: Nullable(Type.String()),
  email: Nullable(Type.String()),
  interfaceLanguage: InterfaceLanguage,
  expiresAt: Instant,
});
export type Invitation = Static<typeof Invitation>;

export const showInvitationRoute = contract({
  ...open,
  method: 'POST',
  path: '/api/auth/invitation',
  summary: 'What a one-time link is for. The secret travels in the body, never in an address.',
  body: Type.Object({ secret: SecretOfLink }, { additionalProperties: false }),
  reply: Invitation,
});

export const acceptInvitationRoute = contract({
  ...open,
  method: 'POST',
  path: '/api/auth/invitation/accept',
  summary: 'Use a one-time link: set the password; the first administrator also says who they are.',
  body: Type.Object(
    {
      secret: SecretOfLink,
      password: Password,
      displayName: Type.Optional(Name),
      email: Type.Optional(Email),
      interfaceLanguage: Type.Optional(InterfaceLanguage),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ email: Type.String() }),
});
