import { expect, test } from 'vitest';

import { platformProblems } from '../core/problem.ts';
import { systemCaller } from './context.ts';
import { createHttp } from './http.ts';
import { newId } from './ids.ts';
import { registerLiveRoute } from './live-routes.ts';
import type { LiveHub } from './live.ts';
import { createLog } from './log.ts';
import { createTestDatabase } from './testing.ts';

const refused = () => platformProblems['record.not-found']();

test('a stream tells of changes and ends with the session it was opened in', async () => {
  const db = await createTestDatabase();
  const caller = { ...systemCaller(newId(), 'test'), permissions: new Set(['session.self']) };
  const heard: ((topics: readonly string[]) => void)[] = [];
  const hub: Pick<LiveHub, 'subscribe'> = {
    subscribe: (_, listener) => {
      heard.push(listener);
      return () => undefined;
    },
  };
  let signedIn = true;
  const routes = await createHttp({
    ...{ database: db.database, clock: () => new Date(), log: createLog('silent') },
    authenticate: async () => (signedIn ? caller : null),
    refuse: { unauthenticated: refused, forbidden: refused },
  });
  registerLiveRoute(routes, hub, { recheckMilliseconds: 20 });
  try {
    const address = await routes.http.listen({ port: 0, host: '127.0.0.1' });
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(`${address}/api/live`, { headers });
    const text = response.text();
    await expect.poll(() => heard.length).toBe(1);
    heard[0]?.(['work']);
    await new Promise((resolve) => setTimeout(resolve, 100));
    signedIn = false;
    expect(await text).toContain('event: changed\ndata: {"topics":["work"]}');
    const again = await fetch(`${address}/api/live`, { headers });
    expect([again.status, again.headers.get('content-security-policy')]).toEqual([
      404,
      expect.stringContaining("script-src 'self';"),
    ]);
  } finally {
    await routes.http.close();
    await db.close();
  }
});
