import type { Routes } from '../../../platform/server/http.ts';
import * as contracts from '../../contract.ts';
import { enterObservation } from '../../contract/observation.ts';
import type { Ingest } from '../service.ts';
import { recordSymptoms } from '../../../monitoring/server/service/symptoms.ts';
import { aloneWith } from '../service/alone.ts';
import { replace, withdraw } from '../service/corrections.ts';
import { correctItem, refuseItem, releaseItem } from '../service/decisions.ts';
import { enterByHand } from '../service/enter.ts';
import { enterObserved } from '../service/enter-observation.ts';
import { listItems, readItem } from '../service/quarantine.ts';

/** Registers what a person does with readings: entering them, correcting them, deciding about held ones. */
export function registerPersonRoutes(routes: Routes, ingest: Ingest): void {
  const route: Routes['route'] = (contract, handler) => routes.route(contract, handler);
  const alone = aloneWith(ingest);
  route(contracts.enterReading, (context, { params, body }) =>
    enterByHand(context, ingest, params.id, body),
  );
  route(enterObservation, (context, { params, body }) =>
    enterObserved(context, ingest, params.id, body),
  );
  route(contracts.reportSymptoms, async (context, { params, body }) => ({
    workChanged: await alone(context, (own) => recordSymptoms(own, params.id, body)),
  }));
  route(contracts.withdrawReading, (context, { params, body }) =>
    alone(context, (own) => withdraw(own, params.id, body)),
  );
  route(contracts.replaceReading, (context, { params, body }) =>
    alone(context, (own) => replace(own, params.id, body)),
  );
  route(contracts.listQuarantine, (context, { query }) => listItems(context, query));
  route(contracts.readQuarantine, (context, { params }) => readItem(context, params.id));
  route(contracts.releaseQuarantine, (context, { params, body }) =>
    alone(context, (own) => releaseItem(own, params.id, body.note)),
  );
  route(contracts.correctQuarantine, (context, { params, body }) =>
    alone(context, (own) => correctItem(own, params.id, body)),
  );
  route(contracts.refuseQuarantine, (context, { params, body }) =>
    alone(context, (own) => refuseItem(own, params.id, body.note)),
  );
}
