import type { Role } from '../../../access/core/permissions.ts';
import { sessionProblems } from '../../../access/core/problems.ts';
import { addTestUser } from '../../../access/server/testing.ts';
import { addTestPractice, testUser } from '../../../people/server/testing.ts';
import type { Caller } from '../../../platform/server/context.ts';
import { createHttp } from '../../../platform/server/http.ts';
import { createLog } from '../../../platform/server/log.ts';
import { registerIngestRoutes } from '../routes.ts';
import { createIngestTest, type IngestTest } from '../testing.ts';

/** A role; "elsewhere" is a nurse bound to another practice, "foreign" one of another organization. */
export type Who = Role | 'elsewhere' | 'foreign';

export interface PersonTest {
  readonly t: IngestTest;
  /** Asks a route as somebody, a care provider when not said. */
  ask(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    who?: Who,
  ): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** The routes with which people work on readings, and somebody of each role to ask them. */
export async function createPersonTest(): Promise<PersonTest> {
  const t = await createIngestTest();
  const callerOf = await createCallers(t);
  const routes = await createHttp({
    ...{ database: t.db.database, clock: () => t.now, log: createLog('silent') },
    authenticate: ({ headers }) => callerOf(String(headers['x-test-role']) as Who),
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerIngestRoutes(routes, t.ingest);
  return {
    t,
    async ask(method: 'GET' | 'POST', url: string, body = {}, who: Who = 'care-provider') {
      const response = await routes.http.inject({
        ...{ method, url, headers: { 'x-test-role': who } },
        ...(method === 'GET' ? {} : { payload: body }),
      });
      return { status: response.statusCode, body: response.json<unknown>() };
    },
    close: async () => {
      await routes.http.close();
      await t.close();
    },
  };
}

async function createCallers(t: IngestTest): Promise<(who: Who) => Promise<Caller>> {
  const elsewhere = await t.db.run((context) => addTestPractice(context, 'Elsewhere'));
  const foreign = testUser(await t.db.addOrganization('Other'), 'care-provider');
  const users = new Map<Who, Caller>([['foreign', foreign]]);
  return async (who) => {
    const known = users.get(who);
    if (known !== undefined) return known;
    const away = who === 'elsewhere' || who === 'foreign';
    const roles: Role[] = [away ? 'care-provider' : who];
    const practiceId = away ? elsewhere : who === 'practice-user' ? t.practiceId : null;
    const { caller } = await addTestUser(t.db, { roles, practiceId });
    users.set(who, caller);
    return caller;
  };
}
