import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import { testUser } from '../testing.ts';
import { changePractice, createPractice, listPractices } from './practices.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('adds, changes, closes and lists practices', async () => {
  const { north, practices } = await db.run(async (context) => {
    const created = await createPractice(context, {
      name: ' Clínica  Norte ',
      zone: 'America/Chicago',
    });
    await createPractice(context, { name: 'Abierta', zone: 'UTC', phone: '305 555 0100' });
    await createPractice(context, { name: 'Zeta', zone: 'UTC' });
    await changePractice(context, created.id, { active: false, phone: '(956) 555-0100' });
    return { north: created.id, practices: await listPractices(context) };
  });
  expect(practices.map(({ id: _id, ...practice }) => practice)).toEqual([
    { name: 'Abierta', zone: 'UTC', phone: '+13055550100', active: true },
    { name: 'Zeta', zone: 'UTC', phone: null, active: true },
    { name: 'Clínica Norte', zone: 'America/Chicago', phone: '+19565550100', active: false },
  ]);
  const bound = testUser(db.organizationId, 'practice-user', { practiceId: north });
  const own = await db.run((context) => listPractices(context), { caller: bound });
  expect(own.map(({ id }) => id)).toEqual([north]);
});

function open(name: string, zone: string) {
  return db.run((context) => createPractice(context, { name, zone }));
}

test('refuses a name twice, a zone that is none and a practice that is not there', async () => {
  await open('Única', 'UTC');
  await expect(open('Única', 'UTC')).rejects.toMatchObject({ code: 'people.practice-name-taken' });
  await expect(open('Otra', 'Mars/Base')).rejects.toMatchObject({ code: 'people.zone-unknown' });
  for (const id of [db.organizationId, 'no-id']) {
    const change = db.run((context) => changePractice(context, id, { active: false }));
    await expect(change).rejects.toMatchObject({ code: 'record.not-found' });
  }
});
