import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Context } from '../../../platform/server/context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import type { NewPatient } from '../../contract.ts';
import { addTestPatient, addTestPractice, testUser } from '../testing.ts';
import { createPatient, restrictPatient, updatePatient } from './patients.ts';
import { readPerson } from './person.ts';
import { findLikelyDuplicates } from './search.ts';

let db: TestDatabase;
let practiceId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  practiceId = await db.run((context) => addTestPractice(context));
});
afterAll(() => db.close());

function person(given: Partial<NewPatient>): NewPatient {
  return { givenNames: 'Ana María', familyName: 'Quintero', language: 'es', practiceId, ...given };
}

function refusal(work: (context: Context) => Promise<unknown>) {
  return db.run(work).then(
    () => 'nothing refused',
    (error: unknown) => (error as { code: string }).code,
  );
}

test('keeps both surnames, accents and everything else that was entered', async () => {
  const shown = await db.run(async (context) => {
    const { id } = await addTestPatient(
      context,
      person({
        givenNames: '  Begoña   Inés ',
        familyName: 'Ñandubay',
        secondFamilyName: 'Ríos',
        preferredName: 'Bego',
        birthDate: '1950-12-31',
        sex: 'female',
        interpreterNeeded: true,
        address: {
          lines: ['1045 Schmitt Spur'],
          city: 'Emporia',
          state: 'KS',
          postalCode: '66801',
        },
        identifiers: [{ system: 'urn:mrn', value: ' 77 ', kind: 'MR' }],
        contactPoints: [
          {
            channel: 'phone',
            value: '(620) 555-0142',
            use: 'mobile',
            preferred: true,
            consent: 'granted',
          },
          { channel: 'text', value: '620-555-0142' },
        ],
      }),
    );
    return readPerson(context, id);
  });
  expect(shown).toMatchObject({
    header: {
      name: 'Begoña Inés Ñandubay Ríos',
      preferredName: 'Bego',
      birthDate: '1950-12-31',
      interpreterNeeded: true,
      zone: 'America/Chicago',
      zoneSource: 'zip',
      phone: '+16205550142',
      recordNumber: '77',
      status: 'active',
      version: 1,
    },
    address: { lines: ['1045 Schmitt Spur'], city: 'Emporia', state: 'KS', postalCode: '66801' },
    identifiers: [{ system: 'urn:mrn', value: '77', kind: 'MR' }],
    contactPoints: [
      { channel: 'phone', value: '+16205550142', consent: 'granted', consentBy: 'test' },
      {
        channel: 'text',
        value: '+16205550142',
        consent: 'unknown',
        consentAt: null,
        consentBy: null,
      },
    ],
  });
});

test('shows what nobody has asked as unknown', async () => {
  const header = await db.run((context) =>
    addTestPatient(context, person({ familyName: 'Desconocida', language: 'und' })),
  );
  const unknown = {
    birthDate: null,
    sex: null,
    language: 'und',
    interpreterNeeded: null,
    phone: null,
  };
  expect(header).toMatchObject({ ...unknown, zone: 'America/New_York', zoneSource: 'practice' });
});

test('answers likely duplicates instead of storing, until every one of them was looked at', async () => {
  const first = person({ familyName: 'Repetida', birthDate: '1961-03-04' });
  const again = { ...first, givenNames: 'ANA MARIA', secondFamilyName: 'Soler' };
  await db.run(async (context) => {
    const { id } = await addTestPatient(context, first);
    const refused = await createPatient(context, again);
    expect(refused).toMatchObject({
      outcome: 'likely-duplicates',
      duplicates: [{ patient: { id }, reasons: ['same-birth-date', 'similar-name'] }],
    });
    const wrong = await createPatient(context, again, [practiceId]);
    expect(wrong.outcome).toBe('likely-duplicates');
    const created = await createPatient(context, again, [id]);
    expect(created.outcome).toBe('created');
  });
});

test('finds duplicates by telephone, identifier and a swapped birth date', async () => {
  const reasons = await db.run(async (context) => {
    await addTestPatient(
      context,
      person({
        familyName: 'Hallada',
        birthDate: '1971-02-05',
        identifiers: [{ system: 'urn:find', value: '5' }],
        contactPoints: [{ channel: 'phone', value: '305 555 0155' }],
      }),
    );
    const probes = [
      person({ familyName: 'Hallada', contactPoints: [{ channel: 'text', value: '3055550155' }] }),
      person({
        familyName: 'Otra',
        givenNames: 'Luz',
        identifiers: [{ system: 'urn:find', value: '5' }],
      }),
      person({ familyName: 'Hallada', birthDate: '1971-05-02' }),
      person({ familyName: 'Hallada', birthDate: '1971-02-15' }),
      person({ familyName: 'Hallada', birthDate: '1988-11-30' }),
    ];
    const found = [];
    for (const probe of probes) found.push(await findLikelyDuplicates(context, probe));
    return found.map((duplicates) => duplicates[0]?.reasons.join(' '));
  });
  expect(reasons).toEqual([
    'same-name same-phone',
    'same-identifier',
    'near-birth-date same-name',
    'near-birth-date same-name',
    undefined,
  ]);
});

