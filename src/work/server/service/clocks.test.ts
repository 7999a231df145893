import { afterAll, beforeAll, expect, test } from 'vitest';

import { inOrganization } from '../../../platform/server/database.ts';
import { systemCaller } from '../../../platform/server/context.ts';
import { finding } from '../../core/testing.ts';
import { raise } from '../service.ts';
import { selectEvents, selectItem } from '../store/items.ts';
import { createWorkTest, signalFor, type WorkTest } from '../testing.ts';
import { tickClocks } from './clocks.ts';
import { verifyWork } from './verify.ts';

const at = (time: string) => new Date(`2026-11-18T${time}-05:00`);

let work: WorkTest;
beforeAll(async () => {
  work = await createWorkTest();
});
afterAll(() => work.db.close());

async function open(priority: 1 | 2 | 3 | 4, time: string, language = 'es') {
  const patient = await work.addPatient({ language });
  const signal = signalFor(patient, [finding({ priority })], { language });
  const [raised] = await work.at(at(time), (context) => raise(context, [signal]));
  return raised!.itemId;
}

function itemOf(id: string) {
  return work.db.run(({ tx }) => selectItem(tx, work.db.organizationId, id, 'read'));
}

async function eventTypes(id: string) {
  const events = await work.db.run(({ tx }) => selectEvents(tx, work.db.organizationId, id));
  return events.map(({ event }) => event.type);
}

const tick = (time: string) => work.at(at(time), (context) => tickClocks(context));

test('two servers that tick at the same moment climb one rung', async () => {
  await work.addPerson({ roles: ['care-provider'] });
  const ids = await Promise.all(Array.from({ length: 25 }, () => open(1, '10:00')));
  const results = await Promise.all([1, 2, 3, 4].map(() => tick('10:05')));
  expect(results.reduce((sum, one) => sum + one.due, 0)).toBe(25);
  for (const id of ids) {
    expect(await eventTypes(id)).toEqual(['opened', 'escalated']);
    expect(await itemOf(id)).toMatchObject({
      queue: 'level-2',
      queueBy: 'escalation',
      clock: { name: 'acknowledge', at: at('10:10'), step: 1 },
    });
  }
  expect((await tick('10:05')).due).toBe(0);
});

test('an item that somebody is working on is left to them and looked at the next time', async () => {
  const id = await open(1, '11:00');
  const { database, organizationId } = work.db;
  await inOrganization(database, organizationId, async (tx) => {
    await selectItem(tx, organizationId, id, 'lock');
    await tick('11:05');
  });
  expect(await eventTypes(id)).toEqual(['opened']);
  await tick('11:05');
  expect(await eventTypes(id)).toEqual(['opened', 'escalated']);
});

test('a server that was away for an hour climbs one rung, not twelve', async () => {
  const id = await open(1, '12:00');
  await tick('13:00');
  expect(await itemOf(id)).toMatchObject({ clock: { at: at('13:05'), step: 1 } });
});

test('nothing that is not due is touched', async () => {
  const id = await open(3, '14:00');
  const before = await itemOf(id);
  await tick('15:59');
  expect(await itemOf(id)).toEqual(before);
});

test('when the last speaker goes off duty the work goes up at once; one who comes brings it back', async () => {
  const speaker = await work.addPerson({ roles: ['care-provider'], languages: ['ht'] });
  const helper = await work.addPerson({ roles: ['care-manager'], languages: ['ht'] });
  const id = await open(3, '14:00', 'ht');
  expect(await itemOf(id)).toMatchObject({ queue: 'level-2', languageGap: false });
  await work.setDuty(helper, false);
  await tick('14:01');
  expect(await itemOf(id)).toMatchObject({
    queue: 'supervisor',
    languageGap: true,
    clock: { name: 'acknowledge', at: at('16:00'), step: 0 },
  });
  await work.setDuty(helper, true);
  expect((await tick('14:02')).routed).toBe(1);
  expect(await itemOf(id)).toMatchObject({ queue: 'level-2', languageGap: false });
  expect(await eventTypes(id)).toEqual(['opened', 'language-gap', 'language-gap-ended']);
  expect((await tick('14:03')).routed).toBe(0);
  await work.setDuty(speaker, false);
});

test('writes one audit event with every patient it touched', async () => {
  const id = await open(1, '15:00');
  const item = await itemOf(id);
  const audited = await inOrganization(work.db.database, work.db.organizationId, async (tx) => {
    const caller = systemCaller(work.db.organizationId, 'work-clocks');
    const context = { tx, caller, now: at('15:05'), audited: 0 };
    await tickClocks(context);
    return context.audited;
  });
  expect(audited).toBe(1);
  const events = await work.db.run(({ tx }) =>
    tx.selectFrom('auditEvent').selectAll().where('action', '=', 'work.clocks').execute(),
  );
  const about = events.filter((event) => event.patientIds.includes(item?.patientId ?? ''));
  expect(about).toHaveLength(1);
});

test('after all that the stored work agrees with itself', async () => {
  await tick('18:00');
  expect(await work.at(at('18:00'), (context) => verifyWork(context))).toEqual([]);
});
