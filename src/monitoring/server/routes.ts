import { effectiveOn } from '../../platform/core/content.ts';
import type { Reply } from '../../platform/core/contract.ts';
import type { Context } from '../../platform/server/context.ts';
import type { Routes } from '../../platform/server/http.ts';
import * as contracts from '../contract.ts';
import { endCadenceRoute, listCadences, setCadenceRoute } from '../contract/cadences.ts';
import { listCorrectionsRoute } from '../contract/corrections.ts';
import { readGlucoseProfile, readMetrics } from '../contract/metrics.ts';
import * as publishing from '../contract/publishing.ts';
import { choosePressureSetting, readPressureSetting } from '../contract/metric-settings.ts';
import { previewLimit } from '../contract/what-if.ts';
import { conditionFlagsInUse } from './conditions.ts';
import { truthRowsOf } from './content.ts';
import { loadProtocolsOf } from './protocol-release.ts';
import { explainAlert, readAlerts } from './service/alerts.ts';
import { endCadence, readCadences, setCadence } from './service/cadences.ts';
import { readCorrections } from './service/corrections.ts';
import { endFact, readFacts, setFact } from './service/facts.ts';
import { loadGlucoseProfile } from './service/glucose-profile.ts';
import { endLimit, readLimits, setLimit } from './service/limits.ts';
import { choosePressure, readPressure } from './service/metric-settings.ts';
import { loadMetricsOf } from './service/metrics.ts';
import { parentOf } from './service/publishing-draft.ts';
import { approve, decline, propose, readChanges, withdraw } from './service/publishing.ts';
import { goOnWithTrial, showTrial, startTrial } from './service/publishing-trial.ts';
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
  routes.route(listCadences, (context, { params }) => readCadences(context, params.id));
  routes.route(setCadenceRoute, (context, { params, body }) =>
    setCadence(context, params.id, body),
  );
  routes.route(endCadenceRoute, (context, { params, body }) =>
    endCadence(context, params.id, params.cadenceId, body.reason),
  );
  routes.route(contracts.listFacts, (context, { params }) => readFacts(context, params.id));
  routes.route(contracts.setFactRoute, (context, { params, body }) =>
    setFact(context, params.id, body),
  );
  routes.route(contracts.endFactRoute, (context, { params }) =>
    endFact(context, params.id, params.factId),
  );
  routes.route(listCorrectionsRoute, (context, { params, query }) =>
    readCorrections(context, params.id, query),
  );
  routes.route(readMetrics, (context, { params, query }) =>
    loadMetricsOf(context, params.id, query),
  );
  routes.route(readGlucoseProfile, (context, { params, query }) =>
    loadGlucoseProfile(context, params.id, query),
  );
  routes.route(readPressureSetting, readPressure);
  routes.route(choosePressureSetting, (context, { body }) => choosePressure(context, body));
  routes.route(contracts.listProtocols, readProtocols);
  registerPublishing(routes);
}

/** Changes of protocols: tried on the past, proposed by one person and approved by another. */
function registerPublishing(routes: Routes): void {
  routes.route(publishing.beginTrial, (context, { body }) => startTrial(context, body));
  routes.route(publishing.continueTrial, (context, { params }) =>
    goOnWithTrial(context, params.id),
  );
  routes.route(publishing.readTrial, (context, { params }) => showTrial(context, params.id));
  routes.route(publishing.listChanges, readChanges);
  routes.route(publishing.proposeChange, (context, { body }) => propose(context, body));
  routes.route(publishing.approveChange, (context, { params, body }) =>
    approve(context, params.id, body.reason),
  );
  routes.route(publishing.declineChange, (context, { params, body }) =>
    decline(context, params.id, body.reason),
  );
  routes.route(publishing.withdrawChange, (context, { params, body }) =>
    withdraw(context, params.id, body.reason),
  );
}

/** The versions in force now. */
async function readProtocols(context: Context): Promise<Reply<typeof contracts.listProtocols>> {
  const protocols = await loadProtocolsOf(context);
  return {
    protocols: effectiveOn(protocols.contents, context.now.toISOString().slice(0, 10)).map(
      ({ definition, contentHash, file }) => {
        const newest = parentOf(protocols, definition.id);
        const next = newest.contentHash === contentHash ? null : newest.definition;
        return { definition, contentHash, file, next, truthRows: truthRowsOf(file) };
      },
    ),
    flags: conditionFlagsInUse().flags.map(({ id, label }) => ({ id, label })),
  };
}
