import { afterAll, beforeAll, expect, test } from 'vitest';

import { createIngestTest, type IngestTest } from '../testing.ts';
import { verifyIngest } from './verify.ts';

let t: IngestTest;
let patientId: string;

beforeAll(async () => {
  t = await createIngestTest();
  patientId = await t.addPatient();
  await t.send([
    // The evening of October 31 where the patient lives.
    weight('m-1', 80, '2026-11-01T02:00:00Z'),
    weight('m-2', 81, '2026-11-20T12:00:00Z'),
    weight('m-3', 900, '2026-11-20T13:00:00Z'),
    { ...weight('m-4', 80, '2026-11-20T14:00:00Z'), unit: 'furlong' },
  ]);
});
afterAll(() => t.close());

function weight(id: string, kg: number, at: string) {
  return { id, patient: patientId, kind: 'weight', at, unit: 'kg', values: kg };
}

/** What is found while the statement stands; then it is undone by the other. */
async function foundAfter(breaking: string, mending: string): Promise<readonly string[]> {
  await t.rows(breaking);
  const found = await t.db.run(verifyIngest);
  await t.rows(mending);
  return [...new Set(found.map(({ check }) => check))];
}

test('finds nothing wrong with what ingest stored', async () => {
  expect(await t.db.run(verifyIngest)).toEqual([]);
});

test('says which month of which patient is counted wrongly', async () => {
  await t.rows("update reading_days set all_days = 0 where month = '2026-10-01'");
  const found = await t.db.run(verifyIngest);
  expect(found).toEqual([{ check: 'ingest.days-differ', id: `${patientId} 2026-10 weight` }]);
  await t.rows("update reading_days set all_days = 1 << 30 where month = '2026-10-01'");
});

const nobody = '00000000-0000-7000-8000-000000000000';

test.each([
  [
    'ingest.days-differ',
    "update reading_days set device_days = device_days | 2 where month = '2026-11-01'",
    "update reading_days set device_days = device_days & ~2 where month = '2026-11-01'",
  ],
  [
    'ingest.delivery-counts',
    'update delivery set accepted = accepted + 1',
    'update delivery set accepted = accepted - 1',
  ],
  [
    'ingest.item-without-delivery',
    `update quarantine_item set delivery_id = '${nobody}'`,
    'update quarantine_item set delivery_id = (select id from delivery)',
  ],
  [
    'ingest.reading-without-delivery',
    `update reading set delivery_id = '${nobody}' where source_id = 'gateway/m-2'`,
    'update reading set delivery_id = (select id from delivery)',
  ],
  [
    'ingest.reading-without-patient',
    `update reading set patient_id = '${nobody}' where source_id = 'gateway/m-2'`,
    "update reading set patient_id = (select id from patient) where source_id = 'gateway/m-2'",
  ],
  [
    'ingest.held-without-work',
    "update work_item set subject = 'x' || subject",
    'update work_item set subject = substr(subject, 2)',
  ],
])('finds %s', async (check, breaking, mending) => {
  expect(await foundAfter(breaking, mending)).toContain(check);
  expect(await t.db.run(verifyIngest)).toEqual([]);
});
