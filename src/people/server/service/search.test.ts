import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Caller } from '../../../platform/server/context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/server/testing.ts';
import type { NewPatient, SearchPatients } from '../../contract.ts';
import { addTestPatient, addTestPractice, testUser } from '../testing.ts';
import { restrictPatient } from './patients.ts';
import { searchPatients } from './search.ts';

let db: TestDatabase;
let north: string;
let south: string;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.run(async (context) => {
    north = await addTestPractice(context, 'North');
    south = await addTestPractice(context, 'South');
    const people: Partial<NewPatient>[] = [
      {
        ...{ givenNames: 'María José', familyName: 'García', secondFamilyName: 'Muñoz' },
        birthDate: '1961-03-04',
        identifiers: [{ system: 'urn:mrn', value: 'MRN-10233', kind: 'MR' }],
        contactPoints: [{ channel: 'phone', value: '(305) 555-0142' }],
      },
      { givenNames: 'Mario', familyName: 'Garza', preferredName: 'Beto', birthDate: '1961-03-04' },
      { givenNames: 'Siobhán', familyName: "O'Neill-García", birthDate: '1990-10-01' },
      { givenNames: 'Zoe', familyName: 'Álvarez', practiceId: south },
      {
        ...{ givenNames: 'Rosa', familyName: 'Vedada' },
        contactPoints: [{ channel: 'phone', value: '305 555 7777' }],
      },
    ];
    for (const one of people) await addTestPatient(context, { practiceId: north, ...one });
    const { patients } = await searchPatients(context, { text: 'vedada' });
    await restrictPatient(context, patients[0]!.id, true, 'safety');
  });
});
afterAll(() => db.close());

async function search(wanted: SearchPatients, caller?: Caller): Promise<string[]> {
  const page = await db.run((context) => searchPatients(context, wanted), caller ? { caller } : {});
  return page.patients.map(({ name }) => name);
}

const maria = 'María José García Muñoz';
const mario = 'Mario Garza';
const siobhan = "Siobhán O'Neill-García";

test.each<[string, string[]]>([
  ['garcia', [maria, siobhan]],
  ['GARCÍA', [maria, siobhan]],
  ['garcia maria', [maria]],
  ['maria garcia', [maria]],
  ['munoz jose', [maria]],
  ['gar', [maria, mario, siobhan]],
  ['gar mar', [maria, mario]],
  ['beto', [mario]],
  ["o'neill", [siobhan]],
  ['oneill siobhan', [siobhan]],
  ['alvarez', ['Zoe Álvarez']],
  ['1961-03-04', [maria, mario]],
  ['03/04/1961', [maria, mario]],
  ['garza 3/4/61', [mario]],
  ['garza 1990-10-01', []],
  ['mrn-10233', [maria]],
  ['MRN-102', [maria]],
  ['(305) 555-0142', [maria]],
  ['+1 305 555 0142', [maria]],
  ['0142', [maria]],
  ['nobody', []],
  ["'; drop table patient; --", []],
  ['%', []],
])('finds by "%s"', async (text, names) => {
  expect(await search({ text })).toEqual(names);
});

test('lists everybody by surname, page by page, without gap or repetition', async () => {
  const names: string[] = [];
  let after: string | null = null;
  do {
    const wanted: SearchPatients = { limit: 2, ...(after === null ? {} : { after }) };
    const page = await db.run((context) => searchPatients(context, wanted));
    names.push(...page.patients.map(({ name }) => name));
    after = page.next;
  } while (after !== null);
  expect(names).toEqual(['Zoe Álvarez', maria, mario, siobhan, 'Rosa Vedada']);
});

test('refuses a page that is not of this list', async () => {
  for (const after of ['nonsense', Buffer.from('["a","b"]').toString('base64url'), '']) {
    await expect(search({ after })).rejects.toMatchObject({ code: 'request.invalid' });
  }
});

test('finds for who is bound to a practice or patient nobody else', async () => {
  const bound = testUser(db.organizationId, 'practice-user', { practiceId: south });
  expect(await search({}, bound)).toEqual(['Zoe Álvarez']);
  expect(await search({ text: 'garcia' }, bound)).toEqual([]);
  expect(await search({ practiceId: north }, bound)).toEqual([]);
  const foreign = testUser(await db.addOrganization('Foreign'), 'supervisor');
  expect(await search({}, foreign)).toEqual([]);
  const { patients } = await db.run((context) => searchPatients(context, { text: 'garza' }));
  const one = testUser(db.organizationId, 'care-provider', { patientId: patients[0]!.id });
  expect(await search({}, one)).toEqual([mario]);
});

test('narrows to a practice and a status', async () => {
  expect(await search({ practiceId: south })).toEqual(['Zoe Álvarez']);
  expect(await search({ status: 'deceased' })).toEqual([]);
});

test('shows of restricted patients no telephone number', async () => {
  const { patients } = await db.run((context) => searchPatients(context, { text: '7777' }));
  expect(patients).toMatchObject([{ name: 'Rosa Vedada', restricted: true, phone: null }]);
});

test('audits whom a search showed', async () => {
  const events = await db.run(async (context) => {
    await searchPatients(context, { text: 'garcia' });
    return context.tx
      .selectFrom('auditEvent')
      .select(['action', 'patientIds', 'detail'])
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
  });
  expect(events).toMatchObject([{ action: 'patients.search', detail: {} }]);
  expect(events[0]!.patientIds).toHaveLength(2);
});

test('searches words over their index in spite of row-level security', async () => {
  const plan = await db.run(async ({ tx }) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    await sql`set local enable_bitmapscan = off`.execute(tx);
    const result = await sql<Record<string, string>>`
      explain select patient_id from patient_name_word where word >= 'gar' and word < 'gas'`.execute(
      tx,
    );
    return result.rows.flatMap((row) => Object.values(row)).join('\n');
  });
  expect(plan).toMatch(/Index Cond: .*word >= 'gar'/);
});
