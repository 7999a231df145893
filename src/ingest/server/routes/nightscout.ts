import type { FastifyRequest } from 'fastify';

import { mayUseFhir } from '../../../access/core/scopes.ts';
import type { Caller } from '../../../platform/server/context.ts';
import { requireCaller, type Routes } from '../../../platform/server/http.ts';
import * as contracts from '../../contract/nightscout.ts';
import { nightscout } from '../../core/nightscout.ts';
import { registerDeliveryRoutes } from '../routes.ts';
import type { Ingest } from '../service.ts';
import { echoEntries, readEntries } from '../service/nightscout.ts';

const withExtension = <T extends { readonly path: string }>(contract: T): T => ({
  ...contract,
  path: `${contract.path}.json`,
});

/**
 * What uploaders and followers of Nightscout ask of a site, version 1 of its API. Shapes as in
 * nightscout/cgm-remote-monitor: lib/api/entries/index.js, lib/api/status.js, lib/api/verifyauth.js,
 * lib/api/experiments/index.js, lib/middleware/send-json-status.js.
 */
export function registerNightscoutRoutes(routes: Routes, ingest: Ingest): void {
  registerDeliveryRoutes(
    routes,
    ingest,
    [contracts.sendEntries, withExtension(contracts.sendEntries)].map((contract) => ({
      contract,
      adapter: nightscout,
      answer: echoEntries,
    })),
  );
  for (const contract of [contracts.readEntries, withExtension(contracts.readEntries)]) {
    routes.route(contract, (context, { query }) => readEntries(context, query));
  }
  registerProbes(routes);
}

/** Health of the site and of the secret: nothing of the patient. */
function registerProbes(routes: Routes): void {
  const { http, options } = routes;
  for (const extension of ['', '.json']) {
    http.get(`/api/v1/status${extension}`, () => {
      const now = options.clock();
      return {
        status: 'ok',
        name: 'Enlace',
        version: '1.0.0',
        serverTime: now.toISOString(),
        serverTimeEpoch: now.getTime(),
        apiEnabled: true,
        careportalEnabled: false,
        boluscalcEnabled: false,
        settings: { units: 'mg/dl', timeFormat: 12 },
        extendedSettings: {},
      };
    });
    http.get(`/api/v1/verifyauth${extension}`, async (request) => {
      return { status: 200, message: rightsOf(await callerOf(routes, request)) };
    });
  }
  // Loop and xDrip4iOS ask here whether their secret is right.
  http.route({
    method: 'GET',
    url: '/api/v1/experiments/test',
    onRequest: (request) => requireCaller(options, request, 'readings.send').then(() => undefined),
    handler: () => ({ status: 'ok' }),
  });
}

/** Who asks; a wrong secret is an answer here and no refusal. */
async function callerOf({ options }: Routes, request: FastifyRequest): Promise<Caller | null> {
  try {
    return await options.authenticate(request);
  } catch (error) {
    request.log.debug({ err: error }, 'verifyauth with a secret that is not known');
    return null;
  }
}

function rightsOf(caller: Caller | null) {
  const canWrite = caller?.permissions.has('readings.send') ?? false;
  const canRead = caller !== null && mayUseFhir(caller.permissions, 'Observation', 's');
  return {
    canRead,
    canWrite,
    isAdmin: false,
    message: canRead || canWrite ? 'OK' : 'UNAUTHORIZED',
    rolefound: caller === null ? 'NOTFOUND' : 'FOUND',
    permissions: caller === null ? 'DEFAULT' : 'ROLE',
  };
}
