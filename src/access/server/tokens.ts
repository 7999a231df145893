import { createHash, hash } from 'node:crypto';

import type { Caller } from '../../platform/server/context.ts';
import { inOrganization, type Database } from '../../platform/server/database.ts';
import type { LiveHub } from '../../platform/server/live.ts';
import { sessionProblems } from '../core/problems.ts';
import { permissionsOfScopes } from '../core/scopes.ts';
import { createCredentialCache } from './credential-cache.ts';
import { findToken, updateLastUsed, type FoundToken } from './store/tokens.ts';

/** Finds out which machine a secret belongs to. */
export interface TokenReader {
  bearer(secret: string): Promise<Caller>;
  /** What Nightscout uploaders send as `api-secret`: the SHA-1 of the token in hex. */
  apiSecret(sha1Hex: string): Promise<Caller>;
  close(): void;
}

export function createTokenReader(
  database: Database,
  hub: LiveHub,
  clock: () => Date,
): TokenReader {
  const cache = createCredentialCache<Caller>(hub);

  async function read(key: string, hashes: Parameters<typeof findToken>[1]): Promise<Caller> {
    const now = clock();
    const asOf = cache.version();
    const token = await findToken(database, hashes);
    if (!token) throw sessionProblems['session.token-invalid']();
    await noteUse(database, token, now);
    const caller = callerOf(token);
    const { organizationId } = caller;
    cache.set(key, { organizationId, value: caller, now: now.getTime(), asOf });
    return caller;
  }

  return {
    async bearer(secret) {
      const key = hash('sha256', secret, 'base64');
      return cache.get(key, clock().getTime()) ?? read(key, { sha256: sha256Of(secret) });
    },
    async apiSecret(sha1Hex) {
      if (!/^[0-9a-f]{40}$/i.test(sha1Hex)) throw sessionProblems['session.token-invalid']();
      const key = sha1Hex.toLowerCase();
      return cache.get(key, clock().getTime()) ?? read(key, { sha1: Buffer.from(key, 'hex') });
    },
    close: () => cache.close(),
  };
}

function sha256Of(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The day of last use, written once a day: enough to find tokens that nobody uses any more. */
async function noteUse(database: Database, token: FoundToken, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  if (token.lastUsedOn !== null && token.lastUsedOn >= today) return;
  await inOrganization(database, token.organizationId, (tx) =>
    updateLastUsed(tx, token.organizationId, token.id, today),
  );
}

function callerOf(token: FoundToken): Caller {
  return {
    organizationId: token.organizationId,
    kind: 'token',
    id: token.id,
    label: token.label,
    roles: [],
    permissions: permissionsOfScopes(token.scopes),
    languages: [],
    practiceId: token.practiceId,
    patientId: token.patientId,
    source: token.source,
  };
}
