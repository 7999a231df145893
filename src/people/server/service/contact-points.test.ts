import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import { addTestPatient, addTestPractice, testUser } from '../testing.ts';
import { addContactPoint, changeContactPoint, endContactPoint } from './contact-points.ts';
import { readPerson } from './person.ts';

let db: TestDatabase;
let patientId: string;
let strangerId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.run(async (context) => {
    const practiceId = await addTestPractice(context);
    patientId = (await addTestPatient(context, { practiceId })).id;
    strangerId = (await addTestPatient(context, { practiceId, familyName: 'Otero' })).id;
  });
});
afterAll(() => db.close());

test('asks consent for each channel by itself and keeps who recorded it and when', async () => {
  const now = new Date('2026-11-20T15:00:00Z');
  const caller = { ...testUser(db.organizationId, 'care-provider'), label: 'Lucía Montesol' };
  await db.run(
    async (context) => {
      const call = await addContactPoint(context, patientId, {
        channel: 'phone',
        value: '305-555-0142',
        consent: 'granted',
      });
      const text = await addContactPoint(context, patientId, {
        channel: 'text',
        value: '305-555-0142',
      });
      expect(call).toMatchObject({
        value: '+13055550142',
        consent: 'granted',
        consentAt: '2026-11-20T15:00:00.000Z',
        consentBy: 'Lucía Montesol',
      });
      expect(text).toMatchObject({ consent: 'unknown', consentAt: null, consentBy: null });
      const revoked = await changeContactPoint(context, patientId, call.id, { consent: 'revoked' });
      expect(revoked.consent).toBe('revoked');
    },
    { caller, now },
  );
  const detail = await db.run(({ tx }) =>
    tx
      .selectFrom('auditEvent')
      .select('detail')
      .where('action', '=', 'contact-point.change')
      .execute(),
  );
  expect(detail).toEqual([
    { detail: { channel: 'phone', consentBefore: 'granted', consent: 'revoked' } },
  ]);
});

test('keeps one preferred contact point of each channel', async () => {
  const { contactPoints } = await db.run(async (context) => {
    const point = { channel: 'email', preferred: true } as const;
    await addContactPoint(context, patientId, { ...point, value: 'one@example.com' });
    const two = await addContactPoint(context, patientId, { ...point, value: 'two@example.com' });
    await addContactPoint(context, patientId, { ...point, value: 'three@example.com' });
    await changeContactPoint(context, patientId, two.id, { preferred: true });
    return readPerson(context, patientId);
  });
  const emails = contactPoints.filter(({ channel }) => channel === 'email');
  expect(emails.filter(({ preferred }) => preferred).map(({ value }) => value)).toEqual([
    'two@example.com',
  ]);
});

test('refuses the same contact point twice, but not again after it ended', async () => {
  await db.run(async (context) => {
    const point = { channel: 'phone', value: '305-555-0199' } as const;
    const { id } = await addContactPoint(context, patientId, point);
    const again = addContactPoint(context, patientId, { ...point, value: '(305) 555 0199' });
    await expect(again).rejects.toMatchObject({ code: 'people.contact-exists' });
    await endContactPoint(context, patientId, id);
    const missing = endContactPoint(context, patientId, id);
    await expect(missing).rejects.toMatchObject({ code: 'record.not-found' });
    const later = await addContactPoint(context, patientId, point);
    expect(later.id).not.toBe(id);
  });
});

test("does not touch another patient's contact points", async () => {
  await db.run(async (context) => {
    const point = { channel: 'phone', value: '305-555-0188' } as const;
    const { id } = await addContactPoint(context, patientId, point);
    for (const wrong of [id, 'no-id']) {
      const change = changeContactPoint(context, strangerId, wrong, { consent: 'granted' });
      await expect(change).rejects.toMatchObject({ code: 'record.not-found' });
    }
  });
});