test('shows whoever is bound to a practice no duplicates of another', async () => {
  const elsewhere = await db.run((context) => addTestPractice(context, 'Elsewhere'));
  const twin = { familyName: 'Gemela', birthDate: '1980-01-01' };
  await db.run((context) => addTestPatient(context, person({ ...twin, practiceId: elsewhere })));
  const bound = testUser(db.organizationId, 'care-provider', { practiceId });
  const found = await db.run((context) => findLikelyDuplicates(context, person(twin)), {
    caller: bound,
  });
  expect(found).toEqual([]);
});

test('lets two people who enter the same patient at once see each other', async () => {
  const both = person({ familyName: 'Simultánea', birthDate: '1990-09-09' });
  const outcomes = await Promise.all(
    [1, 2].map(() => db.run((context) => createPatient(context, both))),
  );
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['created', 'likely-duplicates']);
});

test('refuses what cannot be', async () => {
  const codes = [
    await refusal((context) => createPatient(context, person({ practiceId: db.organizationId }))),
    await refusal((context) => createPatient(context, person({ zone: 'Mars/Base' }))),
    await refusal((context) => createPatient(context, person({ birthDate: '2091-01-01' }))),
    await refusal((context) => createPatient(context, person({ birthDate: '1066-10-14' }))),
    await refusal((context) =>
      createPatient(context, person({ contactPoints: [{ channel: 'phone', value: '12' }] })),
    ),
  ];
  expect(codes).toEqual([
    'people.practice-unknown',
    'people.zone-unknown',
    'people.birth-date-impossible',
    'people.birth-date-impossible',
    'people.contact-invalid',
  ]);
});

test('refuses an identifier that another patient has', async () => {
  const mrn = { identifiers: [{ system: 'urn:one', value: '9' }] };
  const given = await db.run((context) =>
    addTestPatient(context, person({ familyName: 'Primera', ...mrn })),
  );
  const second = person({ familyName: 'Segunda', givenNames: 'Zoe', ...mrn });
  const entered = await refusal((context) => createPatient(context, second, [given.id]));
  const other = await db.run((context) =>
    addTestPatient(context, person({ familyName: 'Tercera' })),
  );
  const changed = await refusal((context) =>
    updatePatient(context, other.id, { version: 1, ...mrn }),
  );
  expect([entered, changed]).toEqual(['people.identifier-taken', 'people.identifier-taken']);
});

test('changes only what is given, and only the newest version', async () => {
  await db.run(async (context) => {
    const before = await addTestPatient(
      context,
      person({ familyName: 'Cambiante', preferredName: 'Cam' }),
    );
    const after = await updatePatient(context, before.id, {
      version: 1,
      familyName: 'Mudada',
      preferredName: null,
      identifiers: [{ system: 'urn:new', value: '1' }],
    });
    expect(after).toEqual({
      ...before,
      familyName: 'Mudada',
      name: 'Ana María Mudada',
      preferredName: null,
      version: 2,
    });
    const stale = updatePatient(context, before.id, { version: 1, familyName: 'Vieja' });
    await expect(stale).rejects.toMatchObject({ code: 'record.changed' });
  });
});

test('follows the ZIP code unless a zone was given, and gives it up when asked', async () => {
  const zones = await db.run(async (context) => {
    const { id } = await addTestPatient(context, person({ familyName: 'Viajera' }));
    const changes = [
      { address: { postalCode: '85009' } },
      { zone: 'America/Denver' },
      { address: { postalCode: '66801' } },
      { zone: null },
    ];
    const shown = [];
    for (const [index, change] of changes.entries()) {
      const header = await updatePatient(context, id, { version: index + 1, ...change });
      shown.push(`${header.zone} ${header.zoneSource}`);
    }
    return shown;
  });
  expect(zones).toEqual([
    'America/Phoenix zip',
    'America/Denver given',
    'America/Denver given',
    'America/Chicago zip',
  ]);
});

test('writes to the audit log which fields changed, never what they say', async () => {
  await db.run(async (context) => {
    const { id } = await addTestPatient(context, person({ familyName: 'Auditada' }));
    await updatePatient(context, id, { version: 1, birthDate: '1961-03-04' });
    await restrictPatient(context, id, true, 'safety');
    const events = await context.tx
      .selectFrom('auditEvent')
      .select(['action', 'detail', 'patientIds'])
      .where('action', 'like', 'patient.%')
      .orderBy('id', 'desc')
      .limit(3)
      .execute();
    expect(events).toEqual([
      { action: 'patient.restrict', detail: { reason: 'safety' }, patientIds: [id] },
      { action: 'patient.update', detail: { fields: ['birthDate'] }, patientIds: [id] },
      { action: 'patient.create', detail: { confirmedNotDuplicate: [] }, patientIds: [id] },
    ]);
  });
});

test('restricts nobody of another practice', async () => {
  const { id } = await db.run((context) =>
    addTestPatient(context, person({ familyName: 'Ajena' })),
  );
  const bound = testUser(db.organizationId, 'supervisor', { practiceId: db.organizationId });
  const attempt = db.run((context) => restrictPatient(context, id, true), { caller: bound });
  await expect(attempt).rejects.toMatchObject({ code: 'record.not-found' });
});
