import type { ChildProcess } from 'node:child_process';

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createRandom } from '../../src/app/demo/random.ts';
import {
  createInstallation,
  enlace,
  removeInstallation,
  startServer,
  stopServer,
  type Installation,
} from '../support/server.ts';
import { hostileCases, type HostileCase } from './hostile-cases.ts';

const count = 5_000;

let installation: Installation;
let server: ChildProcess;
let token: string;
let client: pg.Client;
let own: string;
let otherTenant: string;

beforeAll(async () => {
  installation = await createInstallation();
  enlace(installation, 'demo', '--patients', '10', '--days', '1');
  const made = enlace(installation, 'token', 'create', '--scope', 'system/*.cruds', '--json');
  token = (JSON.parse(made) as { token: string }).token;
  server = await startServer(installation, '--api-only');
  client = new pg.Client(enlace(installation, 'config', '--connection').trim());
  await client.connect();
  own = await oneId('select id from patient where not restricted limit 1');
  otherTenant = await plantOtherTenant();
}, 600_000);

afterAll(async () => {
  await client.end();
  await stopServer(server);
  removeInstallation(installation);
});

async function oneId(query: string): Promise<string> {
  const result = await client.query<{ id: string }>(query);
  return result.rows[0]!.id;
}

/** A patient of a second organization, made as the owner of the tables. */
async function plantOtherTenant(): Promise<string> {
  return oneId(`
    with o as (insert into organization (organization_id, name, zone) values (gen_random_uuid(), 'Other', 'UTC') returning organization_id),
    p as (insert into practice (organization_id, id, name, zone)
          select organization_id, gen_random_uuid(), 'Other', 'UTC' from o returning organization_id, id)
    insert into patient (organization_id, id, practice_id, given_names, family_name, language, zone, zone_source, created_at, updated_at)
    select organization_id, gen_random_uuid(), id, 'Otra', 'Persona', 'es', 'UTC', 'given', now(), now() from p
    returning id`);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(one: HostileCase): Promise<Answer> {
  const response = await fetch(`${installation.url}${one.path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...one.headers },
    body: one.body as BodyInit,
  });
  return { status: response.status, text: await response.text() };
}

/** What is wrong with an answer to a hostile delivery; nothing, when it is as promised. */
function faultOf(one: HostileCase, { status, text }: Answer): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (one.path.startsWith('/fhir'))
    return /OperationOutcome|"code"/.test(text) ? undefined : 'gave no reason';
  const answer = JSON.parse(text) as {
    code?: string;
    messages?: { en?: string; es?: string };
    items?: { status: string; code?: string; messages?: { en?: string; es?: string } }[];
  };
  if (status >= 400)
    return answer.code && answer.messages?.en && answer.messages.es ? undefined : 'gave no reason';
  for (const item of answer.items ?? []) {
    const isPlain = item.status === 'accepted' || item.status === 'duplicate';
    if (!isPlain && !(item.code && item.messages?.en && item.messages.es))
      return 'an item without reason';
    if (item.status === 'accepted' && !one.mayBelieve && !item.code) return 'believed';
  }
  return undefined;
}

test(`${count} hostile deliveries: never a 5xx, always a reason, nothing stored as normal`, async () => {
  const cases = hostileCases(createRandom(20_261_121), { own, otherTenant }, count);
  const faults: string[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (next < cases.length) {
        const one = cases[next++]!;
        const fault = faultOf(one, await send(one));
        if (fault) faults.push(`${one.name}: ${fault}: ${one.body.toString().slice(0, 200)}`);
      }
    }),
  );
  const believed = await client.query(
    "select source_id, kind, value_1 from reading where source_id like '%never-%' and standing = 'accepted'",
  );
  const foreign = await client.query('select 1 from reading where patient_id = $1', [otherTenant]);
  expect(faults).toEqual([]);
  expect(believed.rows).toEqual([]);
  expect(foreign.rows).toEqual([]);
}, 600_000);
