/** The whole server on a test database, and an organization in which everything has happened once. */
import { permissionTable, type Permission, type Role } from '../access/core/permissions.ts';
import { addTestUser, cookieHeader, testPassword } from '../access/server/testing.ts';
import type { Contract } from '../platform/core/contract.ts';
import { readConfig } from '../platform/server/config.ts';
import { systemCaller } from '../platform/server/context.ts';
import { createLog } from '../platform/server/log.ts';
import type { TestDatabase } from '../platform/server/testing.ts';
import { createServer, type Server } from './server.ts';

/** Headers that say who asks. */
export type Credentials = Readonly<Record<string, string>>;

/** Server and clock of production, without jobs, web client and a port. */
export function createTestServer(db: TestDatabase): Promise<Server> {
  const { connectionString, pool, database } = db;
  return createServer(
    {
      ...{ connectionString, pool, database, config: readConfig({}), log: createLog('silent') },
      ...{ clock: () => new Date(), embedded: undefined, close: () => Promise.resolve() },
      secret: 'a secret of tests, long enough to sign',
    },
    { withJobs: false, withWeb: false },
  );
}

/** The database seen as from another organization, for what takes a test database. */
export async function asOrganization(db: TestDatabase, name: string): Promise<TestDatabase> {
  const organizationId = await db.addOrganization(name);
  const caller = systemCaller(organizationId, 'test');
  return {
    ...db,
    organizationId,
    run: (work, overrides) => db.run(work, { caller, ...overrides }),
  };
}

/** Without authenticator app people may do nothing, except in a demonstration. */
export async function asDemonstration(db: TestDatabase): Promise<void> {
  await db.run(({ tx }) => tx.updateTable('organization').set({ demonstration: true }).execute());
}

/** Adds a person with these roles and signs them in. */
export async function signInAs(
  server: Server,
  db: TestDatabase,
  held: readonly Role[],
  practiceId: string | null = null,
): Promise<Credentials> {
  const { email } = await addTestUser(db, { roles: [...held], practiceId });
  const response = await server.http.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    payload: { email, password: testPassword },
  });
  if (response.statusCode !== 200) throw new Error(`Sign-in failed: ${response.body}`);
  return { cookie: cookieHeader(response.cookies) };
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request and gives what came back. */
export async function send(
  server: Server,
  method: Contract['method'],
  url: string,
  credentials: Credentials,
  body?: unknown,
): Promise<Answer> {
  const response = await server.http.inject({
    ...{ method, url, headers: credentials },
    ...(method === 'GET' || body === undefined ? {} : { payload: body as object }),
  });
  return { status: response.statusCode, text: response.body };
}

/** Routes that answer somebody who is not signed in: those with which one signs in. */
export const publicRoutes = [
  'POST /api/auth/invitation',
  'POST /api/auth/invitation/accept',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'POST /api/auth/two-factor/verify-backup-code',
  'POST /api/auth/two-factor/verify-totp',
  'POST /api/portal/sign-in',
];

export const nameOf = ({ method, path }: Contract) => `${method} ${path}`;

/** Whether only a token can hold this permission. */
export function isForMachines({ permission }: Contract): boolean {
  return permission in permissionTable && permissionTable[permission as Permission].length === 0;
}
