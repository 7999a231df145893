import { createUserWithPassword } from '../src/access/server/service/users.ts';
import { systemCaller } from '../src/platform/server/context.ts';
import { createDatabase, createPool, inOrganization } from '../src/platform/server/database.ts';
import { load } from './load.ts';
import {
  quantile,
  type BenchDatabase,
  type BenchOrganization,
  type BenchServer,
} from './support.ts';

const email = 'supervisor@example.org';
const password = 'four quiet herons wade';

/** Adds a supervisor to the organization, signs in, and gives the Cookie header of the session. */
export async function signIn(
  { owner, connectionString }: BenchDatabase,
  { organizationId }: BenchOrganization,
  server: BenchServer,
): Promise<string> {
  // Outside of demonstrations an authenticator app would have to be set up first.
  await owner.query('update organization set demonstration = true where organization_id = $1', [
    organizationId,
  ]);
  const database = createDatabase(createPool({ connectionString, max: 1, onError: rethrow }));
  const caller = systemCaller(organizationId, 'bench');
  await inOrganization(database, organizationId, (tx) =>
    createUserWithPassword(
      { tx, caller, now: new Date(), audited: 0 },
      {
        ...{ displayName: 'Supervisor', email, credentials: null, roles: ['supervisor'] },
        ...{ languages: ['en', 'es'], skills: [], interfaceLanguage: 'en', practiceId: null },
        password,
      },
    ),
  );
  await database.destroy();
  const response = await fetch(`http://127.0.0.1:${server.port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`Sign-in failed: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** A GET as bytes. */
export function get(path: string, cookie: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n\r\n`);
}

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Milliseconds of one request after the other, the first ones left out. */
export async function latencyOf(
  server: BenchServer,
  requests: readonly Buffer[],
  check: (body: Buffer) => void = () => undefined,
): Promise<Latency> {
  const waiting = [...requests];
  const { latencies } = await load({
    port: server.port,
    connections: 1,
    next: () => waiting.pop(),
    check: (status, body) => {
      if (status !== 200) throw new Error(`Answered ${status}: ${body.toString().slice(0, 300)}`);
      check(body);
    },
  });
  const warm = latencies.slice(Math.floor(latencies.length / 10));
  return { p50: quantile(warm, 0.5), p99: quantile(warm, 0.99) };
}

/** The same of /readyz: HTTP, a connection of the pool, and a statement that does nothing. */
export function emptyRoundTrip(server: BenchServer, count: number): Promise<Latency> {
  return latencyOf(
    server,
    Array.from({ length: count }, () => get('/readyz', 'none=1')),
  );
}

function rethrow(error: Error): void {
  throw error;
}
