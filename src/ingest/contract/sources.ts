import { Type, type Static } from 'typebox';

import { contract, Id, Instant, Nullable } from '../../platform/core/contract.ts';
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
  /** How many persons' accounts can be fetched from. */
  accounts: Type.Integer(),
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

export const saveAccountRoute = contract({
  ...sourcesWrite,
  method: 'POST',
  path: '/api/sources/{id}/accounts',
  summary:
    'Keep what a vendor gave for one person’s account, so that their measurements can be fetched.',
  params: SourceId,
  body: Type.Object(
    {
      account: Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9._-]+$' }),
      accessToken: Type.String({ minLength: 1, maxLength: 2_000, pattern: '^[\\x21-\\x7e]+$' }),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ accounts: Type.Integer() }),
});
