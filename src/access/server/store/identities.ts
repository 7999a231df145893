/** The narrow functions through which the application touches schema auth; see migrations/0002_auth.sql. */
import { sql } from 'kysely';

import type { Database, Tx } from '../../../platform/server/database.ts';

/** Makes or renames the identity of a person of the chosen organization. */
export async function saveIdentity(tx: Tx, userId: string): Promise<void> {
  await sql`call save_identity(${userId})`.execute(tx);
}

export async function setIdentityPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  await sql`call set_identity_password(${userId}, ${hash})`.execute(tx);
}

export async function endIdentitySessions(tx: Tx, userId: string): Promise<void> {
  await sql`call end_identity_sessions(${userId})`.execute(tx);
}

export async function forgetSecondFactor(tx: Tx, userId: string): Promise<void> {
  await sql`call forget_second_factor(${userId})`.execute(tx);
}

export interface FoundIdentity {
  readonly organizationId: string;
  readonly userId: string;
  readonly email: string;
  readonly active: boolean;
}

/** Whose account this is, by id or by address, before a tenant is known. */
export async function findIdentity(
  database: Database,
  by: { readonly userId: string } | { readonly email: string },
): Promise<FoundIdentity | undefined> {
  const userId = 'userId' in by ? by.userId : null;
  const email = 'email' in by ? by.email : null;
  const result = await sql<FoundIdentity>`
    select organization_id, user_id, email, active
    from find_identity(${userId}::uuid, ${email}::text)`.execute(database);
  return result.rows[0];
}

export interface FoundSession {
  readonly sessionId: string;
  readonly beganAt: Date;
  readonly lastActiveAt: Date;
  readonly twoFactorEnabled: boolean;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly zone: string;
  readonly demonstration: boolean;
  readonly settings: unknown;
  readonly userId: string;
  readonly displayName: string;
  readonly email: string;
  readonly credentials: string | null;
  readonly roles: string[];
  readonly languages: string[];
  readonly skills: string[];
  readonly interfaceLanguage: string;
  readonly practiceId: string | null;
}

/** The living sessions of active persons with these tokens, before a tenant is known. */
export async function findSessions(
  database: Database,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, FoundSession>> {
  const result = await sql<FoundSession & { readonly askedToken: string }>`
    select asked.token as asked_token, found.*
    from unnest(${[...new Set(tokens)]}::text[]) as asked (token)
    cross join lateral find_session(asked.token) as found`.execute(database);
  return new Map(result.rows.map(({ askedToken, ...session }) => [askedToken, session]));
}

export async function touchSession(database: Database, sessionId: string, at: Date): Promise<void> {
  await sql`call touch_session(${sessionId}, ${at})`.execute(database);
}

export async function endSession(tx: Tx, sessionId: string): Promise<void> {
  await sql`call end_session(${sessionId})`.execute(tx);
}

/** Ends sessions past their limits in the chosen organization; tells whose, once per session. */
export async function endStaleSessions(
  tx: Tx,
  idleSince: Date,
  beganBefore: Date,
): Promise<string[]> {
  const result = await sql<{ userId: string }>`
    select end_stale_sessions(${idleSince}, ${beganBefore}) as user_id`.execute(tx);
  return result.rows.map((row) => row.userId);
}
