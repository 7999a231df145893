import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { contract } from '../core/contract.ts';
import { platformProblems } from '../core/problem.ts';
import { systemCaller, type Caller } from './context.ts';
import { createHttp, type Routes } from './http.ts';
import { createLog } from './log.ts';
import type { SharedContext } from './shared-reads.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

const readName = contract({
  ...{ method: 'GET', path: '/api/name', summary: 'Name', permission: 'name.read' },
  healthInformation: true,
  query: Type.Object({ part: Type.Optional(Type.String()) }),
  reply: Type.Object({ name: Type.String(), practice: Type.String(), part: Type.String() }),
});

/** One run of the read under test, stopped behind its statement until it is let go. */
interface Run {
  readonly readers: readonly string[];
  finish(how?: 'audited' | 'unaudited' | 'failed'): void;
}

let db: TestDatabase;
let routes: Routes;
let otherOrganization: string;
let runs: Run[] = [];
const people = new Map<string, Caller>();

const refuse = () => platformProblems['record.not-found']();

async function nameIn({ tx, organizationId }: SharedContext): Promise<string> {
  const row = await tx
    .selectFrom('organization')
    .select('name')
    .where('organizationId', '=', organizationId)
    .executeTakeFirstOrThrow();
  return row.name;
}

beforeAll(async () => {
  db = await createTestDatabase();
  otherOrganization = await db.addOrganization('Elsewhere');
  const permissions = new Set(['name.read']);
  const add = (label: string, organizationId: string, practiceId: string | null) =>
    people.set(label, { ...systemCaller(organizationId, label), permissions, practiceId });
  for (const label of ['Ana', 'Ben', 'Cruz']) add(label, db.organizationId, null);
  add('Dot of the clinic', db.organizationId, 'clinic');
  add('Eva from elsewhere', otherOrganization, null);
  routes = await createHttp({
    ...{ database: db.database, clock: () => new Date(), log: createLog('silent') },
    authenticate: async ({ headers }) => people.get(String(headers['x-person'])) ?? null,
    refuse: { unauthenticated: refuse, forbidden: refuse },
  });
  routes.sharedRoute(readName, {
    question: ({ practiceId }, { query }) => ({ practiceId, part: query.part ?? 'whole' }),
    answer: async (context, { practiceId, part }) => {
      const name = await nameIn(context);
      const how = await new Promise((finish) => {
        const readers = context.readers.map(({ label }) => label);
        runs.push({ readers, finish: (as = 'audited') => finish(as) });
      });
      if (how === 'failed') throw platformProblems['record.changed']();
      context.audited += how === 'audited' ? context.readers.length : 1;
      return { name, practice: practiceId ?? 'all', part };
    },
  });
});
afterAll(async () => {
  await routes.http.close();
  await db.close();
});
beforeEach(() => {
  runs = [];
});

const rename = (name: string) =>
  db.run(({ tx, caller }) =>
    tx
      .updateTable('organization')
      .set({ name })
      .where('organizationId', '=', caller.organizationId)
      .execute(),
  );

async function ask(person: string, part?: string) {
  const url = part === undefined ? '/api/name' : `/api/name?part=${part}`;
  const response = await routes.http.inject({ url, headers: { 'x-person': person } });
  return { status: response.statusCode, ...response.json<{ name?: string; code?: string }>() };
}

async function runNumber(number: number): Promise<Run> {
  await expect.poll(() => runs.length).toBeGreaterThan(number);
  const run = runs[number];
  if (run === undefined) throw new Error(`There is no run ${number}.`);
  return run;
}

const nothing = async () => undefined;

/** A read that Ana alone began, and requests that came after it has asked the database. */
async function whileAnaReads(others: readonly string[], before: () => Promise<unknown> = nothing) {
  const ana = ask('Ana');
  const running = await runNumber(0);
  await before();
  const waiting = others.map((person) => ask(person));
  // Inject hands a request over in the next turns of the event loop; a request of its own tells when.
  const last = ask('Cruz', 'other');
  (await runNumber(1)).finish();
  await last;
  return { ana, running, waiting };
}

test('who asks the same at the same moment gets one read', async () => {
  await rename('Before');
  const { ana, running, waiting } = await whileAnaReads(['Ben', 'Cruz', 'Ben']);
  running.finish();
  const next = await runNumber(2);
  expect([running.readers, next.readers]).toEqual([['Ana'], ['Ben', 'Cruz', 'Ben']]);
  next.finish();
  const answer = { status: 200, name: 'Before', practice: 'all', part: 'whole' };
  expect(await Promise.all([ana, ...waiting])).toEqual([answer, answer, answer, answer]);
  expect(runs).toHaveLength(3);
});

test('who asks while a read runs gets a later one, which sees what was committed in between', async () => {
  await rename('Old');
  const { ana, running, waiting } = await whileAnaReads(['Ben'], () => rename('New'));
  running.finish();
  (await runNumber(2)).finish();
  expect([(await ana).name, (await waiting[0])?.name]).toEqual(['Old', 'New']);
});

test('people who may not see the same, or ask for other things, never share', async () => {
  const asked = [
    ask('Ana'),
    ask('Dot of the clinic'),
    ask('Eva from elsewhere'),
    ask('Ben', 'other'),
  ];
  await runNumber(3);
  expect(runs.map(({ readers }) => readers.join()).toSorted()).toEqual([
    'Ana',
    'Ben',
    'Dot of the clinic',
    'Eva from elsewhere',
  ]);
  for (const run of runs) run.finish();
  const name = 'New';
  expect(await Promise.all(asked)).toEqual([
    { status: 200, name, practice: 'all', part: 'whole' },
    { status: 200, name, practice: 'clinic', part: 'whole' },
    { status: 200, name: 'Elsewhere', practice: 'all', part: 'whole' },
    { status: 200, name, practice: 'all', part: 'other' },
  ]);
});

test('a read that fails fails for all who share it, and the next one is not touched', async () => {
  const { ana, running, waiting } = await whileAnaReads(['Ben', 'Cruz']);
  running.finish();
  (await runNumber(2)).finish('failed');
  expect((await ana).status).toBe(200);
  expect(await Promise.all(waiting)).toMatchObject([
    { status: 409, code: 'record.changed' },
    { status: 409, code: 'record.changed' },
  ]);
  const again = ask('Ben');
  (await runNumber(3)).finish();
  expect((await again).status).toBe(200);
});

test('nothing leaves when not every reader was written to the audit log', async () => {
  const { running, waiting } = await whileAnaReads(['Ben', 'Cruz']);
  running.finish();
  (await runNumber(2)).finish('unaudited');
  expect(await Promise.all(waiting)).toMatchObject([
    { status: 500, code: 'server.failed' },
    { status: 500, code: 'server.failed' },
  ]);
});
