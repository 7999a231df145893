import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { permissionsOf, roles, type Permission } from '../access/core/permissions.ts';
import { createToken } from '../access/server/service/tokens.ts';
import type { Contract } from '../platform/core/contract.ts';
import { isUuid } from '../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../platform/server/testing.ts';
import type { Server } from './server.ts';
import * as testing from './testing.ts';
import { sampleRequest } from './testing-requests.ts';
import { fingerprint, listTables, type Table } from './testing-rows.ts';
import { createWorld, mark, staffRoles, type World } from './testing-world.ts';

const { isForMachines, nameOf, publicRoutes, send, signInAs } = testing;

let db: TestDatabase;
let other: TestDatabase;
let owner: pg.Client;
let tables: readonly Table[];
let server: Server;
let world: World;
/** Every route but those with which one signs in. */
let closed: readonly Contract[];

beforeAll(async () => {
  db = await createTestDatabase();
  other = await testing.asOrganization(db, 'Other');
  await testing.asDemonstration(db);
  await testing.asDemonstration(other);
  server = await testing.createTestServer(db);
  world = await createWorld(server, db);
  closed = server.contracts.filter(({ permission }) => permission !== 'public');
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  tables = await listTables(owner);
}, 120_000);
afterAll(async () => {
  await server.close();
  await owner.end();
  await db.close();
});

interface Walked extends testing.Answer {
  readonly contract: Contract;
  readonly sent: string;
}

/** Asks every route, once with what must be given and once with everything that may be. */
async function walk(
  contracts: readonly Contract[],
  credentials: (contract: Contract) => testing.Credentials,
): Promise<readonly Walked[]> {
  const answers: Walked[] = [];
  for (const contract of contracts) {
    for (const extent of ['required', 'everything'] as const) {
      const { url, body } = sampleRequest(contract, extent, world.values);
      const answer = await send(server, contract.method, url, credentials(contract), body);
      answers.push({ contract, sent: `${url} ${JSON.stringify(body)}`, ...answer });
    }
  }
  return answers;
}

const brief = ({ contract, status, text }: Walked) =>
  `${nameOf(contract)} ${status} ${/"code":"([^"]+)"/.exec(text)?.[1] ?? text.slice(0, 80)}`;

describe('every route', () => {
  test('is declared by a contract, and those open to everybody are known', () => {
    const open = server.contracts.filter(({ permission }) => permission === 'public');
    expect(open.map(nameOf).toSorted()).toEqual(publicRoutes);
    expect(closed.length).toBeGreaterThanOrEqual(110);
    expect(new Set(closed.map(nameOf)).size).toBe(closed.length);
  });

  test('answers 401 to who is not signed in, and to a token that is none', async () => {
    const nobody: testing.Credentials[] = [{}, { authorization: 'Bearer enl_unknown' }];
    for (const credentials of nobody) {
      const answers = await walk(closed, () => credentials);
      expect(answers).toHaveLength(closed.length * 2);
      expect(answers.filter(({ status }) => status !== 401).map(brief)).toEqual([]);
    }
  });

  test.each(roles)('answers 403 to a %s without the right', async (role) => {
    const practiceId = role === 'practice-user' ? String(world.values.params['practices']) : null;
    const credentials = await signInAs(server, db, [role], practiceId);
    const held = permissionsOf([role]);
    const forbidden = closed.filter(({ permission }) => !held.has(permission as Permission));
    expect(forbidden.length).toBeGreaterThan(10);
    const answers = await walk(forbidden, () => credentials);
    expect(answers.filter(({ status }) => status !== 403).map(brief)).toEqual([]);
  });

  test('answers 403 to a token with another scope', async () => {
    const { token } = await db.run((context) =>
      createToken(context, { label: 'elsewhere', scopes: ['system/Slot.r'] }),
    );
    const answers = await walk(
      closed.filter(({ permission }) => permission !== 'fhir.read'),
      () => ({ authorization: `Bearer ${token}` }),
    );
    expect(answers.filter(({ status }) => status !== 403).map(brief)).toEqual([]);
  });
});

