import type { Reply } from '../../platform/core/contract.ts';
import type { Context } from '../../platform/server/context.ts';
import type { Routes } from '../../platform/server/http.ts';
import {
  changeDutyRoute,
  changeOrganizationRoute,
  changeSessionRoute,
  listDutyRoute,
  organizationRoute,
  sessionRoute,
} from '../contract/session.ts';
import { createTokenRoute, listTokensRoute, revokeTokenRoute } from '../contract/tokens.ts';
import {
  createUserRoute,
  deactivateUserRoute,
  editUserRoute,
  inviteUserRoute,
  listUsersRoute,
  reactivateUserRoute,
  resetTotpRoute,
} from '../contract/users.ts';
import type { Role } from '../core/permissions.ts';
import { sessionProblems } from '../core/problems.ts';
import { sessionExpiry } from '../core/session-limits.ts';
import type { Access } from './access.ts';
import { registerAuditRoutes } from './audit-routes.ts';
import { changeDuty, isOnDuty, listOnDuty } from './service.ts';
import type { OneTimeLink } from './service/invitations.ts';
import { editOrganization, showOrganization } from './service/organization.ts';
import { createToken, listTokens, revokeToken } from './service/tokens.ts';
import {
  changeInterfaceLanguage,
  createUser,
  deactivateUser,
  editUser,
  findUser,
  inviteUser,
  listUsers,
  reactivateUser,
  resetTotp,
} from './service/users.ts';
import type { AccessDependencies } from './dependencies.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';

const done = { done: true } as const;

export function registerAccessRoutes(
  routes: Routes,
  access: Access,
  dependencies: AccessDependencies,
): void {
  registerSignInRoutes(routes, access);
  registerSessionRoutes(routes, access);
  registerUserRoutes(routes, dependencies);
  registerTokenRoutes(routes);
  registerAuditRoutes(routes, dependencies);
}

function registerSessionRoutes(routes: Routes, access: Access): void {
  routes.route(sessionRoute, (context) => describeSession(context, access));
  routes.route(changeSessionRoute, async (context, { body }) => {
    await changeInterfaceLanguage(context, body.interfaceLanguage);
    return done;
  });
  routes.route(listDutyRoute, async (context) => {
    const rows = await listOnDuty(context);
    const onDuty = rows.map((row) => ({
      ...row,
      roles: row.roles as Role[],
      beganAt: row.beganAt.toISOString(),
    }));
    return { onDuty };
  });
  routes.route(changeDutyRoute, async (context, { body }) => {
    await changeDuty(context, body.onDuty);
    return { onDuty: body.onDuty };
  });
  routes.route(organizationRoute, showOrganization);
  routes.route(changeOrganizationRoute, (context, { body }) => editOrganization(context, body));
}

async function describeSession(
  context: Context,
  access: Access,
): Promise<Reply<typeof sessionRoute>> {
  const { caller, now } = context;
  const session = access.sessions.of(caller);
  const user = caller.id === null ? undefined : await findUser(context, caller.id);
  if (!session || !user) throw sessionProblems['session.ended']();
  const organization = await showOrganization(context);
  const expiry = sessionExpiry(session, session.settings);
  const { active: _, ...fields } = user;
  return {
    user: {
      ...fields,
      roles: user.roles as Role[],
      interfaceLanguage: user.interfaceLanguage === 'es' ? 'es' : 'en',
    },
    organization: {
      id: caller.organizationId,
      name: organization.name,
      zone: organization.zone,
      demonstration: organization.demonstration,
    },
    permissions: [...caller.permissions].toSorted(),
    onDuty: await isOnDuty(context),
    totpEnrolled: session.totpEnrolled,
    mustEnrolTotp: session.mustEnrolTotp,
    idleExpiresAt: new Date(expiry.idleExpiresAt).toISOString(),
    absoluteExpiresAt: new Date(expiry.absoluteExpiresAt).toISOString(),
    idleMinutes: session.settings.idleMinutes,
    now: now.toISOString(),
  };
}

function registerUserRoutes(routes: Routes, dependencies: AccessDependencies): void {
  routes.route(listUsersRoute, async (context) => {
    const rows = await listUsers(context);
    const users = rows.map((row) => ({
      ...row,
      roles: row.roles as Role[],
      interfaceLanguage: row.interfaceLanguage === 'es' ? ('es' as const) : ('en' as const),
    }));
    return { users };
  });
  routes.route(createUserRoute, async (context, { body }) => {
    const { id, link } = await createUser(context, body);
    return { id, link: linkReply(link) };
  });
  routes.route(editUserRoute, async (context, { params, body }) => {
    await editUser(context, params.id, body);
    return done;
  });
  routes.route(inviteUserRoute, async (context, { params }) =>
    linkReply(await inviteUser(context, params.id)),
  );
  routes.route(deactivateUserRoute, async (context, { params }) => {
    await deactivateUser(context, params.id);
    return { releasedWork: await dependencies.releaseOwnedWork(context, params.id) };
  });
  routes.route(reactivateUserRoute, async (context, { params }) =>
    linkReply(await reactivateUser(context, params.id)),
  );
  routes.route(resetTotpRoute, async (context, { params }) => {
    await resetTotp(context, params.id);
    return done;
  });
}

function linkReply(link: OneTimeLink) {
  return { path: link.path, expiresAt: link.expiresAt.toISOString() };
}

function registerTokenRoutes(routes: Routes): void {
  routes.route(listTokensRoute, async (context) => {
    const rows = await listTokens(context);
    const tokens = rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      revokedAt: row.revokedAt?.toISOString() ?? null,
    }));
    return { tokens };
  });
  routes.route(createTokenRoute, (context, { body }) => createToken(context, body));
  routes.route(revokeTokenRoute, async (context, { params }) => {
    await revokeToken(context, params.id);
    return done;
  });
}
