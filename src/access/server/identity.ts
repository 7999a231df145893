import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';

import type { Database } from '../../platform/server/database.ts';
import { newId } from '../../platform/server/ids.ts';
import type { Log } from '../../platform/server/log.ts';
import { minimumPasswordLength } from '../core/password.ts';
import { defaultAccessSettings } from '../core/session-limits.ts';
import type { AuthDatabase } from './store/auth-database.ts';
import { findIdentity } from './store/identities.ts';

export interface IdentityOptions {
  readonly auth: AuthDatabase;
  readonly database: Database;
  readonly secret: string;
  /** Address that people open; https makes the cookies Secure. */
  readonly publicUrl: string;
  readonly clock: () => Date;
  readonly log: Log;
}

// The most that an organization may allow; less is up to its settings (sessions.ts).
const sessionSeconds = defaultAccessSettings.sessionHours * 3600;

/**
 * better-auth, for passwords, sessions and second factors only. None of its routes is mounted: our own
 * ones (sign-in-routes.ts) call it, with our contracts, lock-out, limits and audit around it.
 */
export function createIdentity(options: IdentityOptions) {
  return betterAuth({
    appName: 'Enlace',
    baseURL: options.publicUrl,
    secret: options.secret,
    database: { db: options.auth, type: 'postgres' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Messages only: what comes with them can hold addresses and tokens.
    logger: {
      level: 'error',
      log: (_level, message) => options.log.error({ part: 'identity' }, message),
    },
    advanced: {
      cookiePrefix: 'enlace',
      useSecureCookies: options.publicUrl.startsWith('https://'),
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId() },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: minimumPasswordLength,
      maxPasswordLength: 128,
    },
    session: {
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    plugins: [
      // Our own guard counts both factors together.
      twoFactor({ issuer: 'Enlace', accountLockout: { enabled: false } }),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const person = await findIdentity(options.database, { userId: session.userId });
            if (!person?.active) return false;
            const createdAt = options.clock();
            const expiresAt = new Date(createdAt.getTime() + sessionSeconds * 1_000);
            return { data: { ...session, createdAt, expiresAt } };
          },
        },
      },
    },
  });
}

export type Identity = ReturnType<typeof createIdentity>;
