/** The server under test: everything that production has, on a free port of this machine. */
import { Session } from 'node:inspector/promises';

import { createServer } from '../src/app/server.ts';
import { openRuntime } from '../src/app/runtime.ts';
import { readConfig } from '../src/platform/server/config.ts';

const runtime = await openRuntime(readConfig());
const server = await createServer(runtime, { withWeb: false });
await server.http.listen({ host: '127.0.0.1', port: 0 });
const address = server.http.server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : 0 });

const profiler = new Session();
profiler.connect();

type Asked = 'cpu' | 'memory' | 'profile' | 'profiled';

process.on('message', (asked: Asked) => {
  void answer(asked);
});

async function answer(asked: Asked): Promise<void> {
  const { user, system } = process.cpuUsage();
  if (asked === 'cpu') process.send?.({ cpuSeconds: (user + system) / 1e6 });
  if (asked === 'memory') {
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send?.({ residentBytes: rss, usedBytes: heapUsed + external });
  }
  if (asked === 'profile') {
    await profiler.post('Profiler.enable');
    await profiler.post('Profiler.start');
    process.send?.({});
  }
  if (asked === 'profiled') process.send?.(await profiler.post('Profiler.stop'));
}
process.once('SIGTERM', () => {
  void server
    .close()
    .then(() => runtime.close())
    .then(() => process.exit(0));
});
