import { afterAll, beforeAll, expect, test } from 'vitest';

import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());

function pressure(patient: string, id: string, fields: Record<string, unknown> = {}) {
  return {
    id,
    patient,
    kind: 'blood-pressure',
    at: '2026-11-20T11:30:00-06:00',
    values: { systolic: 124, diastolic: 78, pulse: 70 },
    unit: 'mmHg',
    ...fields,
  };
}

test('stores a reading once however often it is sent', async () => {
  const patient = await t.addPatient();
  const first = await t.send([pressure(patient, 'm-1')]);
  const again = await t.send([pressure(patient, 'm-1')]);
  const rows = await t.rows('select source_id, value_1, value_2, value_3, unit, standing, trust from reading where patient_id = $1', [patient]);
  expect([first[0]?.status, again[0]?.status, rows]).toEqual([
    'accepted',
    'duplicate',
    [
      {
        source_id: 'gateway/m-1',
        value_1: 124,
        value_2: 78,
        value_3: 70,
        unit: 'mm[Hg]',
        standing: 'accepted',
        trust: 'device-synchronised',
      },
    ],
  ]);
});
