import { createAccess, type Access } from '../access/server/access.ts';
import { jobs as accessJobs } from '../access/server/jobs.ts';
import { registerAccessRoutes } from '../access/server/routes.ts';
import { registerFhirRoutes } from '../fhir/server/routes.ts';
import { jobs as ingestJobs, vendorJobs } from '../ingest/server/jobs.ts';
import { registerIngestRoutes } from '../ingest/server/routes.ts';
import { registerImportRoutes } from '../ingest/server/routes/imports.ts';
import { registerNightscoutRoutes } from '../ingest/server/routes/nightscout.ts';
import { registerVendorRoutes } from '../ingest/server/routes/vendors.ts';
import { createIngest, type Ingest } from '../ingest/server/service.ts';
import { aloneWith } from '../ingest/server/service/alone.ts';
import { findingWording } from '../monitoring/core/finding-statement.ts';
import { wordsInUse } from '../monitoring/server/findings.ts';
import { registerMonitoringRoutes } from '../monitoring/server/routes.ts';
import { resolveWork } from '../monitoring/server/service/endings.ts';
import { registerPeopleRoutes } from '../people/server/routes.ts';
import { loadPatientHeaders, requirePatient } from '../people/server/service.ts';
import { loadPrograms } from '../people/server/service/enrolments.ts';
import type { Contract } from '../platform/core/contract.ts';
import { createHttp, type Http, type Routes } from '../platform/server/http.ts';
import { startJobs, type Job } from '../platform/server/jobs.ts';
import { registerLiveRoute } from '../platform/server/live-routes.ts';
import { createLiveHub } from '../platform/server/live.ts';
import { createPortal } from '../portal/server/portal.ts';
import { registerPortalRoutes } from '../portal/server/routes.ts';
import { jobs as vitalsJobs } from '../vitals/server/jobs.ts';
import { registerVitalsRoutes } from '../vitals/server/routes.ts';
import { jobs as workJobs } from '../work/server/jobs.ts';
import { registerWorkRoutes } from '../work/server/routes.ts';
import { releaseOwnedWork } from '../work/server/service/release-owned.ts';
import { registerWorklistRoutes } from '../worklists/server/routes.ts';
import { registerApiDocument } from './api-document.ts';
import { startGateways } from './gateways.ts';
import { registerOperationsRoutes } from './operations-routes.ts';
import type { Runtime } from './runtime.ts';
import { serveWeb } from './web-assets.ts';

export interface ServerOptions {
  /** Off in tests that look at one thing at a time. */
  readonly withJobs?: boolean;
  readonly withWeb?: boolean;
}

export interface Server {
  readonly http: Http;
  /** Every route that was declared by a contract, for the tests that walk through all of them. */
  readonly contracts: readonly Contract[];
  readonly access: Access;
  /** Stops taking requests, finishes those under way, then the jobs. */
  close(): Promise<void>;
}

/** The recurring duties of all slices. */
const jobs: readonly Job[] = [...accessJobs, ...workJobs, ...vitalsJobs, ...ingestJobs];

/** Composes the slices into one server that does not listen yet. */
export async function createServer(runtime: Runtime, options: ServerOptions = {}): Promise<Server> {
  const { database, connectionString, clock, log } = runtime;
  const hub = createLiveHub(connectionString, (error) =>
    log.warn({ err: error }, 'live connection lost'),
  );
  const publicUrl = runtime.config.publicUrl || `http://localhost:${runtime.config.port}`;
  const access = await createAccess({
    ...{ database, connectionString, secret: runtime.secret, publicUrl, hub, clock, log },
  });
  const portal = createPortal({ database, clock, secure: publicUrl.startsWith('https:') });
  const contracts: Contract[] = [];
  const routes = await createHttp({
    ...{ database, clock, log },
    trustedProxies: runtime.config.trustedProxies,
    // Staff without a portal session are refused there by the permissions that no role has.
    authenticate: async (request) =>
      (portal.owns(request) ? await portal.authenticate(request) : null) ??
      access.authenticate(request),
    refuse: access.refuse,
    onContract: (contract) => contracts.push(contract),
  });
  await registerApiDocument(routes.http);
  const ingest = createIngest({ connectionString, clock, log });
  registerSlices(routes, access, ingest, runtime.secret);
  registerPortalRoutes(routes, portal, ingest);
  registerLiveRoute(routes, hub);
  const gateways = await startGateways(runtime.config, {
    ...{ database, ingest, clock, log },
    bearer: (token) => access.bearer(token),
  });
  registerOperationsRoutes(routes.http, runtime, { hub, gateways });
  if (options.withWeb !== false) await serveWeb(routes.http);
  const vendors = vendorJobs({ database, ingest, clock }, runtime.secret);
  const jobRunner =
    options.withJobs === false
      ? undefined
      : await startJobs(connectionString, database, [...jobs, ...vendors], clock, log);
  return {
    http: routes.http,
    contracts,
    access,
    close: () => closeInOrder(routes.http, jobRunner, [...gateways, ingest, access, hub]),
  };
}

function registerSlices(routes: Routes, access: Access, ingest: Ingest, secret: string): void {
  registerAccessRoutes(routes, access, {
    releaseOwnedWork,
    requirePatient,
    loadPatientHeaders,
  });
  registerPeopleRoutes(routes, loadPrograms());
  const alone = aloneWith(ingest);
  registerWorkRoutes(routes, {
    findings: findingWording(wordsInUse()),
    resolve: (context, itemId, resolution) =>
      alone(context, (own) => resolveWork(own, itemId, resolution)),
  });
  registerVitalsRoutes(routes);
  registerMonitoringRoutes(routes);
  registerIngestRoutes(routes, ingest);
  registerNightscoutRoutes(routes, ingest);
  registerImportRoutes(routes, ingest);
  registerVendorRoutes(routes, ingest, secret);
  registerFhirRoutes(routes, ingest);
  registerWorklistRoutes(routes);
}

async function closeInOrder(
  http: Http,
  jobRunner: { stop(): Promise<void> } | undefined,
  rest: readonly { close(): Promise<void> }[],
): Promise<void> {
  // Live streams never end by themselves.
  http.server.closeAllConnections();
  await http.close();
  await jobRunner?.stop();
  for (const one of rest) await one.close();
}
