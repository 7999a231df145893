import { randomUUID } from 'node:crypto';

import { Problem } from '../../platform/core/problem.ts';
import type { Caller } from '../../platform/server/context.ts';
import { createHttp, type Routes } from '../../platform/server/http.ts';
import { createLiveHub } from '../../platform/server/live.ts';
import { createLog } from '../../platform/server/log.ts';
import type { TestDatabase } from '../../platform/server/testing.ts';
import { permissionsOf } from '../core/permissions.ts';
import { createAccess, type Access } from './access.ts';
import { createUserWithPassword, type NewUser } from './service/users.ts';

export const testPassword = 'four quiet herons wade';

export interface TestAccess {
  readonly access: Access;
  readonly routes: Routes;
  /** Moves the server's clock away from the real one. */
  advance(milliseconds: number): void;
  now(): Date;
  /** Signs a person without authenticator app in and gives their Cookie header. */
  signIn(email: string): Promise<string>;
  close(): Promise<void>;
}

/** An HTTP server over a test database with real sign-in; register routes before the first request. */
export async function createTestAccess(db: TestDatabase): Promise<TestAccess> {
  let offset = 0;
  const clock = () => new Date(Date.now() + offset);
  const log = createLog('silent');
  const hub = createLiveHub(db.connectionString, () => undefined);
  const access = await createAccess({
    ...{ database: db.database, connectionString: db.connectionString, hub, clock, log },
    ...{ secret: 'a secret of tests, long enough to sign', publicUrl: 'http://localhost' },
  });
  const { authenticate, refuse } = access;
  const routes = await createHttp({ database: db.database, clock, log, authenticate, refuse });
  return {
    access,
    routes,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    now: clock,
    signIn: async (email) => {
      const response = await routes.http.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email, password: testPassword },
      });
      if (response.statusCode !== 200) throw new Error(`Sign-in failed: ${response.body}`);
      return cookieHeader(response.cookies);
    },
    close: async () => {
      await routes.http.close();
      await access.close();
      await hub.close();
    },
  };
}

/** Set-Cookie headers as the Cookie header of the next request. */
export function cookieHeader(cookies: readonly { name: string; value: string }[]): string {
  return cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
}

/** Adds a person who can sign in with `testPassword`; what is not given is a care manager's. */
export async function addTestUser(
  db: TestDatabase,
  given: Partial<NewUser> = {},
): Promise<{ id: string; email: string; caller: Caller }> {
  const email = given.email ?? `${randomUUID()}@example.org`;
  const user: NewUser = {
    ...{ displayName: 'Ofelia Márquez', credentials: 'RN', roles: ['care-manager'], skills: [] },
    ...{ languages: ['en', 'es'], interfaceLanguage: 'es', practiceId: null },
    ...given,
    email,
  };
  const id = await db.run((context) =>
    createUserWithPassword(context, { ...user, password: testPassword }),
  );
  const caller: Caller = {
    ...{ organizationId: db.organizationId, kind: 'user', id, label: user.displayName },
    ...{ roles: user.roles, permissions: permissionsOf(user.roles), languages: user.languages },
    ...{ practiceId: user.practiceId, patientId: null, source: null },
  };
  return { id, email, caller };
}

/** The code with which something was refused; "agreed" when it was not. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'agreed';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}
