import { sql } from 'kysely';
import { collectDefaultMetrics, Registry } from 'prom-client';

import type { Http } from '../platform/server/http.ts';
import type { LiveHub } from '../platform/server/live.ts';
import type { Runtime } from './runtime.ts';

/** /healthz: the process answers. /readyz: it can do its work. /metrics: counters without health information. */
export function registerOperationsRoutes(http: Http, runtime: Runtime, hub: LiveHub): Registry {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  http.get('/healthz', () => ({ status: 'ok' }));
  http.get('/readyz', async (_request, reply) => {
    const database = await sql`select 1`.execute(runtime.database).then(
      () => true,
      () => false,
    );
    const ready = database && hub.connected;
    return reply.code(ready ? 200 : 503).send({ ready, database, live: hub.connected });
  });
  http.get('/metrics', async (_request, reply) => {
    return reply.header('content-type', metrics.contentType).send(await metrics.metrics());
  });
  return metrics;
}
