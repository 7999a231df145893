import { Readable } from 'node:stream';
import type { Static } from 'typebox';

import type { Reply } from '../../platform/core/contract.ts';
import type { Context } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { requireCaller, type Routes } from '../../platform/server/http.ts';
import {
  auditChainRoute,
  breakGlassRoute,
  exportAuditRoute,
  listReviewsRoute,
  reviewRoute,
  whoSawRoute,
} from '../contract/audit.ts';
import { dayRange } from '../core/day-range.ts';
import { breakGlass, listReviews, reviewBreakGlass, whoSaw, type WhoSaw } from './service.ts';
import type { AccessDependencies } from './dependencies.ts';
import { verifyAudit } from './service/audit-chain.ts';
import { exportAudit } from './service/audit-export.ts';
import { showOrganization } from './service/organization.ts';

type AuditDependencies = Pick<AccessDependencies, 'requirePatient' | 'loadPatientHeaders'>;

/** Registers what the privacy officer works with, and emergency access itself. */
export function registerAuditRoutes(
  routes: Routes,
  { requirePatient, loadPatientHeaders }: AuditDependencies,
): void {
  registerWhoSaw(routes, loadPatientHeaders);
  registerBreakGlass(routes, requirePatient);
  registerReviews(routes, loadPatientHeaders);
  registerExport(routes);
  routes.route(auditChainRoute, async (context) => {
    const { head, ...rest } = await verifyAudit(context);
    return {
      ...rest,
      breaks: [...rest.breaks],
      head: head && { ...head, sealedAt: head.sealedAt.toISOString() },
    };
  });
}

function registerWhoSaw(
  routes: Routes,
  loadPatientHeaders: AuditDependencies['loadPatientHeaders'],
): void {
  routes.route(whoSawRoute, async (context, { params, query }) => {
    const range = await rangeOf(context, query);
    const after = readPlace(query.after);
    const { patientId } = params;
    const { entries, next } = await whoSaw(context, patientId, { ...range, after });
    const patients = await loadPatientHeaders(context.tx, [patientId]);
    return {
      patientName: patients.get(patientId)?.name ?? null,
      entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
      next: next && `${next.at.toISOString()}_${next.id}`,
    };
  });
}

const beforeEverything = '2000-01-01';

async function rangeOf(context: Context, query: { readonly from?: string; readonly to?: string }) {
  const { zone } = await showOrganization(context);
  const tomorrow = new Date(context.now.getTime() + 86_400_000).toISOString().slice(0, 10);
  return dayRange(zone, query.from ?? beforeEverything, query.to ?? tomorrow);
}

function readPlace(text: string | undefined): WhoSaw['next'] {
  const [at = '', id = ''] = text?.split('_') ?? [];
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? null : { at: moment, id };
}

function registerBreakGlass(
  routes: Routes,
  requirePatient: AuditDependencies['requirePatient'],
): void {
  routes.route(breakGlassRoute, async (context, { body }) => {
    await requirePatient(context, body.patientId);
    const { id, endsAt } = await breakGlass(context, body);
    return { id, endsAt: endsAt.toISOString() };
  });
}

function registerReviews(
  routes: Routes,
  loadPatientHeaders: AuditDependencies['loadPatientHeaders'],
): void {
  routes.route(listReviewsRoute, async (context, { query }) => {
    const rows = await listReviews(context, query.state ?? 'open');
    const patients = await loadPatientHeaders(
      context.tx,
      rows.map((row) => row.patientId),
    );
    const reviews = rows.map((row): Reply<typeof listReviewsRoute>['reviews'][number] => ({
      ...row,
      kind: 'privacy-notice',
      patientName: patients.get(row.patientId)?.name ?? '',
      beganAt: row.beganAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      reviewedAt: row.reviewedAt?.toISOString() ?? null,
    }));
    return { reviews };
  });
  routes.route(reviewRoute, async (context, { params, body }) => {
    await reviewBreakGlass(context, params.id, body.note);
    return { done: true as const };
  });
}

/** Streams, so it cannot be a plain contract route: nothing of it is held in memory or in one transaction. */
function registerExport(routes: Routes): void {
  const { http, options } = routes;
  const contract = exportAuditRoute;
  options.onContract?.(contract);
  http.get(
    contract.path,
    {
      schema: { summary: contract.summary, querystring: contract.query },
      onRequest: async (request) => {
        await requireCaller(options, request, contract.permission);
      },
    },
    async (request, reply) => {
      const caller = await requireCaller(options, request, contract.permission);
      const { from, to, patientId } = request.query as Static<typeof contract.query>;
      const range = await inOrganization(options.database, caller.organizationId, (tx) =>
        rangeOf({ tx, caller, now: options.clock(), audited: 0 }, { from, to }),
      );
      const lines = exportAudit(options, caller, { ...range, ...(patientId && { patientId }) });
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="audit-${from}-${to}.ndjson"`)
        .type('application/x-ndjson')
        .send(Readable.from(lines));
    },
  );
}
