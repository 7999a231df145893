import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';

import { aloneWith } from '../../ingest/server/service/alone.ts';
import { enterByHand } from '../../ingest/server/service/enter.ts';
import type { Ingest } from '../../ingest/server/service.ts';
import { platformProblems } from '../../platform/core/problem.ts';
import { isFromElsewhere, type Routes } from '../../platform/server/http.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import * as contracts from '../contract.ts';
import type { Portal } from './portal.ts';
import { endAccess, enter, invite, leave, openOwnPatient } from './service.ts';
import { readAccess } from './service/access-view.ts';
import { readOwnHome } from './service/home.ts';
import { writeAsPatient, writeAsStaff } from './service/messages.ts';
import { answerOwnQuestion, askPatient } from './service/questions.ts';

// Per address: a family's phones, and too little to guess codes (links close after five wrong ones).
const rateLimit = { max: 30, timeWindow: 60_000 };

/** Registers what patients do in the portal, and what the staff does for them on the chart. */
export function registerPortalRoutes(routes: Routes, portal: Portal, ingest: Ingest): void {
  registerEntrance(routes, portal);
  registerPatientRoutes(routes, portal, ingest);
  registerStaffRoutes(routes);
}

/** The one route that needs no session: it begins one, and answers with its cookie. */
function registerEntrance({ http, options }: Routes, portal: Portal): void {
  const { enterPortal } = contracts;
  options.onContract?.(enterPortal);
  http.route({
    method: enterPortal.method,
    url: enterPortal.path,
    schema: {
      summary: enterPortal.summary,
      body: enterPortal.body,
      response: { 200: enterPortal.reply },
    },
    config: { rateLimit },
    onRequest: (request, _reply, done) => done(refuseForeign(request)),
    handler: async (request, reply) => {
      const given = request.body as Static<typeof enterPortal.body>;
      const secret = await enter(options.database, options.clock(), given);
      void reply.header('cache-control', 'no-store').header('set-cookie', portal.cookie(secret));
      return { entered: true };
    },
  });
}

function refuseForeign(request: FastifyRequest): Error | undefined {
  return isFromElsewhere(request)
    ? platformProblems['request.invalid']({ reason: 'origin' })
    : undefined;
}

function registerPatientRoutes(routes: Routes, portal: Portal, ingest: Ingest): void {
  const alone = aloneWith(ingest);
  const vitals = [...vitalSigns().byKind.values()].map(({ definition }) => definition);
  routes.route(contracts.readPortalDefinitions, () => Promise.resolve({ vitals }));
  routes.route(contracts.readHome, (context) => readOwnHome(context));
  routes.route(contracts.addOwnReading, async (context, { body }) => {
    const { id } = await openOwnPatient(context);
    return enterByHand(context, ingest, id, body);
  });
  routes.route(contracts.answerQuestion, (context, { body }) =>
    alone(context, (own) => answerOwnQuestion(own, body)),
  );
  routes.route(contracts.writeMessage, (context, { body }) => writeAsPatient(context, body));
  routes.route(contracts.leavePortal, async (context, _input, request) => {
    const secret = portal.secretOf(request);
    if (secret !== undefined) await leave(context, secret);
    return { left: true };
  });
}

function registerStaffRoutes(routes: Routes): void {
  routes.route(contracts.readPortalAccess, (context, { params }) => readAccess(context, params.id));
  routes.route(contracts.inviteToPortal, async (context, { params, body }) => {
    const made = await invite(context, params.id, body.memberId ?? null);
    return { ...made, expiresAt: made.expiresAt.toISOString() };
  });
  routes.route(contracts.endPortalAccess, async (context, { params }) => ({
    ended: await endAccess(context, params.id),
  }));
  routes.route(contracts.sendMessage, (context, { params, body }) =>
    writeAsStaff(context, params.id, body),
  );
  routes.route(contracts.askSymptoms, (context, { params, body }) =>
    askPatient(context, params.id, body.symptoms),
  );
}
