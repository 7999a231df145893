import type { Routes } from '../../platform/server/http.ts';
import * as contracts from '../contract.ts';
import * as calendar from '../contract/calendar.ts';
import * as handOffs from '../contract/hand-offs.ts';
import type { Wording } from '../core/statement.ts';
import * as actions from './service/actions.ts';
import { readCalendar, writeCalendar } from './service/calendar.ts';
import { readCatalogue } from './service/catalogue.ts';
import {
  countHandOffs,
  listHandOffs,
  listPatientHandOffs,
  readHandOff,
  viewDraft,
  viewHandOff,
} from './service/hand-off-views.ts';
import { accept, decline, draftHandOff, offer, withdraw } from './service/hand-offs.ts';
import { nextItem } from './service/next.ts';
import { history, listPatientItems, readItem, viewItem } from './service/views.ts';

/** `findings`: how the slices above word and read what they found; work only words hand-offs. */
export interface WorkRouteOptions {
  readonly findings: Wording;
  /** How work is resolved: the slices above also end what it was about. */
  readonly resolve?: typeof actions.resolve;
}

/** Registers /api/work, /api/hand-offs and /api/calendar. */
export function registerWorkRoutes(
  routes: Routes,
  { findings, resolve = actions.resolve }: WorkRouteOptions,
): void {
  registerReads(routes);
  registerActions(routes);
  registerEndings(routes, resolve);
  registerHandOffs(routes, findings);
  registerHandOffAnswers(routes, findings);
  routes.route(calendar.readCalendar, (context) => readCalendar(context));
  routes.route(calendar.writeCalendar, (context, { body }) => writeCalendar(context, body));
}

function registerReads(routes: Routes): void {
  routes.route(contracts.nextWork, async (context, { query }) => ({
    itemId: await nextItem(context, query),
  }));
  routes.route(contracts.readWorkCatalogue, async (context) => readCatalogue(context));
  routes.route(contracts.readWork, (context, { params }) => readItem(context, params.id));
  routes.route(contracts.readWorkHistory, async (context, { params }) => ({
    events: [...(await history(context, params.id))],
  }));
  routes.route(contracts.listPatientWork, async (context, { params }) => ({
    items: [...(await listPatientItems(context, params.patientId))],
  }));
}

function registerActions(routes: Routes): void {
  routes.route(contracts.takeWork, async (context, { params }) =>
    viewItem(context, await actions.take(context, params.id)),
  );
  routes.route(contracts.releaseWork, async (context, { params, body }) =>
    viewItem(context, await actions.release(context, params.id, body.reason)),
  );
  routes.route(contracts.assignWork, async (context, { params, body }) =>
    viewItem(context, await actions.assign(context, params.id, body.userId)),
  );
  routes.route(contracts.noteWork, async (context, { params, body }) =>
    viewItem(context, await actions.note(context, params.id, body.note)),
  );
  routes.route(contracts.recordWorkContact, async (context, { params, body }) =>
    viewItem(context, await actions.recordContact(context, params.id, body)),
  );
  routes.route(contracts.completeWorkSteps, async (context, { params, body }) =>
    viewItem(context, await actions.completeSteps(context, params.id, body)),
  );
}

function registerEndings(routes: Routes, resolve: typeof actions.resolve): void {
  routes.route(contracts.snoozeWork, async (context, { params, body }) => {
    const { version, until, reason } = body;
    const request = { version, until: new Date(until), reason };
    return viewItem(context, await actions.snooze(context, params.id, request));
  });
  routes.route(contracts.waitForWork, async (context, { params, body }) => {
    const { version, until, what } = body;
    const request = { version, until: new Date(until), reason: what };
    return viewItem(context, await actions.waitFor(context, params.id, request));
  });
  routes.route(contracts.resumeWork, async (context, { params }) =>
    viewItem(context, await actions.resume(context, params.id)),
  );
  routes.route(contracts.resolveWork, async (context, { params, body }) =>
    viewItem(context, await resolve(context, params.id, body)),
  );
  routes.route(contracts.openWorkFollowUp, async (context, { params, body }) =>
    viewItem(context, await actions.openFollowUp(context, params.id, body)),
  );
}

function registerHandOffs(routes: Routes, findings: Wording): void {
  routes.route(handOffs.draftHandOff, async (context, { params }) =>
    viewDraft(context, params.id, await draftHandOff(context, params.id), findings),
  );
  routes.route(handOffs.offerHandOff, async (context, { params, body }) =>
    viewHandOff(context, await offer(context, params.id, body), findings),
  );
  routes.route(handOffs.listHandOffs, (context) => listHandOffs(context, findings));
  routes.route(handOffs.countHandOffs, countHandOffs);
  routes.route(handOffs.readHandOff, (context, { params }) =>
    readHandOff(context, params.id, findings),
  );
  routes.route(handOffs.listPatientHandOffs, async (context, { params }) => ({
    handOffs: await listPatientHandOffs(context, params.patientId, findings),
  }));
}

function registerHandOffAnswers(routes: Routes, findings: Wording): void {
  routes.route(handOffs.acceptHandOff, async (context, { params, body }) =>
    viewHandOff(context, await accept(context, params.id, body.synthesis), findings),
  );
  routes.route(handOffs.declineHandOff, async (context, { params, body }) =>
    viewHandOff(context, await decline(context, params.id, body.reason), findings),
  );
  routes.route(handOffs.withdrawHandOff, async (context, { params }) =>
    viewHandOff(context, await withdraw(context, params.id), findings),
  );
}
