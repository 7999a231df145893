import { requireCaller, type Routes } from './http.ts';
import type { LiveHub } from './live.ts';

/**
 * GET /api/live: one event per change in the caller's organization, topics only. Changes within a short
 * moment are joined, so that a flood of readings does not become a flood of events. The stream ends
 * with the session it was opened in.
 */
export function registerLiveRoute(
  routes: Routes,
  hub: LiveHub,
  { joinMilliseconds = 100, recheckMilliseconds = 60_000 } = {},
): void {
  routes.http.get('/api/live', { sse: 'only' }, async (request, reply) => {
    const caller = await requireCaller(routes.options, request, 'session.self');
    const waiting = new Set<string>();
    let timer: NodeJS.Timeout | undefined;
    const flush = () => {
      timer = undefined;
      const topics = [...waiting];
      waiting.clear();
      void reply.sse.send({ event: 'changed', data: { topics } }).catch(() => undefined);
    };
    const unsubscribe = hub.subscribe(caller.organizationId, (topics) => {
      for (const topic of topics) waiting.add(topic);
      // The first notice after a quiet time goes out at once; the rest wait for company.
      timer ??= setTimeout(flush, waiting.size === topics.length ? 5 : joinMilliseconds);
    });
    const recheck = setInterval(() => {
      requireCaller(routes.options, request, 'session.self').catch(() => reply.sse.close());
    }, recheckMilliseconds);
    reply.sse.onClose(() => {
      clearInterval(recheck);
      clearTimeout(timer);
      unsubscribe();
    });
    reply.sse.keepAlive();
    await reply.sse.send({ event: 'ready', data: {} });
  });
}
