import { Type, type Static } from 'typebox';

import { contract, Day, Id, Instant, Nullable } from '../../platform/core/contract.ts';
import { scopePattern } from '../core/scopes.ts';
import { Done, Name, Slug } from './fields.ts';

export const Token = Type.Object({
  id: Id,
  label: Type.String(),
  source: Type.String(),
  scopes: Type.Array(Type.String()),
  practiceId: Nullable(Id),
  patientId: Nullable(Id),
  nightscout: Type.Boolean(),
  createdAt: Instant,
  lastUsedOn: Nullable(Day),
  revokedAt: Nullable(Instant),
});
export type Token = Static<typeof Token>;

const tokensWrite = { permission: 'tokens.write', healthInformation: false } as const;

export const listTokensRoute = contract({
  ...tokensWrite,
  method: 'GET',
  path: '/api/tokens',
  summary: 'Machine access of the organization, newest first; never the secrets.',
  reply: Type.Object({ tokens: Type.Array(Token) }),
});

export const createTokenRoute = contract({
  ...tokensWrite,
  method: 'POST',
  path: '/api/tokens',
  summary: 'Make a token; its secret is in this answer and nowhere else.',
  body: Type.Object(
    {
      label: Name,
      source: Type.Optional(Slug),
      scopes: Type.Array(Type.String({ pattern: scopePattern }), { minItems: 1, maxItems: 20 }),
      practiceId: Type.Optional(Nullable(Id)),
      patientId: Type.Optional(Nullable(Id)),
      nightscout: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id, token: Type.String() }),
});

export const revokeTokenRoute = contract({
  ...tokensWrite,
  method: 'POST',
  path: '/api/tokens/{id}/revoke',
  summary: 'End a token for good.',
  params: Type.Object({ id: Id }),
  reply: Done,
});
