import { afterAll, beforeAll, expect, test } from 'vitest';

import { addTestUser } from '../../../access/server/testing.ts';
import type { Caller, Context } from '../../../platform/server/context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import { choosePressure, pressurePolicyOn, readPressure } from './metric-settings.ts';

let db: TestDatabase;
let director: Caller;
beforeAll(async () => {
  db = await createTestDatabase();
  director = (await addTestUser(db, { roles: ['supervisor'] })).caller;
});
afterAll(() => db.close());

function on<T>(day: string, work: (context: Context) => Promise<T>, caller = director) {
  return db.run(work, { caller, now: new Date(`${day}T12:00:00Z`) });
}

function choose(day: string, effectiveOn: string, policy: 'all' | 'discard-day-1') {
  const body = { policy, effectiveOn, reason: `As agreed on ${day}` };
  return on(day, (context) => choosePressure(context, body));
}

test('counts what content says until the organization chooses, and then from the chosen day on', async () => {
  const standard = { policy: 'all', since: null };
  expect(await on('2026-11-20', (context) => pressurePolicyOn(context, '2026-11-20'))).toEqual(
    standard,
  );
  const { id } = await choose('2026-11-20', '2026-12-01', 'discard-day-1');
  const policyOn = (day: string) => on(day, (context) => pressurePolicyOn(context, day));
  expect(await policyOn('2026-11-30')).toEqual(standard);
  expect(await policyOn('2026-12-01')).toEqual({ policy: 'discard-day-1', since: '2026-12-01' });
  expect(await on('2026-12-02', readPressure)).toEqual({
    ...{ standard: 'all', policy: 'discard-day-1', inForce: id },
    choices: [
      {
        ...{ id, policy: 'discard-day-1', effectiveOn: '2026-12-01', chosenBy: director.label },
        ...{ chosenAt: '2026-11-20T12:00:00.000Z', reason: 'As agreed on 2026-11-20' },
      },
    ],
  });
});

test('counts the latest choice of one day, and keeps all of them', async () => {
  await choose('2026-12-02', '2026-12-10', 'discard-day-1');
  await choose('2026-12-03', '2026-12-10', 'all');
  const policy = await on('2026-12-10', (context) => pressurePolicyOn(context, '2026-12-10'));
  expect(policy).toEqual({ policy: 'all', since: '2026-12-10' });
  const { choices } = await on('2026-12-10', readPressure);
  expect(choices.map((one) => `${one.effectiveOn} ${one.policy}`)).toEqual([
    '2026-12-10 all',
    '2026-12-10 discard-day-1',
    '2026-12-01 discard-day-1',
  ]);
});

test('refuses a day that has begun, and is audited', async () => {
  await expect(choose('2026-12-05', '2026-12-05', 'all')).rejects.toMatchObject({
    code: 'monitoring.effective-day-past',
  });
  const events = await db.run(({ tx }) =>
    tx
      .selectFrom('auditEvent')
      .select(['actorId', 'detail'])
      .where('action', '=', 'metric-setting.choose')
      .execute(),
  );
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({ actorId: director.id, detail: { metric: 'home-pressure' } });
});

test('is nobody else’s: another organization counts what content says', async () => {
  const organizationId = await db.addOrganization('Other');
  const caller = { ...director, organizationId };
  const policy = await on(
    '2026-12-10',
    (context) => pressurePolicyOn(context, '2026-12-10'),
    caller,
  );
  expect(policy).toEqual({ policy: 'all', since: null });
});
