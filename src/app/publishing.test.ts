import { afterAll, beforeAll, expect, test } from 'vitest';

import { createIngestTest, type IngestTest } from '../ingest/server/testing.ts';
import { alertOf } from '../monitoring/server/alert-rows.ts';
import { protocolsInUse } from '../monitoring/server/content.ts';
import { loadProtocolsOf, loadRelease } from '../monitoring/server/protocol-release.ts';
import { verifyMonitoring } from '../monitoring/server/service/verify.ts';
import { readLimits } from '../monitoring/server/service/limits.ts';
import {
  approve,
  decline,
  propose,
  readChanges,
  withdraw,
} from '../monitoring/server/service/publishing.ts';
import { goOnWithTrial, startTrial } from '../monitoring/server/service/publishing-trial.ts';
import { kindsOf, loadPasts } from '../monitoring/server/service/what-if-past.ts';
import { selectAlertsAfter } from '../monitoring/server/store/alerts.ts';
import { replay } from '../monitoring/core/replay.ts';
import { inForceThroughout } from '../monitoring/core/what-if-change.ts';
import { simulate } from '../monitoring/core/what-if.ts';
import { openPatient } from '../people/server/service.ts';
import { testUser } from '../people/server/testing.ts';
import type { Caller, Context } from '../platform/server/context.ts';
import { examineProtocols } from './commands/doctor-protocols.ts';
import { createRandom } from './demo/random.ts';

const hour = 3_600_000;
const day = 24 * hour;
const today = Date.parse('2026-11-10T09:00:00Z');

let t: IngestTest;
let proposer: Caller;
let director: Caller;
beforeAll(async () => {
  t = await createIngestTest();
  t.now = new Date(today);
  proposer = testUser(t.db.organizationId, 'care-manager');
  director = testUser(t.db.organizationId, 'supervisor');
});
afterAll(() => t.close());

const higher = [
  {
    ...{ rule: 'stage-2', level: 'repeated', pattern: { count: 2 } },
    limits: [{ name: 'systolic', thresholds: [{ value: 155, unit: 'mm[Hg]' }] }],
  },
];

function as<T>(caller: Caller, work: (context: Context) => Promise<T>, at = t.now): Promise<T> {
  return t.db.run(work, { caller, now: at });
}

async function proposed(effectiveOn: string, edits: typeof higher = higher): Promise<string> {
  const trial = await as(proposer, (context) =>
    startTrial(context, { protocolId: 'blood-pressure', edits }),
  );
  await as(proposer, (context) => goOnWithTrial(context, trial.id));
  const body = { trialId: trial.id, effectiveOn, reason: 'Too many alerts of stage 2' };
  return (await as(proposer, (context) => propose(context, body))).id;
}

const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

test('needs another person, a trial that has ended, and a day that is still to come', async () => {
  const trial = await as(proposer, (context) =>
    startTrial(context, { protocolId: 'blood-pressure', edits: higher }),
  );
  const body = { trialId: trial.id, effectiveOn: '2026-11-11', reason: 'Too many alerts' };
  const early = as(proposer, (context) => propose(context, body));
  expect(await codeOf(early)).toBe('monitoring.trial-unfinished');
  await as(proposer, (context) => goOnWithTrial(context, trial.id));
  const past = as(proposer, (context) => propose(context, { ...body, effectiveOn: '2026-11-10' }));
  expect(await codeOf(past)).toBe('monitoring.effective-day-past');
  const { id } = await as(proposer, (context) => propose(context, body));
  const own = { ...director, id: proposer.id };
  expect(await codeOf(as(own, (context) => approve(context, id, 'Mine')))).toBe(
    'monitoring.second-person-needed',
  );
  expect(await codeOf(as(own, (context) => decline(context, id, 'Mine')))).toBe(
    'monitoring.second-person-needed',
  );
  expect(await codeOf(as(director, (context) => withdraw(context, id, 'Not mine')))).toBe(
    'monitoring.not-proposer',
  );
  const late = as(director, (context) => approve(context, id, 'Good'), new Date(today + 2 * day));
  expect(await codeOf(late)).toBe('monitoring.effective-day-past');
  await as(director, (context) => decline(context, id, 'Let us wait'));
  expect(await codeOf(as(director, (context) => approve(context, id, 'Good')))).toBe(
    'monitoring.change-decided',
  );
  const { protocols } = await as(director, loadRelease);
  expect(protocols).toBe(protocolsInUse());
});

test('lets the database refuse one person in both roles whatever the code says', async () => {
  const id = await proposed('2026-11-12');
  await expect(
    t.rows(
      `update protocol_change set state = 'declined', decided_by = proposed_by, decided_at = now()
       where id = $1`,
      [id],
    ),
  ).rejects.toThrow('protocol_change');
  await as(proposer, (context) => withdraw(context, id, 'Changed my mind'));
});

