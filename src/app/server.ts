import swagger from '@fastify/swagger';

import { registerAccessRoutes } from '../access/server/routes.ts';
import { createAccess } from '../access/server/access.ts';
import { registerFhirRoutes } from '../fhir/server/routes.ts';
import { registerIngestRoutes } from '../ingest/server/routes.ts';
import { createIngest } from '../ingest/server/service.ts';
import { registerMonitoringRoutes } from '../monitoring/server/routes.ts';
import { registerPeopleRoutes } from '../people/server/routes.ts';
import type { Contract } from '../platform/core/contract.ts';
import { createHttp, type Http } from '../platform/server/http.ts';
import { startJobs } from '../platform/server/jobs.ts';
import { registerLiveRoute } from '../platform/server/live-routes.ts';
import { createLiveHub } from '../platform/server/live.ts';
import { registerVitalsRoutes } from '../vitals/server/routes.ts';
import { registerWorkRoutes } from '../work/server/routes.ts';
import { registerWorklistRoutes } from '../worklists/server/routes.ts';
import { jobs } from './jobs.ts';
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
  readonly contracts: readonly Contract[];
  close(): Promise<void>;
}
