import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { accountProblems } from '../core/vendors/link.ts';
import { authentications } from '../core/vendors/vendor-access.ts';
import { vendorNames } from '../core/vendors/vendor.ts';

const Vendor = Type.Enum([...vendorNames]);
const Authentication = Type.Enum([...authentications]);

/** A vendor that delivers, without its secret. */
export const Source = Type.Object({
  id: Id,
  vendor: Vendor,
  label: Type.String(),
  /** Names its deliveries. */
  source: Type.String(),
  practiceId: Nullable(Id),
  authentication: Authentication,
  windowMinutes: Type.Integer(),
  enabled: Type.Boolean(),
  baseUrl: Nullable(Type.String()),
  /** How many persons' accounts are linked. */
  accounts: Type.Integer(),
  /** Of them, those that a person must link again. */
  endedAccounts: Type.Integer(),
  /** Of them, those of which nothing could be fetched the last time. */
  failingAccounts: Type.Integer(),
  /** Whether the organization's application at the vendor is known, so that tokens can be renewed. */
  hasApplication: Type.Boolean(),
  /** The vendor asked us to stay away until then. */
  pausedUntil: Nullable(Instant),
  lastDeliveryAt: Nullable(Instant),
  /** Of the last 24 hours. */
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  quarantined: Type.Integer(),
  /** Requests with a wrong or stale secret. */
  refused: Type.Integer(),
});
export type Source = Static<typeof Source>;

/** What the vendor must be given; the secret is shown in this answer and nowhere else. */
export const SourceSecret = Type.Object({
  id: Id,
  /** Path and query behind the address of the installation; carries the secret where the vendor sends none. */
  path: Type.String(),
  /** For basic authentication; the password is the secret. */
  user: Nullable(Type.String()),
  secret: Type.String(),
});
export type SourceSecret = Static<typeof SourceSecret>;

const sourcesWrite = { permission: 'sources.write', healthInformation: false } as const;
const SourceId = Type.Object({ id: Id });

export const listSourcesRoute = contract({
  ...sourcesWrite,
  method: 'GET',
  path: '/api/sources',
  summary:
    'The vendors that deliver readings, with what came in the last 24 hours; never their secrets.',
  reply: Type.Object({ sources: Type.Array(Source) }),
});

export const createSourceRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources',
  summary: 'Let a vendor deliver; its secret is in this answer and nowhere else.',
  body: Type.Object(
    {
      vendor: Vendor,
      label: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
      practiceId: Type.Optional(Nullable(Id)),
      /** Absent: what the vendor documents. */
      authentication: Type.Optional(Authentication),
      windowMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
      /** Where measurements are fetched from; absent: the vendor's own. */
      baseUrl: Type.Optional(Type.String({ maxLength: 300, pattern: '^https?://\\S+$' })),
    },
    { additionalProperties: false },
  ),
  reply: SourceSecret,
});

export const switchSourceRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/switch',
  summary: 'Stop taking a vendor’s deliveries, or take them again.',
  params: SourceId,
  body: Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false }),
  reply: Type.Object({ enabled: Type.Boolean() }),
});

export const rotateSourceRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/rotate',
  summary: 'Give a vendor a new secret; the old one ends at once.',
  params: SourceId,
  reply: SourceSecret,
});

const Token = Type.String({ minLength: 1, maxLength: 4_000, pattern: '^[\\x21-\\x7e]+$' });
const AccountName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9._-]+$' });

export const saveAccountRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/accounts',
  summary:
    'Link one person’s account, or link it again: keep the tokens that the vendor gave, so that their measurements can be fetched.',
  params: SourceId,
  body: Type.Object(
    {
      account: AccountName,
      accessToken: Token,
      /** Absent: the access token is used until it ends. */
      refreshToken: Type.Optional(Token),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ accounts: Type.Integer() }),
});

/** A linked account, without its tokens. */
export const LinkedAccount = Type.Object({
  account: Type.String(),
  /** `ended`: a person must link it again. */
  state: Type.Enum(['linked', 'ended']),
  problem: Nullable(Type.Enum([...accountProblems])),
  failingSince: Nullable(Instant),
  /** Whether its access can be renewed without a person. */
  renewable: Type.Boolean(),
  /** Up to here everything was fetched. */
  reachedAt: Nullable(Instant),
});
export type LinkedAccount = Static<typeof LinkedAccount>;

export const listAccountsRoute = contract({
  ...sourcesWrite,
  healthInformation: true,
  method: 'GET',
  path: '/api/sources/{id}/accounts',
  summary:
    'The accounts of a vendor that are linked, and what is wrong with them; never their tokens.',
  params: SourceId,
  reply: Type.Object({ accounts: Type.Array(LinkedAccount) }),
});

export const removeAccountRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/accounts/remove',
  summary: 'Forget a linked account and its tokens; nothing more is fetched of it.',
  params: SourceId,
  body: Type.Object({ account: AccountName }, { additionalProperties: false }),
  reply: Type.Object({ accounts: Type.Integer() }),
});

const Credential = Type.String({ minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' });

export const saveApplicationRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/application',
  summary:
    'Keep what the vendor gave the organization for its application, sealed; tokens are renewed with it.',
  params: SourceId,
  body: Type.Object(
    {
      clientId: Credential,
      clientSecret: Credential,
      redirectUri: Type.Optional(Type.String({ maxLength: 300, pattern: '^https?://\\S+$' })),
      /** iHealth’s SC, and its SV of each kind of data. */
      serials: Type.Optional(
        Type.Partial(
          Type.Object(
            {
              ...{ sc: Credential, bp: Credential, glucose: Credential },
              ...{ weight: Credential, spo2: Credential },
            },
            { additionalProperties: false },
          ),
        ),
      ),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ hasApplication: Type.Boolean() }),
});

export const beginConsentRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/consent',
  summary:
    'Begin to link an account with the person’s consent: answers the vendor’s page on which they consent.',
  params: SourceId,
  body: Type.Object(
    {
      /** Needed where the vendor does not say whose tokens it gives. */
      account: Type.Optional(AccountName),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ page: Type.String() }),
});

export const finishConsentRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/linked',
  summary: 'Finish linking an account with what the vendor’s page came back with.',
  body: Type.Object(
    {
      state: Type.String({ minLength: 1, maxLength: 2_000 }),
      code: Type.String({ minLength: 1, maxLength: 2_000, pattern: '^[\\x21-\\x7e]+$' }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ label: Type.String(), account: Type.String() }),
});
