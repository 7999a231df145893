import type { Routes } from '../../platform/server/http.ts';
import * as contracts from '../contract.ts';
import { readGlucoseProfile, readMetrics } from '../contract/metrics.ts';
import { previewLimit } from '../contract/what-if.ts';
import { conditionFlagsInUse } from './conditions.ts';
import { protocolsInUse } from './content.ts';
import { explainAlert, readAlerts } from './service/alerts.ts';
import { endFact, readFacts, setFact } from './service/facts.ts';
import { loadGlucoseProfile } from './service/glucose-profile.ts';
import { endLimit, readLimits, setLimit } from './service/limits.ts';
import { loadMetricsOf } from './service/metrics.ts';
import { tryLimit } from './service/what-if.ts';

/** Registers alerts, limits, facts and protocols. */
export function registerMonitoringRoutes(routes: Routes): void {
  routes.route(contracts.listAlerts, (context, { params, query }) =>
    readAlerts(context, params.id, query),
  );
  routes.route(contracts.explainAlertRoute, (context, { params }) =>
    explainAlert(context, params.id),
  );
  routes.route(contracts.listLimits, (context, { params }) => readLimits(context, params.id));
  routes.route(contracts.setLimitRoute, (context, { params, body }) =>
    setLimit(context, params.id, body),
  );
  routes.route(contracts.endLimitRoute, (context, { params, body }) =>
    endLimit(context, params.id, params.limitId, body.reason),
  );
  routes.route(previewLimit, (context, { params, body }) => tryLimit(context, params.id, body));
  routes.route(contracts.listFacts, (context, { params }) => readFacts(context, params.id));
  routes.route(contracts.setFactRoute, (context, { params, body }) =>
    setFact(context, params.id, body),
  );
  routes.route(contracts.endFactRoute, (context, { params }) =>
    endFact(context, params.id, params.factId),
  );
  routes.route(readMetrics, (context, { params, query }) =>
    loadMetricsOf(context, params.id, query),
  );
  routes.route(readGlucoseProfile, (context, { params, query }) =>
    loadGlucoseProfile(context, params.id, query),
  );
  routes.route(contracts.listProtocols, () =>
    Promise.resolve({
      protocols: protocolsInUse().contents.map(({ definition, contentHash, file }) => ({
        definition,
        contentHash,
        file,
      })),
      flags: conditionFlagsInUse().flags.map(({ id, label }) => ({ id, label })),
    }),
  );
}
