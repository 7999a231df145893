import { afterAll, beforeAll, expect, test } from 'vitest';

import { addTestUser } from '../../access/server/testing.ts';
import { resolveWork } from '../../monitoring/server/service/endings.ts';
import { recordSymptoms } from '../../monitoring/server/service/symptoms.ts';
import { testUser } from '../../people/server/testing.ts';
import type { Caller } from '../../platform/server/context.ts';
import { newId } from '../../platform/server/ids.ts';
import { recordContact, take } from '../../work/server/service/actions.ts';
import { createIngestTest, type IngestTest } from './testing.ts';

let t: IngestTest;
let nurse: Caller;

beforeAll(async () => {
  t = await createIngestTest();
  const { id } = await addTestUser(t.db);
  nurse = { ...testUser(t.db.organizationId, 'care-provider'), id };
});
afterAll(() => t.close());

async function send(patient: string, kind: 'blood-pressure' | 'spo2', values: object) {
  const at = new Date(t.now.getTime() - 60_000).toISOString();
  const unit = kind === 'spo2' ? '%' : 'mm[Hg]';
  const [outcome] = await t.send([{ id: newId(), patient, kind, unit, at, values }]);
  expect(outcome?.status).toBe('accepted');
}

const severe = { systolic: 192, diastolic: 112 };

const alertsOf = (patient: string) =>
  t.rows(
    `select rule_id as rule, needs_person as person, state, clear_reason as reason from alert where patient_id = $1
     order by opened_at, rule_id`,
    [patient],
  );
const cardsOf = (patient: string) =>
  t.rows<{ id: string; state: string; version: number }>(
    "select id, state, version from work_item where subject = $1 and kind = 'triage' order by opened_at",
    [patient],
  );

test('resolving a card ends the alerts that wait for a person, and the next value is something new', async () => {
  const patient = await t.addPatient();
  await send(patient, 'blood-pressure', severe);
  await send(patient, 'spo2', { value: 93 });
  const answer = { reportId: newId(), present: ['chest-pain'] as const };
  await t.ingest.runAlone(nurse, (context) => recordSymptoms(context, patient, answer));
  expect(await alertsOf(patient)).toEqual([
    { rule: 'blood-pressure/severe', person: true, state: 'active', reason: null },
    { rule: 'spo2/low', person: false, state: 'active', reason: null },
  ]);
  const [card] = await cardsOf(patient);
  await t.ingest.runAlone(nurse, async (context) => {
    await take(context, card!.id);
    const { version } = await recordContact(context, card!.id, {
      ...{ outcome: 'reached', channel: 'phone', note: '' },
    });
    await resolveWork(context, card!.id, {
      ...{ version, disposition: 'advice-given', note: 'She is with her doctor now.' },
    });
  });
  const resolved = [
    { rule: 'blood-pressure/severe', person: true, state: 'cleared', reason: 'person' },
    { rule: 'spo2/low', person: false, state: 'active', reason: null },
  ];
  expect(await alertsOf(patient)).toEqual(resolved);
  t.now = new Date(t.now.getTime() + 2 * 3_600_000);
  await send(patient, 'blood-pressure', severe);
  expect(await alertsOf(patient)).toEqual([
    ...resolved,
    { rule: 'blood-pressure/severe', person: false, state: 'active', reason: null },
  ]);
  expect((await cardsOf(patient)).map((one) => one.state)).toEqual(['closed', 'open']);
});
