import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { Problem } from '../../platform/core/problem.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import { allowedFailures, createAccountGuard } from './account-guard.ts';
import { createAuthDatabase, type AuthDatabase } from './store/auth-database.ts';

let db: TestDatabase;
let auth: AuthDatabase;
let now: Date;
const start = Date.parse('2026-11-21T12:00:00Z');
const guard = () => createAccountGuard(auth, 'key', () => now);

beforeAll(async () => {
  db = await createTestDatabase();
  auth = createAuthDatabase(db.connectionString, () => undefined);
});
afterAll(async () => {
  await auth.destroy();
  await db.close();
});
beforeEach(async () => {
  await auth.deleteFrom('auth.signInGuard').execute();
  at(0);
});

function at(minutes: number) {
  now = new Date(start + minutes * 60_000);
}

async function fail(email = 'a@example.org'): Promise<Date | null> {
  return (await guard().begin(email)).failed();
}

async function failTimes(count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) expect(await fail()).toBeNull();
}

async function refusal(email = 'a@example.org') {
  try {
    await guard().begin(email);
    return 'open';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.code, ...error.detail };
  }
}

test('the eighth failure within 15 minutes locks the account for 15 minutes', async () => {
  await failTimes(allowedFailures - 1);
  at(14);
  expect(await fail()).toEqual(new Date(start + 29 * 60_000));
  const locked = { code: 'sign-in.locked', retryAt: '2026-11-21T12:29:00.000Z' };
  expect(await refusal()).toEqual(locked);
  expect(await refusal('A@Example.ORG')).toEqual(locked);
  expect(await refusal('b@example.org')).toBe('open');
  at(28.99);
  expect(await refusal()).toEqual(locked);
  at(29);
  expect(await refusal()).toBe('open');
});

test('failures older than 15 minutes do not count, wherever the window is laid', async () => {
  await failTimes(4);
  at(10);
  await failTimes(3);
  at(15.1);
  await failTimes(4);
  expect(await fail()).not.toBeNull();
});

test('trying while locked does not prolong the lock', async () => {
  await failTimes(allowedFailures - 1);
  await fail();
  at(14.9);
  await refusal();
  at(15);
  expect(await refusal()).toBe('open');
});

test('after the lock there are eight tries again', async () => {
  await failTimes(allowedFailures - 1);
  await fail();
  at(15.5);
  await failTimes(allowedFailures - 1);
  expect(await fail()).not.toBeNull();
});

test('a sign-in clears earlier failures; a right password that still needs a code counts as none', async () => {
  await failTimes(allowedFailures - 1);
  await (await guard().begin('a@example.org')).signedIn();
  await failTimes(allowedFailures - 1);
  await (await guard().begin('a@example.org')).passed();
  expect(await fail()).not.toBeNull();
});

test('tries at the same moment do not slip past the limit together', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => refusal()));
  expect(answers.filter((answer) => answer === 'open')).toHaveLength(allowedFailures);
});

test('nothing that was typed is stored, and old tries are forgotten', async () => {
  await fail('My Secret Password');
  const stored = await auth.selectFrom('auth.signInGuard').selectAll().execute();
  expect(stored).toHaveLength(1);
  expect(stored[0]?.accountKey).toHaveLength(32);
  at(25 * 60);
  await fail('b@example.org');
  expect(await auth.selectFrom('auth.signInGuard').selectAll().execute()).toHaveLength(1);
});
