import { afterAll, beforeAll, expect, test } from 'vitest';

import { addTestPatient, addTestPractice, testUser } from '../../../people/server/testing.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import { setFact } from './facts.ts';
import { readLimits } from './limits.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

async function pressureRules(patientId: string): Promise<string[]> {
  const { slots } = await db.run((context) => readLimits(context, patientId));
  return [
    ...new Set(slots.filter((slot) => slot.kind === 'blood-pressure').map((slot) => slot.ruleId)),
  ];
}

test('shows the limits of the protocols that apply to the patient, and no others', async () => {
  const patient = await db.run(async (context) => {
    const practiceId = await addTestPractice(context);
    return addTestPatient(context, { practiceId, birthDate: '1990-05-05' });
  });
  const before = await pressureRules(patient.id);
  await db.run(
    (context) =>
      setFact(context, patient.id, {
        fact: 'pregnant-or-postpartum',
        value: null,
        reason: 'Told us',
      }),
    { caller: testUser(db.organizationId, 'care-manager') },
  );
  const after = await pressureRules(patient.id);
  expect(before).toContain('blood-pressure/severe');
  expect(before.filter((rule) => rule.startsWith('blood-pressure-pregnancy/'))).toEqual([]);
  expect(after).toContain('blood-pressure-pregnancy/severe');
  expect(after.filter((rule) => rule.startsWith('blood-pressure/'))).toEqual([]);
});

test('says of a severe pressure what one value leads to, not what symptoms would make of it', async () => {
  const patient = await db.run(async (context) => {
    const practiceId = await addTestPractice(context, 'Another practice');
    return addTestPatient(context, { practiceId, birthDate: '1950-05-05', familyName: 'Otero' });
  });
  const { slots } = await db.run((context) => readLimits(context, patient.id));
  const severe = slots.find(
    (slot) => slot.ruleId === 'blood-pressure/severe' && slot.name === 'systolic',
  );
  expect(severe).toMatchObject({
    component: 'systolic',
    direction: 'high',
    inclusive: true,
    priority: 2,
    alone: true,
    level: { en: 'Very high pressure', es: 'Presión muy alta' },
    standard: [{ value: 180, unit: 'mm[Hg]' }],
  });
});
