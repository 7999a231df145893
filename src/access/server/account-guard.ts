import { createHmac } from 'node:crypto';

import { signInProblems } from '../core/problems.ts';
import {
  clearAttempts,
  countAttempt,
  deleteOldAttempts,
  forgetAttempt,
  lockAccount,
  type AuthDatabase,
} from './store/auth-database.ts';

export const allowedFailures = 8;
const windowMinutes = 15;
const lockMinutes = 15;

/** One try to sign in, counted before it is made. */
export interface Attempt {
  /** It failed; tells until when the account is locked, if it now is. */
  failed(): Promise<Date | null>;
  /** It was right, but more is asked for. */
  passed(): Promise<void>;
  /** Signed in: earlier failures no longer count. */
  signedIn(): Promise<void>;
}

/**
 * Lets an account be tried 8 times in 15 minutes, both factors together, then locks it for 15 minutes.
 * Works on a keyed hash of the address, so that it answers alike whether or not the account exists
 * and stores nothing that somebody typed into the wrong field.
 */
export function createAccountGuard(auth: AuthDatabase, secret: string, clock: () => Date) {
  async function lock(accountKey: Buffer, now: Date): Promise<Date> {
    const until = minutesFrom(now, lockMinutes);
    await lockAccount(auth, accountKey, until);
    return until;
  }

  return {
    async begin(email: string): Promise<Attempt> {
      const accountKey = createHmac('sha256', secret).update(email.toLowerCase()).digest();
      const now = clock();
      const attempt = await countAttempt(auth, accountKey, now, minutesFrom(now, -windowMinutes));
      if (attempt.lockedUntil) throw refuseLocked(attempt.lockedUntil);
      if (attempt.count > allowedFailures) throw refuseLocked(await lock(accountKey, now));
      return {
        async failed() {
          await deleteOldAttempts(auth, minutesFrom(now, -24 * 60));
          return attempt.count < allowedFailures ? null : lock(accountKey, now);
        },
        passed: () => forgetAttempt(auth, accountKey, now),
        signedIn: () => clearAttempts(auth, accountKey),
      };
    },
  };
}

export type AccountGuard = ReturnType<typeof createAccountGuard>;

function refuseLocked(until: Date) {
  return signInProblems['sign-in.locked']({ retryAt: until.toISOString() });
}

function minutesFrom(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}
