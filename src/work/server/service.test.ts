import { afterAll, beforeAll, expect, test } from 'vitest';

import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { finding } from '../core/testing.ts';
import { raise, settle } from './service.ts';
import { snooze } from './service/actions.ts';
import { verifyWork } from './service/verify.ts';
import { selectEvents, selectItem } from './store/items.ts';
import { createWorkTest, signalFor, type WorkTest } from './testing.ts';

// A Wednesday, 10:00 in New York.
const morning = new Date('2026-11-18T15:00:00Z');
const later = new Date('2026-11-18T15:10:00Z');

let work: WorkTest;
beforeAll(async () => {
  work = await createWorkTest();
  await work.addPerson({ roles: ['care-provider'], languages: ['es'] });
});
afterAll(() => work.db.close());

function itemOf(id: string) {
  return work.db.run(({ tx }) => selectItem(tx, work.db.organizationId, id, 'read'));
}

async function eventTypes(id: string) {
  const events = await work.db.run(({ tx }) => selectEvents(tx, work.db.organizationId, id));
  return events.map(({ event }) => event.type);
}

test('opens one card per patient with the clocks of its priority', async () => {
  const patient = await work.addPatient();
  const urgent = finding({ priority: 2 });
  const [opened] = await work.at(morning, (context) =>
    raise(context, [signalFor(patient, [urgent])]),
  );
  expect(opened).toMatchObject({ change: 'opened', priority: 2, patientId: patient });
  expect(await itemOf(opened!.itemId)).toMatchObject({
    state: 'open',
    queue: 'level-1-es',
    languageGap: false,
    ownerId: null,
    headline: { findings: [urgent], worst: [urgent], cleared: [] },
    clock: { name: 'acknowledge', at: new Date('2026-11-18T15:15:00Z'), step: 0 },
    contactDueAt: new Date('2026-11-18T16:00:00Z'),
    eventCount: 1,
    version: 1,
  });
});

test('the same signal again changes nothing', async () => {
  const patient = await work.addPatient();
  const signals = [signalFor(patient, [finding(), finding({ ruleId: 'pressure/severe' })])];
  const [opened] = await work.at(morning, (context) => raise(context, signals));
  const before = await itemOf(opened!.itemId);
  const [again] = await work.at(later, (context) => raise(context, signals));
  expect(again).toEqual({ ...opened, change: 'unchanged' });
  expect(await itemOf(opened!.itemId)).toEqual(before);
  expect(await eventTypes(opened!.itemId)).toEqual(['opened']);
});

test('takes hundreds of signals at once, each subject once', async () => {
  const patients = await Promise.all(Array.from({ length: 300 }, () => work.addPatient()));
  const signals = patients.map((patient) => signalFor(patient, [finding()]));
  const twice = [...signals, signalFor(patients[0]!, [finding({ magnitude: 300 })])];
  const raised = await work.at(morning, (context) => raise(context, twice));
  expect(raised).toHaveLength(300);
  expect(new Set(raised.map((one) => one.change))).toEqual(new Set(['opened']));
  const first = raised.find((one) => one.subject === patients[0]);
  expect((await itemOf(first!.itemId))?.headline.findings[0]?.magnitude).toBe(300);
});

test('many who raise the same patients at once open each of them once', async () => {
  const patients = await Promise.all(Array.from({ length: 20 }, () => work.addPatient()));
  const batch = (seed: number) =>
    patients
      .map((patient, index) =>
        signalFor(patient, [finding({ magnitude: 260 + ((index + seed) % 7) })]),
      )
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1) * (seed % 2 === 0 ? 1 : -1));
  const runs = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((seed) => work.at(morning, (context) => raise(context, batch(seed)))),
  );
  const all = runs.flat();
  expect(all.filter((one) => one.change === 'opened')).toHaveLength(20);
  expect(new Set(all.map((one) => one.itemId)).size).toBe(20);
  for (const itemId of new Set(all.map((one) => one.itemId))) {
    const worst = (await itemOf(itemId))?.headline.worst[0]?.magnitude ?? 0;
    expect(worst).toBeGreaterThanOrEqual(264);
  }
});

test('raising what another transaction is closing opens a new item', async () => {
  const patient = await work.addPatient();
  const signals = [signalFor(patient, [finding()])];
  const [first] = await work.at(morning, (context) => raise(context, signals));
  const { database, organizationId } = work.db;
  let raised: ReturnType<typeof raise> | undefined;
  await inOrganization(database, organizationId, async (tx) => {
    const caller = systemCaller(organizationId, 'test');
    await settle({ tx, caller, now: later, audited: 0 }, [
      { kind: 'triage', subject: patient, findings: [] },
    ]);
    // Waits for our lock on the item that we have just closed.
    raised = work.at(later, (context) => raise(context, signals));
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  const [second] = await raised!;
  expect(second).toMatchObject({ change: 'opened' });
  expect(second?.itemId).not.toBe(first?.itemId);
});

test('closes by itself what cleared before anybody had to do with it', async () => {
  const patient = await work.addPatient();
  const [opened] = await work.at(morning, (context) =>
    raise(context, [signalFor(patient, [finding()])]),
  );
  const settlement = { kind: 'triage', subject: patient, findings: [] };
  const [settled] = await work.at(later, (context) => settle(context, [settlement]));
  expect(settled).toMatchObject({ change: 'closed', itemId: opened?.itemId });
  expect(await itemOf(opened!.itemId)).toMatchObject({
    state: 'closed',
    disposition: 'cleared-by-newer-reading',
    closedBy: null,
  });
  expect(await eventTypes(opened!.itemId)).toEqual(['opened', 'cleared', 'resolved']);
  expect(await work.at(later, (context) => settle(context, [settlement]))).toEqual([]);
});

test('a snoozed high that turns low rises, in the stored row as well', async () => {
  const patient = await work.addPatient();
  const nurse = await work.addPerson({ roles: ['care-provider'] });
  const high = finding({ priority: 2, magnitude: 300 });
  const [opened] = await work.at(morning, (context) =>
    raise(context, [signalFor(patient, [high])]),
  );
  const request = { until: new Date('2026-11-18T15:50:00Z'), reason: 'just ate', version: 1 };
  await work.at(morning, (context) => snooze(context, opened!.itemId, request), nurse);
  const low = finding({ ruleId: 'glucose/low', direction: 'low', priority: 1, magnitude: -45 });
  const [raised] = await work.at(later, (context) => raise(context, [signalFor(patient, [low])]));
  expect(raised).toMatchObject({ change: 'raised', priority: 1 });
  expect(await itemOf(opened!.itemId)).toMatchObject({
    state: 'open',
    priority: 1,
    ownerId: nurse.id,
    clock: { name: 'acknowledge', at: new Date('2026-11-18T15:15:00Z') },
  });
});

test('work of a kind that nothing defines is refused', async () => {
  const patient = await work.addPatient();
  const unknown = signalFor(patient, [], { kind: 'gossip' });
  await expect(work.at(morning, (context) => raise(context, [unknown]))).rejects.toThrow(/gossip/);
});

test('another organization neither sees nor raises it', async () => {
  const patient = await work.addPatient();
  const [opened] = await work.at(morning, (context) =>
    raise(context, [signalFor(patient, [finding()])]),
  );
  const other = await work.db.addOrganization('Other');
  const seen = await inOrganization(work.db.database, other, (tx) =>
    selectItem(tx, work.db.organizationId, opened!.itemId, 'read'),
  );
  expect(seen).toBeUndefined();
});

test('what is stored agrees with itself', async () => {
  expect(await work.at(morning, (context) => verifyWork(context))).toEqual([]);
});