test('judges by the own version from its day on, to the alert as it was foretold, and replays both', async () => {
  const patient = await t.addPatient();
  await send(patient, 'before', today - 2 * day, 20);
  const before = await alertsOf(patient);
  expect(before.length).toBeGreaterThan(0);
  const id = await proposed('2026-11-11');
  await as(director, (context) => approve(context, id, 'Agreed with the practices'));
  const other = await t.addPatient();
  await send(other, 'after', Date.parse('2026-11-11T06:00:00Z'), 200);
  const after = await alertsOf(other);
  expect(new Set(before.map((row) => row.protocolVersion))).toEqual(new Set([1]));
  expect(new Set(after.map((row) => row.protocolVersion))).toEqual(new Set([1_001]));

  // As foretold: what is in force now, tried on the same readings.
  const foretold = await as(director, async (context) => {
    const { contents } = await loadProtocolsOf(context);
    const rules = inForceThroughout(contents, 'blood-pressure', t.now.getTime());
    const kinds = kindsOf(rules.contents[0]!.definition);
    const span = { from: Date.parse('2026-11-11T00:00:00Z'), to: t.now.getTime() };
    const pasts = await loadPasts(context, [await openPatient(context, other)], kinds, span);
    return simulate(pasts.get(other)!, rules).map(({ alert }) => alert);
  });
  const stored = after.map(alertOf).filter(stage);
  expect(stored.length).toBeGreaterThan(3);
  expect(json(stored)).toEqual(json(foretold.filter(stage)));

  // Both versions are found by what the verdicts say, and the limits show the one in force.
  const protocols = await as(director, loadProtocolsOf);
  const outcomes = [...before, ...after].map((row) => replay(row.verdict, protocols).outcome);
  expect(new Set(outcomes)).toEqual(new Set(['same']));
  expect(await as(director, verifyMonitoring)).toEqual([]);
  expect(replay(after[0]!.verdict, protocolsInUse()).outcome).toBe('content-missing');
  expect(await shownLimit(other)).toBe(155);
  expect(await as(director, (context) => shownVersion(context), new Date(today))).toBe(1);
});

test('keeps other organizations as they are, and judges by what another process has approved', async () => {
  const elsewhere = await t.db.addOrganization('Other');
  const theirs = await t.db.run(loadProtocolsOf, {
    caller: { ...director, organizationId: elsewhere },
  });
  expect(theirs).toBe(protocolsInUse());
  // Another process: only the row tells this one.
  const before = await as(director, loadProtocolsOf);
  expect(await as(director, loadProtocolsOf)).toBe(before);
  await t.rows('update protocol_release set number = number + 1');
  const after = await as(director, loadProtocolsOf);
  expect(after).not.toBe(before);
  expect(await as(director, loadProtocolsOf)).toBe(after);
});

test('leaves out a version that is not what was approved, and the one before it goes on judging', async () => {
  const id = await proposed('2026-12-05', [{ ...higher[0]!, pattern: { count: 5 } }]);
  await as(director, (context) => approve(context, id, 'Again'));
  const at = Date.parse('2026-12-06T00:00:00Z');
  const versionAt = (protocols: Awaited<ReturnType<typeof loadProtocolsOf>>) =>
    protocols
      .at(at)
      .get('blood-pressure')
      ?.find(({ protocol }) => protocol.id === 'blood-pressure')?.protocol.version;
  expect(versionAt(await as(director, loadProtocolsOf))).toBe(1_002);
  await t.rows(
    `update protocol_change set definition = jsonb_set(definition, '{rules}', '[]') where id = $1`,
    [id],
  );
  await t.rows('update protocol_release set number = number + 1');
  expect(versionAt(await as(director, loadProtocolsOf))).toBe(1_001);
  const { changes } = await as(director, readChanges);
  expect(changes.filter(({ usable }) => !usable).map((one) => one.id)).toEqual([id]);
  const runtime = { database: t.db.database, clock: () => t.now };
  expect(await examineProtocols(runtime, [t.db.organizationId])).toMatchObject({
    state: 'problem',
    says: `cannot be used: blood-pressure 1002 (${t.db.organizationId})`,
  });
  expect(await examineProtocols(runtime, [])).toMatchObject({ state: 'ok' });
});

async function send(patient: string, prefix: string, from: number, count: number): Promise<void> {
  const random = createRandom(5);
  for (let place = 0; place < count; place += 1) {
    const at = from + place * 2 * hour;
    const systolic = Math.round(random.normal(148, 12));
    t.now = new Date(at);
    const values = { systolic, diastolic: Math.round(systolic * 0.55) };
    const item = {
      id: `${prefix}-${place}`,
      patient,
      kind: 'blood-pressure',
      unit: 'mmHg',
      values,
    };
    await t.send([{ ...item, at: t.now.toISOString() }], { receivedAt: t.now });
    if (prefix === 'before') t.now = new Date(today);
  }
}

async function alertsOf(patientId: string) {
  const first = '00000000-0000-0000-0000-000000000000';
  const rows = await t.db.run(({ tx }) =>
    selectAlertsAfter(tx, t.db.organizationId, first, 10_000),
  );
  return rows
    .filter((row) => row.patientId === patientId)
    .toSorted((one, other) => one.openedAt - other.openedAt);
}

async function shownLimit(patientId: string) {
  const { slots } = await as(director, (context) => readLimits(context, patientId));
  return slots.find(({ ruleId, name }) => ruleId.endsWith('/stage-2') && name === 'systolic')
    ?.standard[0]?.value;
}

async function shownVersion(context: Context) {
  const table = (await loadProtocolsOf(context)).at(context.now.getTime());
  return table.get('blood-pressure')?.find(({ protocol }) => protocol.id === 'blood-pressure')
    ?.protocol.version;
}

const stage = ({ ruleId }: { ruleId: string }) => ruleId === 'blood-pressure/stage-2';
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
