import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

import { gatewayOutcomes, type Gateway } from '../ingest/server/gateway.ts';
import { databaseAnswers } from '../platform/server/database-health.ts';
import type { Http } from '../platform/server/http.ts';
import type { LiveHub } from '../platform/server/live.ts';
import type { Runtime } from './runtime.ts';

interface Operated {
  readonly hub: LiveHub;
  readonly gateways: readonly Gateway[];
}

/** /healthz: the process answers. /readyz: it can do its work. /metrics: counters without health information. */
export function registerOperationsRoutes(
  http: Http,
  runtime: Runtime,
  { hub, gateways }: Operated,
): Registry {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  measureGateways(metrics, gateways);
  http.get('/healthz', () => ({ status: 'ok' }));
  http.get('/readyz', async (_request, reply) => {
    const database = await databaseAnswers(runtime.pool);
    const ready = database && hub.connected;
    return reply.code(ready ? 200 : 503).send({ ready, database, live: hub.connected });
  });
  http.get('/metrics', async (_request, reply) => {
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
  });
  return metrics;
}

/** Entrances beside HTTP: whether each can take messages, and what became of those that came. */
function measureGateways(metrics: Registry, gateways: readonly Gateway[]): void {
  const ready = new Gauge({
    name: 'enlace_gateway_ready',
    help: 'Whether an entrance beside HTTP can take messages: 1 or 0. Not listed: it is off.',
    labelNames: ['gateway'],
    registers: [],
    collect() {
      for (const { name, isReady } of gateways) this.set({ gateway: name }, isReady ? 1 : 0);
    },
  });
  const messages = new Counter({
    name: 'enlace_gateway_messages_total',
    help: 'Messages since the start by what became of them.',
    labelNames: ['gateway', 'outcome'],
    registers: [],
    collect() {
      this.reset();
      for (const { name: gateway, counts } of gateways) {
        for (const outcome of gatewayOutcomes) this.inc({ gateway, outcome }, counts[outcome]);
      }
    },
  });
  metrics.registerMetric(ready);
  metrics.registerMetric(messages);
}
