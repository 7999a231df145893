import { sql } from 'kysely';

import type { Database, Tx } from '../../../platform/server/database.ts';

export interface TokenRow {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly scopes: string[];
  readonly practiceId: string | null;
  readonly patientId: string | null;
  readonly nightscout: boolean;
  readonly createdAt: Date;
  readonly lastUsedOn: string | null;
  readonly revokedAt: Date | null;
}

export interface NewToken {
  readonly organizationId: string;
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly scopes: readonly string[];
  readonly practiceId: string | null;
  readonly patientId: string | null;
  readonly secretSha256: Buffer;
  readonly apiSecretSha1: Buffer | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

export async function insertToken(tx: Tx, row: NewToken): Promise<void> {
  await tx
    .insertInto('apiToken')
    .values({ ...row, scopes: [...row.scopes] })
    .execute();
}

export async function selectTokens(tx: Tx, organizationId: string): Promise<TokenRow[]> {
  return tx
    .selectFrom('apiToken')
    .select(['id', 'label', 'source', 'scopes', 'practiceId', 'patientId', 'createdAt'])
    .select(['lastUsedOn', 'revokedAt'])
    .select(sql<boolean>`api_secret_sha1 is not null`.as('nightscout'))
    .where('organizationId', '=', organizationId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Ends a token; false when there is none that still worked. */
export async function updateRevoked(
  tx: Tx,
  organizationId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('apiToken')
    .set({ revokedAt: now })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface FoundToken {
  readonly organizationId: string;
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly scopes: readonly string[];
  readonly practiceId: string | null;
  readonly patientId: string | null;
  readonly lastUsedOn: string | null;
}

/** The token with this secret, before a tenant is known: by SHA-256, or by what Nightscout uploaders send. */
export async function findToken(
  database: Database,
  hash: { readonly sha256?: Buffer; readonly sha1?: Buffer },
): Promise<FoundToken | undefined> {
  const result = await sql<FoundToken>`
    select organization_id, id, label, source, scopes, practice_id, patient_id, last_used_on
    from find_api_token(${hash.sha256 ?? null}, ${hash.sha1 ?? null})`.execute(database);
  return result.rows[0];
}

export async function updateLastUsed(
  tx: Tx,
  organizationId: string,
  id: string,
  day: string,
): Promise<void> {
  await tx
    .updateTable('apiToken')
    .set({ lastUsedOn: day })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where((where) => where.or([where('lastUsedOn', 'is', null), where('lastUsedOn', '<', day)]))
    .execute();
}
