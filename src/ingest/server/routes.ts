import type { FastifyRequest } from 'fastify';

import type { Contract } from '../../platform/core/contract.ts';
import { requireCaller, type Routes } from '../../platform/server/http.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import { maximumItems, sendReadings } from '../contract.ts';
import type { Adapter, DeliveryItem } from '../core/adapter.ts';
import type { ItemOutcome } from '../core/outcome.ts';
import { ownJson } from '../core/own-json.ts';
import { ingestProblems } from '../core/problems.ts';
import { answerDelivery } from './answer.ts';
import { decodeBody, readJson } from './body.ts';
import { registerPersonRoutes } from './routes/person.ts';
import type { Ingest } from './service.ts';

/** A route on which a source delivers: its contract, its adapter, and the form of its answer. */
export interface DeliveryRoute {
  readonly contract: Contract;
  readonly adapter: Adapter;
  readonly answer: (
    outcomes: readonly ItemOutcome[],
    items: readonly DeliveryItem[],
    parsed: unknown,
    request: FastifyRequest,
  ) => unknown;
}

/** Registers the routes of ingest. */
export function registerIngestRoutes(routes: Routes, ingest: Ingest): void {
  registerDeliveryRoutes(routes, ingest, [
    { contract: sendReadings, adapter: ownJson, answer: answerDelivery },
  ]);
  registerPersonRoutes(routes, ingest);
}

/**
 * Registers routes on which JSON readings come in. They differ from all others: the body is kept as it
 * came, may be compressed, and is answered item by item; the transaction is shared with other requests.
 */
export function registerDeliveryRoutes(
  routes: Routes,
  ingest: Ingest,
  deliveries: readonly DeliveryRoute[],
): void {
  void routes.http.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    for (const delivery of deliveries) {
      const { contract } = delivery;
      routes.options.onContract?.(contract);
      scope.route({
        method: contract.method,
        url: contract.path.replaceAll(/\{(\w+)\}/g, ':$1'),
        onRequest: async (request) => {
          await requireCaller(routes.options, request, contract.permission);
        },
        handler: async (request, reply) => {
          const answer = await deliver(ingest, delivery, request);
          void reply.header('cache-control', 'no-store');
          return answer;
        },
      });
    }
    done();
  });
}

async function deliver(
  ingest: Ingest,
  { adapter, answer }: DeliveryRoute,
  request: FastifyRequest,
): Promise<unknown> {
  const { caller } = request;
  if (caller === null) throw new Error('A delivery without a caller passed the permission check.');
  const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const body = await decodeBody(sent, request.headers['content-encoding']);
  const parsed = readJson(body);
  const items = adapter.parse(parsed, { vitals: vitalSigns(), patientId: caller.patientId });
  if (items.length > maximumItems) throw ingestProblems['ingest.too-many-items']();
  const outcomes = await ingest.receive({
    caller,
    adapter: adapter.name,
    contentType: (request.headers['content-type'] ?? 'application/json').slice(0, 100),
    body,
    items,
  });
  return answer(outcomes, items, parsed, request);
}
