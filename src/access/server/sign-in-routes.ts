import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';

import type { Contract, Reply } from '../../platform/core/contract.ts';
import type { Context } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { isFromElsewhere, requireCaller, type Routes } from '../../platform/server/http.ts';
import {
  acceptInvitationRoute,
  changePasswordRoute,
  enableTotpRoute,
  newBackupCodesRoute,
  showInvitationRoute,
  signInRoute,
  signOutRoute,
  verifyBackupCodeRoute,
  verifyTotpRoute,
} from '../contract/sign-in.ts';
import { sessionProblems } from '../core/problems.ts';
import type { Access } from './access.ts';
import { changePassword, enableTotp, newBackupCodes } from './own-account.ts';
import { acceptInvitation, callerOfInvitation, openInvitation } from './service/invitations.ts';
import type { LiveSession } from './sessions.ts';
import {
  signInWithEmail,
  signOut,
  verifyBackupCode,
  verifyTotp,
  type WithCookies,
} from './sign-in.ts';

// Per address: enough for a clinic behind one, too little for guessing (accounts lock by themselves).
const rateLimit = { max: 120, timeWindow: 60_000 };

/** Registers what works before, at and after signing in; such routes answer with cookies. */
export function registerSignInRoutes(routes: Routes, access: Access): void {
  const { signIn } = access;
  openRoute(routes, signInRoute, (_, { email, password }) =>
    signInWithEmail(signIn, email, password),
  );
  openRoute(routes, verifyTotpRoute, ({ headers }, { code }) =>
    verifyTotp(signIn, headers.cookie, code),
  );
  openRoute(routes, verifyBackupCodeRoute, ({ headers }, { code }) =>
    verifyBackupCode(signIn, headers.cookie, code),
  );
  openRoute(routes, signOutRoute, ({ headers }) => signOut(signIn, headers.cookie));
  openRoute(routes, enableTotpRoute, async (request, { password }) => {
    const session = await requireSession(routes, access, request);
    return enableTotp(signIn, session, request.headers.cookie, password);
  });
  openRoute(routes, newBackupCodesRoute, async (request, { password }) => {
    const session = await requireSession(routes, access, request);
    return newBackupCodes(signIn, session, request.headers.cookie, password);
  });
  openRoute(routes, changePasswordRoute, async (request, body) => {
    const session = await requireSession(routes, access, request);
    return changePassword(signIn, session, request.headers.cookie, body);
  });
  openRoute(routes, showInvitationRoute, async (_, { secret }) => ({
    reply: await asInvited(routes, secret, (context) => describeInvitation(context, secret)),
    cookies: [],
  }));
  openRoute(routes, acceptInvitationRoute, async (_, body) => ({
    reply: await asInvited(routes, body.secret, (context) => acceptInvitation(context, body)),
    cookies: [],
  }));
}

/** Registers a contract that finds out by itself who may; refuses what another site sends. */
function openRoute<C extends Contract>(
  routes: Routes,
  contract: C,
  handler: (request: FastifyRequest, body: Static<C['body']>) => Promise<WithCookies<Reply<C>>>,
): void {
  routes.options.onContract?.(contract);
  routes.http.route({
    method: contract.method,
    url: contract.path,
    schema: { summary: contract.summary, body: contract.body, response: { 200: contract.reply } },
    config: { rateLimit },
    onRequest: (request, _reply, done) => done(refuseForeignOrigin(request)),
    handler: async (request, reply) => {
      const { reply: answer, cookies } = await handler(request, request.body as Static<C['body']>);
      void reply.header('cache-control', 'no-store').header('set-cookie', [...cookies]);
      return answer;
    },
  });
}

function refuseForeignOrigin(request: FastifyRequest): Error | undefined {
  return isFromElsewhere(request) ? sessionProblems['session.foreign-origin']() : undefined;
}

async function requireSession(
  routes: Routes,
  access: Access,
  request: FastifyRequest,
): Promise<LiveSession> {
  const caller = await requireCaller(routes.options, request, 'session.self');
  const session = access.sessions.of(caller);
  if (!session) throw sessionProblems['session.unauthenticated']();
  return session;
}

/** Runs work as Enlace itself in the organization that a one-time link belongs to. */
async function asInvited<T>(
  routes: Routes,
  secret: string,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const { database, clock } = routes.options;
  const caller = await callerOfInvitation(database, secret);
  return inOrganization(database, caller.organizationId, (tx) =>
    work({ tx, caller, now: clock(), audited: 0 }),
  );
}

async function describeInvitation(
  context: Context,
  secret: string,
): Promise<Reply<typeof showInvitationRoute>> {
  const { invitation, organization, user } = await openInvitation(context, secret);
  return {
    kind: invitation.kind,
    organization: organization.name,
    demonstration: organization.demonstration,
    displayName: user?.displayName ?? null,
    email: user?.email ?? null,
    interfaceLanguage: user?.interfaceLanguage === 'es' ? 'es' : 'en',
    expiresAt: invitation.expiresAt.toISOString(),
  };
}
