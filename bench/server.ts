/** The server under test: everything that production has, on a free port of this machine. */
import { Session } from 'node:inspector/promises';

import { createAccess } from '../src/access/server/access.ts';
import { createServer } from '../src/app/server.ts';
import { openRuntime } from '../src/app/runtime.ts';
import { readConfig } from '../src/platform/server/config.ts';
import { registerIngestRoutes } from '../src/ingest/server/routes.ts';
import { createIngest } from '../src/ingest/server/service.ts';
import { createHttp } from '../src/platform/server/http.ts';
import { createLiveHub } from '../src/platform/server/live.ts';

void createServer;
const runtime = await openRuntime(readConfig());
const { connectionString, database, clock, log } = runtime;
const hub = createLiveHub(connectionString, () => undefined);
const access = await createAccess({
  database,
  connectionString,
  secret: runtime.secret,
  publicUrl: 'http://localhost:3000',
  hub,
  clock,
  log,
});
const routes = await createHttp({
  database,
  clock,
  log,
  authenticate: access.authenticate,
  refuse: access.refuse,
});
const ingest = createIngest({ connectionString, clock, log });
registerIngestRoutes(routes, ingest);
await routes.http.listen({ host: '127.0.0.1', port: 0 });
const address = routes.http.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });

const profiler = new Session();
profiler.connect();

process.on('message', (asked: 'cpu' | 'profile' | 'profiled') => {
  void answer(asked);
});

async function answer(asked: 'cpu' | 'profile' | 'profiled'): Promise<void> {
  const { user, system } = process.cpuUsage();
  if (asked === 'cpu') process.send?.({ cpuSeconds: (user + system) / 1e6 });
  if (asked === 'profile') {
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.start');
    process.send?.({});
  }
  if (asked === 'profiled') process.send?.(await profiler.post('Profiler.stop'));
}
process.once('SIGTERM', () => {
  void (async () => {
    routes.http.server.closeAllConnections();
    await routes.http.close();
    await ingest.close();
    await access.close();
    await hub.close();
    await runtime.close();
    process.exit(0);
  })();
});
