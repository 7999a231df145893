import { afterAll, beforeAll, expect, test } from 'vitest';

import { verifyMonitoring } from '../../monitoring/server/service/verify.ts';
import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
  const patient = await t.addPatient();
  const values = { systolic: 190, diastolic: 100 };
  const pressure = { patient, kind: 'blood-pressure', unit: 'mm[Hg]', values };
  await t.send([
    { ...pressure, id: 'p-1', at: '2026-11-20T17:55:00Z' },
    { ...pressure, id: 'p-2', at: '2026-11-20T17:59:00Z' },
  ]);
});
afterAll(() => t.close());

/** What is found while the statement stands; then it is undone by the other. */
async function foundAfter(breaking: string, mending: string): Promise<readonly string[]> {
  await t.rows(breaking);
  const found = await t.db.run(verifyMonitoring);
  await t.rows(mending);
  return [...new Set(found.map(({ check }) => check))];
}

test('finds nothing wrong with what readings led to', async () => {
  const cards = await t.rows<{ findings: number }>(
    "select jsonb_array_length(headline -> 'findings') as findings from work_item where kind = 'triage'",
  );
  expect(cards).toEqual([{ findings: 1 }]);
  expect(await t.db.run(verifyMonitoring)).toEqual([]);
});

test.each([
  [
    'monitoring.alert-without-card',
    `update work_item set state = 'closed', disposition = 'cleared-by-newer-reading',
       closed_at = now(), next_clock = null, next_clock_at = null`,
    `update work_item set state = 'open', disposition = null, closed_at = null,
       next_clock = 'acknowledge', next_clock_at = acknowledge_due_at`,
  ],
  [
    'monitoring.alert-without-card',
    "update alert set rule_id = 'blood-pressure/other'",
    "update alert set rule_id = verdict ->> 'ruleId'",
  ],
  [
    'monitoring.card-without-alert',
    `update alert set state = 'cleared', cleared_at = now(), clear_reason = 'recomputed'`,
    "update alert set state = 'active', cleared_at = null, clear_reason = null",
  ],
  [
    'monitoring.alert-without-reading',
    "update alert set last_reading_at = last_reading_at + interval '1 second'",
    "update alert set last_reading_at = last_reading_at - interval '1 second'",
  ],
])('finds %s', async (check, breaking, mending) => {
  expect(await foundAfter(breaking, mending)).toContain(check);
  expect(await t.db.run(verifyMonitoring)).toEqual([]);
});

test('lets a person close a card while its alert goes on', async () => {
  const found = await foundAfter(
    `update work_item set state = 'closed', disposition = 'recheck-normal', closed_at = now(),
       closed_by = gen_random_uuid(), next_clock = null, next_clock_at = null`,
    `update work_item set state = 'open', disposition = null, closed_at = null, closed_by = null,
       next_clock = 'acknowledge', next_clock_at = acknowledge_due_at`,
  );
  expect(found).toEqual([]);
});

// Events are append-only, so this one stays broken: it comes last.
test('finds an alert that was opened twice', async () => {
  await t.rows(
    `insert into alert_event (organization_id, id, alert_id, at, type, verdict)
     select organization_id, gen_random_uuid(), alert_id, at, type, verdict
     from alert_event where type = 'opened'`,
  );
  const found = await t.db.run(verifyMonitoring);
  expect(found.map(({ check }) => check)).toEqual(['monitoring.alert-opened-once']);
});
