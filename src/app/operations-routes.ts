import { collectDefaultMetrics, Registry } from 'prom-client';

import { databaseAnswers } from '../platform/server/database-health.ts';
import type { Http } from '../platform/server/http.ts';
import type { LiveHub } from '../platform/server/live.ts';
import type { Runtime } from './runtime.ts';

/** /healthz: the process answers. /readyz: it can do its work. /metrics: counters without health information. */
export function registerOperationsRoutes(http: Http, runtime: Runtime, hub: LiveHub): Registry {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
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
