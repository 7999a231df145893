import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';

import type { DB } from '../../../platform/server/database-types.ts';

/** Schema auth as the role that has rights only there; table names are those of better-auth. */
export type AuthDatabase = Kysely<DB>;

/** A small pool of its own, so that neither role can reach what is the other's. */
export function createAuthDatabase(
  connectionString: string,
  onError: (error: Error) => void,
): AuthDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: 5,
    application_name: 'enlace-auth',
    options: '-c role=enlace_auth -c search_path=auth -c timezone=UTC',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', onError);
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
}

export interface Attempts {
  /** Tries within the window, this one included; 0 while locked. */
  readonly count: number;
  readonly lockedUntil: Date | null;
}

/**
 * Counts one try before its outcome is known, so that tries at the same moment cannot slip past the
 * limit together. While the account is locked nothing is counted: a lock cannot be prolonged.
 */
export async function countAttempt(
  auth: AuthDatabase,
  accountKey: Buffer,
  now: Date,
  windowBegan: Date,
): Promise<Attempts> {
  const result = await sql<{ attempts: Date[]; lockedUntil: Date | null }>`
    insert into auth.sign_in_guard as g (account_key, attempts)
    values (${accountKey}, array[${now}::timestamptz])
    on conflict (account_key) do update set
      attempts = case when g.locked_until > ${now} then g.attempts
        else array(select one from unnest(g.attempts) as one where one > ${windowBegan}) || ${now}::timestamptz end,
      locked_until = case when g.locked_until > ${now} then g.locked_until end
    returning attempts, locked_until`.execute(auth);
  const row = result.rows[0];
  const locked = row?.lockedUntil ?? null;
  return { count: locked ? 0 : (row?.attempts.length ?? 0), lockedUntil: locked };
}

/** Takes back one try that was no failure. */
export async function forgetAttempt(
  auth: AuthDatabase,
  accountKey: Buffer,
  at: Date,
): Promise<void> {
  // One only: another try may have begun in the same millisecond.
  await sql`
    update auth.sign_in_guard set
      attempts = attempts[:array_position(attempts, ${at}::timestamptz) - 1]
              || attempts[array_position(attempts, ${at}::timestamptz) + 1:]
    where account_key = ${accountKey} and ${at}::timestamptz = any(attempts)`.execute(auth);
}

export async function lockAccount(
  auth: AuthDatabase,
  accountKey: Buffer,
  until: Date,
): Promise<void> {
  await sql`update auth.sign_in_guard set attempts = '{}', locked_until = ${until}
            where account_key = ${accountKey}`.execute(auth);
}

export async function clearAttempts(auth: AuthDatabase, accountKey: Buffer): Promise<void> {
  await auth.deleteFrom('auth.signInGuard').where('accountKey', '=', accountKey).execute();
}

/** Removes accounts whose tries and locks are all older than the moment. */
export async function deleteOldAttempts(auth: AuthDatabase, before: Date): Promise<void> {
  await sql`delete from auth.sign_in_guard
            where coalesce(locked_until, '-infinity') < ${before}
              and ${before} > all (attempts)`.execute(auth);
}

/** The person who passed the first step of a sign-in; `identifier` comes from their cookie. */
export async function findChallengedUser(
  auth: AuthDatabase,
  identifier: string,
): Promise<string | undefined> {
  const row = await auth
    .selectFrom('auth.verification')
    .select('value')
    .where('identifier', '=', identifier)
    .executeTakeFirst();
  return row?.value;
}

const codeMinutes = 5;

/** Marks a code of an authenticator app as used; false when it was used before. */
export async function claimCodeOnce(
  auth: AuthDatabase,
  userId: string,
  codeHash: Buffer,
  now: Date,
): Promise<boolean> {
  const forgotten = new Date(now.getTime() - codeMinutes * 60_000);
  await auth
    .deleteFrom('auth.usedCode')
    .where('userId', '=', userId)
    .where('usedAt', '<', forgotten)
    .execute();
  const result = await auth
    .insertInto('auth.usedCode')
    .values({ userId, codeHash, usedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
