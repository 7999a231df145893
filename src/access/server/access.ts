import type { FastifyRequest } from 'fastify';

import type { Caller } from '../../platform/server/context.ts';
import type { Database } from '../../platform/server/database.ts';
import type { HttpOptions } from '../../platform/server/http.ts';
import type { LiveHub } from '../../platform/server/live.ts';
import type { Log } from '../../platform/server/log.ts';
import { sessionProblems } from '../core/problems.ts';
import { createAccountGuard } from './account-guard.ts';
import { createIdentity } from './identity.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import { createAuthDatabase } from './store/auth-database.ts';
import { createTokenReader, type TokenReader } from './tokens.ts';

export interface AccessOptions {
  readonly database: Database;
  readonly connectionString: string;
  /** Key of cookies and of stored second factors: changing it signs everybody out. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly hub: LiveHub;
  readonly clock: () => Date;
  readonly log: Log;
}

/** Everything that finds out who is asking. */
export interface Access {
  readonly authenticate: HttpOptions['authenticate'];
  /** The machine that a token belongs to, for entrances that are no HTTP routes. */
  readonly bearer: TokenReader['bearer'];
  readonly refuse: HttpOptions['refuse'];
  readonly sessions: Sessions;
  readonly signIn: SignIn;
  close(): Promise<void>;
}

export async function createAccess(options: AccessOptions): Promise<Access> {
  const { database, hub, clock, log, secret } = options;
  const auth = createAuthDatabase(options.connectionString, (error) =>
    log.warn({ err: error }, 'idle database connection lost'),
  );
  const { publicUrl } = options;
  const identity = createIdentity({ auth, database, secret, publicUrl, clock, log });
  const { authCookies, createAuthCookie } = await identity.$context;
  const cookieName = authCookies.sessionToken.name;
  const sessions = createSessions({ database, hub, clock, cookieName, secret });
  const tokens = createTokenReader(database, hub, clock);
  const guard = createAccountGuard(auth, secret, clock);
  const challengeCookieName = createAuthCookie('two_factor').name;
  return {
    authenticate: (request) => authenticate(request, sessions, tokens),
    bearer: (token) => tokens.bearer(token),
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
    sessions,
    signIn: { identity, auth, database, guard, sessions, clock, secret, challengeCookieName },
    close: async () => {
      sessions.close();
      tokens.close();
      await auth.destroy();
    },
  };
}

/** Who sent a request: a machine by its token, else a person by their session. */
async function authenticate(
  request: FastifyRequest,
  sessions: Sessions,
  tokens: TokenReader,
): Promise<Caller | null> {
  const { authorization, cookie, 'api-secret': apiSecret } = request.headers;
  if (authorization !== undefined) {
    if (!/^bearer /i.test(authorization)) throw sessionProblems['session.token-invalid']();
    return tokens.bearer(authorization.slice('bearer '.length).trim());
  }
  if (typeof apiSecret === 'string') return tokens.apiSecret(apiSecret);
  const session = await sessions.read(cookie, activityOf(request));
  return session?.caller ?? null;
}

/** What screens fetch by themselves, and the stream of notices, keep nobody signed in. */
function activityOf(request: FastifyRequest): 'person' | 'background' {
  const byItself =
    request.headers['x-enlace-background'] === '1' || request.routeOptions.url === '/api/live';
  return byItself ? 'background' : 'person';
}
