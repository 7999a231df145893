import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Contract } from '../platform/core/contract.ts';
import { createTestDatabase, type TestDatabase } from '../platform/server/testing.ts';
import type { Server } from './server.ts';
import {
  asDemonstration,
  createTestServer,
  isForMachines,
  nameOf,
  send,
  type Credentials,
} from './testing.ts';
import { sampleRequest } from './testing-requests.ts';
import { createWorld, mark, type World } from './testing-world.ts';

let db: TestDatabase;
let owner: pg.Client;
let server: Server;
let world: World;

interface Walked {
  readonly contract: Contract;
  readonly status: number;
  readonly text: string;
  /** Audit events that the request left. */
  readonly events: number;
}

let answers: readonly Walked[];

beforeAll(async () => {
  db = await createTestDatabase();
  await asDemonstration(db);
  server = await createTestServer(db);
  world = await createWorld(server, db);
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  answers = await walk();
}, 120_000);
afterAll(async () => {
  await server.close();
  await owner.end();
  await db.close();
});

async function countEvents(): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    'select count(*)::int as count from audit_event where organization_id = $1',
    [db.organizationId],
  );
  return rows[0]?.count ?? 0;
}

function whoMay(contract: Contract): Credentials {
  if (contract.path.startsWith('/api/v1/')) return world.patientToken;
  if (contract.path.startsWith('/api/portal/')) return world.portal;
  return isForMachines(contract) ? world.token : world.everybody;
}

/** Who may asks every route with health information: first what only reads, then what changes. */
async function walk(): Promise<readonly Walked[]> {
  const walked: Walked[] = [];
  const contracts = server.contracts
    .filter(({ healthInformation }) => healthInformation)
    .toSorted((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'));
  for (const contract of contracts) {
    for (const extent of ['required', 'everything'] as const) {
      const { url, body } = sampleRequest(contract, extent, world.values);
      const before = await countEvents();
      const { status, text } = await send(server, contract.method, url, whoMay(contract), body);
      walked.push({ contract, status, text, events: (await countEvents()) - before });
    }
  }
  return walked;
}

const brief = ({ contract, status, text }: Walked) =>
  `${nameOf(contract)} ${status} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? ''}`;

/** By the time the walk comes to them: given to a colleague, offered, decided, changed, or one's own. */
const forbiddenByThen = [
  'POST /api/break-glass/{id}/review',
  'POST /api/hand-offs/{id}/accept',
  'POST /api/hand-offs/{id}/decline',
  'POST /api/hand-offs/{id}/withdraw',
  'POST /api/patients/{id}/readings/replace',
  'POST /api/quarantine/{id}/correct',
  'POST /api/quarantine/{id}/refuse',
  'POST /api/work/{id}/contacts',
  'POST /api/work/{id}/hand-offs',
  'POST /api/work/{id}/release',
  'POST /api/work/{id}/resolve',
  'POST /api/work/{id}/resume',
  'POST /api/work/{id}/snooze',
  'POST /api/work/{id}/steps',
  'POST /api/work/{id}/wait',
];

const agreed = ({ status }: Walked) => status < 300;

describe('every route with health information', () => {
  test('that answers leaves an audit event', () => {
    expect(answers.filter((one) => agreed(one) && one.events === 0).map(brief)).toEqual([]);
  });

  test('answers who may, unless what was asked before it forbids', () => {
    const asked = [...new Set(answers.map(({ contract }) => nameOf(contract)))];
    const answered = new Set(answers.filter(agreed).map(({ contract }) => nameOf(contract)));
    expect(asked.length).toBeGreaterThanOrEqual(80);
    expect(asked.filter((name) => !answered.has(name)).toSorted()).toEqual(forbiddenByThen);
  });

  test('tells of the patient where the walk asks for the patient', () => {
    const told = answers.filter((one) => agreed(one) && one.text.includes(mark));
    expect(new Set(told.map(({ contract }) => nameOf(contract))).size).toBeGreaterThan(30);
  });

  test('fails nowhere', () => {
    expect(answers.filter(({ status }) => status >= 500).map(brief)).toEqual([]);
  });
});
