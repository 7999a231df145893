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

const password = 'four quiet herons wade';

/** Adds a supervisor to the organization, signs in, and gives the Cookie header of the session. */
export async function signIn(
  database: BenchDatabase,
  organization: BenchOrganization,
  server: BenchServer,
): Promise<string> {
  const [cookie] = await signInAll(1, database, organization, server);
  return String(cookie);
}

/** The same with so many of them, each with a session of their own. */
export async function signInAll(
  count: number,
  database: BenchDatabase,
  { organizationId }: BenchOrganization,
  server: BenchServer,
): Promise<readonly string[]> {
  // Outside of demonstrations an authenticator app would have to be set up first.
  await database.owner.query(
    'update organization set demonstration = true where organization_id = $1',
    [organizationId],
  );
  const emails = Array.from({ length: count }, (_, place) => `supervisor-${place}@example.org`);
  await addPeople(emails, database, organizationId);
  const cookies: string[] = [];
  for (const email of emails) cookies.push(await signInAs(email, server));
  return cookies;
}

async function addPeople(
  emails: readonly string[],
  { connectionString }: BenchDatabase,
  organizationId: string,
): Promise<void> {
  const database = createDatabase(createPool({ connectionString, max: 1, onError: rethrow }));
  const caller = systemCaller(organizationId, 'bench');
  await inOrganization(database, organizationId, async (tx) => {
    for (const email of emails) {
      await createUserWithPassword(
        { tx, caller, now: new Date(), audited: 0 },
        {
          ...{ displayName: 'Supervisor', email, credentials: null, roles: ['supervisor'] },
          ...{ languages: ['en', 'es'], skills: [], interfaceLanguage: 'en', practiceId: null },
          password,
        },
      );
    }
  });
  await database.destroy();
}

async function signInAs(email: string, server: BenchServer): Promise<string> {
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

/** A GET as bytes; of the background, when a screen fetches by itself what it shows already. */
export function get(path: string, cookie: string, of: 'person' | 'background' = 'person'): Buffer {
  const background = of === 'background' ? 'x-enlace-background: 1\r\n' : '';
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n${background}\r\n`,
  );
}

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export interface Beside {
  readonly asked: Latency;
  /** Of /readyz: HTTP, a connection of the pool, and a statement that does nothing. */
  readonly empty: Latency;
}

/**
 * Milliseconds of one request after the other, each behind an empty round trip, so that what disturbs
 * the machine meets both alike. The first ones are left out.
 */
export async function besideEmpty(
  server: BenchServer,
  requests: readonly Buffer[],
  check: (body: Buffer) => void,
): Promise<Beside> {
  const nothing = get('/readyz', 'none=1');
  const waiting = requests.flatMap((request) => [nothing, request]);
  let begun = 0;
  let answered = 0;
  const { latencies } = await load({
    port: server.port,
    connections: 1,
    next: () => waiting[begun++],
    check: (status, body) => {
      if (status !== 200) throw new Error(`Answered ${status}: ${body.toString().slice(0, 300)}`);
      if (answered++ % 2 === 1) check(body);
    },
  });
  const warm = Math.floor(requests.length / 10);
  const every = (rest: number) =>
    latencyOf(latencies.filter((_, place) => place % 2 === rest).slice(warm));
  return { empty: every(0), asked: every(1) };
}

function latencyOf(latencies: readonly number[]): Latency {
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

function rethrow(error: Error): void {
  throw error;
}