/** Whether the address of a route names something of the organization; lists have names of the product. */
const isAddressed = ({ path }: Contract) => path.includes('{') && !/worklists|mappings/.test(path);

// Nothing is known of a patient elsewhere, so the list of who saw them is empty.
const answersEmpty = ['GET /api/audit/patients/{patientId}'];
// The colleague is looked up before the item, and is unknown elsewhere, too.
const refusesFirst = ['POST /api/work/{id}/assign'];

/** What an answer tells that was not in the question. */
function leaks({ text, sent }: Walked): readonly string[] {
  const secrets = [mark, ...Object.values(world.values.params).filter((value) => isUuid(value))];
  return secrets.filter((secret) => text.includes(secret) && !sent.includes(secret));
}

describe('another organization, with every right in its own', () => {
  let before: Readonly<Record<string, string>>;
  let answers: readonly Walked[];
  beforeAll(async () => {
    const everybody = await signInAs(server, other, staffRoles);
    const { token } = await other.run((context) =>
      createToken(context, { label: 'intruder', scopes: ['system/*.cruds'] }),
    );
    before = await fingerprint(owner, tables, db.organizationId);
    answers = await walk(closed, (contract) =>
      isForMachines(contract) ? { authorization: `Bearer ${token}` } : everybody,
    );
  }, 120_000);

  test('asks well-formed questions: nothing is refused for its form', () => {
    expect(answers).toHaveLength(closed.length * 2);
    expect(answers.filter(({ text }) => text.includes('"request.invalid"')).map(brief)).toEqual([]);
  });

  test('finds nothing at any address', () => {
    const found = answers.filter(({ contract, status }) => {
      const name = nameOf(contract);
      const allowed = answersEmpty.includes(name) ? 200 : refusesFirst.includes(name) ? 422 : 404;
      return isAddressed(contract) && status !== allowed;
    });
    expect(answers.filter(({ contract }) => isAddressed(contract)).length).toBeGreaterThan(110);
    expect(found.map(brief)).toEqual([]);
  });

  test('is told nothing that it did not say itself', () => {
    expect(answers.filter((answer) => leaks(answer).length > 0).map(brief)).toEqual([]);
  });

  test('changes nothing', async () => {
    expect(await fingerprint(owner, tables, db.organizationId)).toEqual(before);
  });

  test('meets no failure of the server', () => {
    expect(answers.filter(({ status }) => status >= 500).map(brief)).toEqual([]);
  });
});

/** Every row that names the patient. */
async function rowsOfPatient(): Promise<string> {
  const named = tables.filter(
    ({ name, columns }) =>
      name !== 'audit_event' && columns.some((column) => column.name === 'patient_id'),
  );
  expect(named.length).toBeGreaterThan(15);
  const prints: string[] = [];
  for (const { name } of named) {
    const { rows } = await owner.query(
      `select md5(string_agg(t::text, '|' order by t::text)) from ${name} t where patient_id = $1`,
      [world.patientId],
    );
    prints.push(`${name} ${JSON.stringify(rows)}`);
  }
  return prints.join('\n');
}

describe('somebody bound to another practice of the same organization', () => {
  let before: string;
  let answers: readonly Walked[];

  beforeAll(async () => {
    before = await rowsOfPatient();
    answers = await walk(
      closed.filter(({ healthInformation }) => healthInformation),
      (contract) => (isForMachines(contract) ? world.neighbourToken : world.neighbour),
    );
  }, 120_000);

  test('finds no patient, work, alert or held item of the other', () => {
    const found = answers.filter(
      ({ contract, status }) => isAddressed(contract) && ![403, 404].includes(status),
    );
    expect(found.map(brief)).toEqual([]);
  });

  test('is told nothing that it did not say itself', () => {
    const told = answers.filter((answer) => leaks(answer).length > 0);
    expect(told.map(brief)).toEqual([]);
  });

  test('changes nothing of the patient', async () => {
    expect(await rowsOfPatient()).toBe(before);
  });
});
