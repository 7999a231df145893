import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Caller, Context } from '../../platform/server/context.ts';
import { createLiveHub, type LiveHub } from '../../platform/server/live.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import {
  breakGlass,
  hasBrokenGlass,
  listReviews,
  recordAudit,
  reviewBreakGlass,
} from './service.ts';
import { editOrganization } from './service/organization.ts';
import { addTestUser, codeOf } from './testing.ts';

let db: TestDatabase;
let hub: LiveHub;
let nurse: Caller;
let officer: Caller;
const began = new Date('2026-11-21T08:00:00Z');
const reason = 'Daughter calls: not responding, needs the medication list.';

beforeAll(async () => {
  db = await createTestDatabase();
  hub = createLiveHub(db.connectionString, () => undefined);
  nurse = (await addTestUser(db, { displayName: 'Noemí Ruiz' })).caller;
  officer = (await addTestUser(db, { displayName: 'P. Officer', roles: ['privacy-officer'] }))
    .caller;
});
afterAll(async () => {
  await hub.close();
  await db.close();
});

const after = (hours: number) => new Date(began.getTime() + hours * 3_600_000);
const as = <T>(caller: Caller, hours: number, work: (context: Context) => Promise<T>) =>
  db.run(work, { caller, now: after(hours) });

test('it opens one patient to one person for four hours', async () => {
  const patientId = randomUUID();
  const has = (hours: number, caller = nurse, id = patientId) =>
    as(caller, hours, (context) => hasBrokenGlass(context, id));
  expect(await has(0)).toBe(false);
  const { endsAt } = await as(nurse, 0, (context) => breakGlass(context, { patientId, reason }));
  expect(endsAt).toEqual(after(4));
  expect(await has(3.99)).toBe(true);
  expect(await has(4)).toBe(false);
  expect(await has(1, officer)).toBe(false);
  expect(await has(1, nurse, randomUUID())).toBe(false);
  expect(await db.run((context) => hasBrokenGlass(context, patientId))).toBe(false);
});

test('a reason of a word is none', async () => {
  for (const short of ['', 'emergency', '               .']) {
    const attempt = as(nurse, 0, (context) =>
      breakGlass(context, { patientId: randomUUID(), reason: short }),
    );
    expect(await codeOf(attempt)).toBe('access.break-glass-reason');
  }
});

test('asking again gives the same access, and does not prolong it', async () => {
  const patientId = randomUUID();
  const ask = (hours: number) =>
    as(nurse, hours, (context) => breakGlass(context, { patientId, reason }));
  const first = await ask(0);
  expect(await ask(3)).toEqual(first);
  const later = await ask(4);
  expect(later.id).not.toBe(first.id);
  expect(later.endsAt).toEqual(after(8));
});

test('the organization decides how long it lasts', async () => {
  await db.run((context) => editOrganization(context, { breakGlassHours: 1 }));
  const { endsAt } = await as(nurse, 0, (context) =>
    breakGlass(context, { patientId: randomUUID(), reason }),
  );
  expect(endsAt).toEqual(after(1));
  await db.run((context) => editOrganization(context, { breakGlassHours: 4 }));
});

test('the privacy officer is told at once, sees what was done under it, and judges it once', async () => {
  const told: string[] = [];
  const stop = hub.subscribe(db.organizationId, (topics) => told.push(...topics));
  const patientId = randomUUID();
  const { id } = await as(nurse, 0, (context) => breakGlass(context, { patientId, reason }));
  await expect.poll(() => told).toContain('reviews');
  stop();
  await as(nurse, 1, (context) =>
    recordAudit(context, { action: 'readings.read', patientIds: [patientId] }),
  );
  const open = await as(officer, 2, (context) => listReviews(context, 'open'));
  expect(open.find((one) => one.id === id)).toEqual({
    ...{ id, userId: nurse.id, userName: 'Noemí Ruiz', patientId, reason },
    // Beginning it and one look at the chart.
    ...{ beganAt: began, endsAt: after(4), accesses: 2 },
    ...{ reviewedAt: null, reviewedByName: null, reviewNote: null },
  });
  const judge = (caller: Caller) =>
    as(caller, 5, (context) => reviewBreakGlass(context, id, ' Justified. '));
  expect(await codeOf(judge(nurse))).toBe('access.own-review');
  await judge(officer);
  expect(await codeOf(judge(officer))).toBe('record.not-found');
  const stillOpen = await as(officer, 6, (context) => listReviews(context, 'open'));
  expect(stillOpen.map((one) => one.id)).not.toContain(id);
  const reviewed = await as(officer, 6, (context) => listReviews(context, 'reviewed'));
  expect(reviewed.find((one) => one.id === id)).toMatchObject({
    ...{ reviewedAt: after(5), reviewedByName: 'P. Officer', reviewNote: 'Justified.' },
  });
});

test('machines and Enlace itself have no emergencies', async () => {
  const attempt = db.run((context) => breakGlass(context, { patientId: randomUUID(), reason }));
  expect(await codeOf(attempt)).toBe('record.not-found');
});
