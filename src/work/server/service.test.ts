import { afterAll, beforeAll, expect, test } from 'vitest';

import { raise, settle } from './service.ts';
import { selectEvents, selectItem } from './store/items.ts';
import { createWorkTest, finding, signalFor, type WorkTest } from './testing.ts';

// A Wednesday, 10:00 in New York.
const morning = new Date('2026-11-18T15:00:00Z');

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
  const [opened] = await work.at(morning, (context) =>
    raise(context, [signalFor(patient, [finding()])]),
  );
  expect(opened).toMatchObject({ change: 'opened', priority: 2, patientId: patient });
  expect(await itemOf(opened!.itemId)).toMatchObject({
    state: 'open',
    queue: 'level-1-es',
    languageGap: false,
    ownerId: null,
    clock: { name: 'acknowledge', at: new Date('2026-11-18T15:15:00Z'), step: 0 },
    contactDueAt: new Date('2026-11-18T16:00:00Z'),
  });
});

test('the same signal again changes nothing', async () => {
  const patient = await work.addPatient();
  const signals = [signalFor(patient, [finding()])];
  const [opened] = await work.at(morning, (context) => raise(context, signals));
  const before = await itemOf(opened!.itemId);
  const [again] = await work.at(new Date('2026-11-18T15:10:00Z'), (context) =>
    raise(context, signals),
  );
  expect(again).toEqual({ ...opened, change: 'unchanged' });
  expect(await itemOf(opened!.itemId)).toEqual(before);
});

test('closes by itself what cleared before anybody had to do with it', async () => {
  const patient = await work.addPatient();
  const mild = finding({ priority: 3 });
  const [opened] = await work.at(morning, (context) =>
    raise(context, [signalFor(patient, [mild])]),
  );
  const [settled] = await work.at(morning, (context) =>
    settle(context, [{ kind: 'triage', subject: patient, findings: [] }]),
  );
  expect(settled?.change).toBe('closed');
  expect(await itemOf(opened!.itemId)).toMatchObject({
    state: 'closed',
    disposition: 'cleared-by-newer-reading',
    closedBy: null,
  });
  expect(await eventTypes(opened!.itemId)).toEqual(['opened', 'cleared', 'resolved']);
});
