import { afterAll, beforeAll, expect, test } from 'vitest';

import { sessionProblems } from '../../access/core/problems.ts';
import { breakGlass } from '../../access/server/service.ts';
import { sealAudit, verifyAudit } from '../../access/server/service/audit-chain.ts';
import type { Reply } from '../../platform/core/contract.ts';
import type { Caller } from '../../platform/server/context.ts';
import { createHttp, type Routes } from '../../platform/server/http.ts';
import { newId } from '../../platform/server/ids.ts';
import { createLog } from '../../platform/server/log.ts';
import { finding } from '../../work/core/testing.ts';
import { raise } from '../../work/server/service.ts';
import { createWorkTest, signalFor, type WorkTest } from '../../work/server/testing.ts';
import type { readWorklist } from '../contract.ts';
import { registerWorklistRoutes } from './routes.ts';

const now = new Date('2026-11-18T15:00:00Z');

let work: WorkTest;
let routes: Routes;
let otherPractice: string;
let patients: { readonly here: string; readonly there: string };
const people = new Map<string, Caller>();

beforeAll(async () => {
  work = await createWorkTest();
  otherPractice = newId();
  await work.db.run(({ tx, caller: { organizationId } }) =>
    tx
      .insertInto('practice')
      .values({ organizationId, id: otherPractice, name: 'Other', zone: 'America/New_York' })
      .execute(),
  );
  patients = { here: await addCard(work.practiceId), there: await addCard(otherPractice) };
  for (const name of ['Ana', 'Ben', 'Cruz'])
    people.set(name, await work.addPerson({ roles: ['care-manager'] }));
  const bound = await work.addPerson({ roles: ['care-manager'], practiceId: otherPractice });
  people.set('Dot of the other practice', { ...bound, practiceId: otherPractice });
  routes = await createHttp({
    ...{ database: work.db.database, clock: () => now, log: createLog('silent') },
    authenticate: async ({ headers }) => people.get(String(headers['x-test-person'])) ?? null,
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerWorklistRoutes(routes);
});
afterAll(async () => {
  await routes.http.close();
  await work.db.close();
});

async function addCard(practiceId: string): Promise<string> {
  const patientId = await work.addPatient();
  const signal = signalFor(patientId, [finding({ priority: 2 })], { practiceId });
  await work.at(now, (context) => raise(context, [signal]));
  return patientId;
}

async function listOf(name: string): Promise<readonly string[]> {
  const response = await routes.http.inject({
    url: '/api/worklists/triage',
    headers: { 'x-test-person': name },
  });
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  const { items } = response.json<Reply<typeof readWorklist>>();
  return items.map((item) => String(item.patient?.id)).toSorted();
}

test('everybody who asks at the same moment sees what they may, and is audited for what they saw', async () => {
  const ben = people.get('Ben');
  const { id: glass } = await work.at(
    now,
    (context) => breakGlass(context, { patientId: patients.here, reason: 'Unconscious at home.' }),
    ben,
  );
  const names = [...people.keys()];
  const seen = await Promise.all(names.map(listOf));
  const both = [patients.here, patients.there].toSorted();
  expect(seen).toEqual([both, both, both, [patients.there]]);
  const events = await work.db.run(({ tx }) =>
    tx
      .selectFrom('auditEvent')
      .select(['actorId', 'patientIds', 'purpose', 'breakGlassId', 'subject'])
      .where('action', '=', 'worklist.read')
      .execute(),
  );
  const eventOf = (name: string) =>
    events.filter(({ actorId }) => actorId === people.get(name)?.id);
  const usual = { purpose: 'treatment', breakGlassId: null, subject: 'triage' };
  expect(events).toHaveLength(4);
  for (const [place, name] of names.entries()) {
    const actorId = people.get(name)?.id;
    const expected = { ...usual, actorId, patientIds: seen[place] };
    // Emergency access is one person's, whoever reads beside them.
    const under = name === 'Ben' ? { purpose: 'emergency', breakGlassId: glass } : {};
    expect(eventOf(name)).toEqual([{ ...expected, ...under }]);
  }
  await work.db.run(sealAudit);
  expect(await work.db.run((context) => verifyAudit(context))).toMatchObject({ breaks: [] });
});

async function statusFor(name: string, list: string): Promise<number> {
  const headers = { 'x-test-person': name };
  return (await routes.http.inject({ url: `/api/worklists/${list}`, headers })).statusCode;
}

test('refuses a list that does not exist, and a person who may not see lists', async () => {
  people.set('Eva', { ...people.get('Ana')!, permissions: new Set() });
  const statuses = [await statusFor('Ana', 'nothing'), await statusFor('Eva', 'triage')];
  expect(statuses).toEqual([404, 403]);
});
