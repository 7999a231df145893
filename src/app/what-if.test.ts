import { afterAll, beforeAll, expect, test } from 'vitest';

import { createIngestTest, type IngestTest } from '../ingest/server/testing.ts';
import { tryLimit } from '../monitoring/server/service/what-if.ts';
import { createRandom } from './demo/random.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());

const hour = 3_600_000;
const asked = { ruleId: 'blood-pressure/stage-2', name: 'systolic', value: 165, unit: 'mm[Hg]' };

/** A patient with so many pressures over the last 90 days, as an import brings them: nobody was alarmed. */
async function patientWith(readings: number): Promise<string> {
  const patient = await t.addPatient();
  const random = createRandom(7);
  const items = Array.from({ length: readings }, (_, place) => {
    const at = t.now.getTime() - ((place + 0.5) * 90 * 24 * hour) / readings;
    const systolic = Math.round(random.normal(138, 17));
    return {
      ...{ id: `r-${place}`, patient, kind: 'blood-pressure', at: new Date(at).toISOString() },
      ...{ values: { systolic, diastolic: Math.round(systolic * 0.6) }, unit: 'mmHg' },
    };
  });
  for (let first = 0; first < items.length; first += 1_000) {
    await t.send(items.slice(first, first + 1_000), { live: false });
  }
  return patient;
}

test('answers for 3,000 readings in less than 2 seconds, audited, and changes nothing', async () => {
  const patient = await patientWith(3_000);
  // Of this process: what else the machine does at the time says nothing about us.
  const began = process.cpuUsage();
  const preview = await t.db.run(
    async (context) => {
      const reply = await tryLimit(context, patient, asked);
      expect(context.audited).toBe(1);
      return reply;
    },
    { now: t.now },
  );
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000).toBeLessThan(2_000);
  const { counts, changes, readings, days } = preview;
  expect(readings).toBeGreaterThan(2_900);
  expect(counts.asIs - counts.gone + counts.new).toBe(counts.changed);
  expect(counts.gone).toBeGreaterThan(0);
  expect(changes.length).toBe(counts.gone + counts.new + counts.priority + counts.moved);
  expect(days.reduce((sum, one) => sum + one.asIs, 0)).toBe(counts.asIs);
  const [kept] = await t.rows<{ alerts: number; limits: number; audits: number }>(
    `select (select count(*) from alert)::int as alerts,
       (select count(*) from patient_limit)::int as limits,
       (select count(*) from audit_event where action = 'limit.try')::int as audits`,
  );
  expect(kept).toEqual({ alerts: 0, limits: 0, audits: 1 });
});

test('refuses a limit that is not there, another unit, and silence, which no reading tells', async () => {
  const patient = await patientWith(1);
  const codeOf = (more: Partial<typeof asked>) =>
    t.db
      .run((context) => tryLimit(context, patient, { ...asked, ...more }), { now: t.now })
      .catch((error: unknown) => (error as { code: string }).code);
  expect(await codeOf({ name: 'pulse' })).toBe('monitoring.limit-unknown');
  expect(await codeOf({ ruleId: 'nobody/knows' })).toBe('monitoring.limit-unknown');
  expect(await codeOf({ unit: 'mmol/L' })).toBe('monitoring.unit-unsuitable');
  const gap = { ruleId: 'heart-failure-weight/data-gap', name: 'data-gap', unit: 'h' };
  expect(await codeOf(gap)).toBe('monitoring.not-simulated');
});
