import type { FastifyReply } from 'fastify';

import { requireCaller, type Routes } from './http.ts';
import { createLiveStreams, type LiveStreamsOptions } from './live-streams.ts';
import type { LiveHub } from './live.ts';

/**
 * GET /api/live: one event per change in the caller's organization, topics only. The stream ends with
 * the session it was opened in.
 */
export function registerLiveRoute(
  routes: Routes,
  hub: Pick<LiveHub, 'subscribe'>,
  { recheckMilliseconds = 60_000, ...joining }: LiveRouteOptions = {},
): void {
  const streams = createLiveStreams(hub, joining);
  routes.http.get('/api/live', { sse: 'only' }, async (request, reply) => {
    const caller = await requireCaller(routes.options, request, 'session.self');
    reply.sse.keepAlive();
    // Written before the stream is added, which is before anything else can happen.
    const ready = reply.sse.send({ event: 'ready', data: {} });
    const remove = streams.add(caller.organizationId, (event) => write(reply, event));
    const recheck = setInterval(() => {
      requireCaller(routes.options, request, 'session.self').catch(() => reply.sse.close());
    }, recheckMilliseconds);
    reply.sse.onClose(() => {
      clearInterval(recheck);
      remove();
    });
    await ready;
  });
}

export interface LiveRouteOptions extends LiveStreamsOptions {
  readonly recheckMilliseconds?: number;
}

const unreadBytes = 1_000_000;

/** A screen that reads no more (a laptop asleep) is let go; it looks at everything again when it is back. */
function write({ raw }: FastifyReply, event: Buffer): void {
  if (raw.writableLength > unreadBytes) raw.destroy();
  else raw.write(event);
}
