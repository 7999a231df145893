import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Caller, Context } from '../../../platform/server/context.ts';
import { registerAccessReason } from '../../../people/server/service.ts';
import { finding } from '../../core/testing.ts';
import { raise } from '../service.ts';
import { selectEvents, selectItem, selectPatientItems } from '../store/items.ts';
import { createWorkTest, signalFor, type WorkTest } from '../testing.ts';
import { assign, note, openFollowUp, recordContact, release, resolve, take } from './actions.ts';
import { tickClocks } from './clocks.ts';
import { workOpensPatient } from './hand-off-views.ts';
import { nextItem } from './next.ts';
import { releaseOwnedWork } from './release-owned.ts';
import { history, listPatientItems, readItem } from './views.ts';

const morning = new Date('2026-11-18T15:00:00Z');
const later = new Date('2026-11-18T15:10:00Z');

let work: WorkTest;
let nurse: Caller;
let colleague: Caller;
beforeAll(async () => {
  registerAccessReason(workOpensPatient);
  work = await createWorkTest();
  nurse = await work.addPerson({ roles: ['care-provider'] });
  colleague = await work.addPerson({ roles: ['care-provider'] });
});
afterAll(() => work.db.close());

async function card(fields: Parameters<WorkTest['addPatient']>[0] = {}, priority: 1 | 2 | 3 = 2) {
  const patient = await work.addPatient(fields);
  const signal = signalFor(patient, [finding({ priority })], { practiceId: work.practiceId });
  const [raised] = await work.at(morning, (context) => raise(context, [signal]));
  return { patient, itemId: raised!.itemId };
}

function itemOf(id: string) {
  return work.db.run(({ tx }) => selectItem(tx, work.db.organizationId, id, 'read'));
}

test('of many who take it at once one gets it, and the others are told who', async () => {
  const { itemId } = await card();
  const people = await Promise.all(
    Array.from({ length: 6 }, () => work.addPerson({ roles: ['care-provider'] })),
  );
  const attempts = await Promise.allSettled(
    people.map((person) => work.at(later, (context) => take(context, itemId), person)),
  );
  const won = attempts.flatMap((one, index) =>
    one.status === 'fulfilled' ? [people[index]!] : [],
  );
  expect(won).toHaveLength(1);
  const refusals = attempts.flatMap((one): unknown[] =>
    one.status === 'rejected' ? [one.reason] : [],
  );
  expect(refusals).toHaveLength(5);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({
      code: 'work.already-taken',
      detail: { owner: { id: won[0]!.id, name: won[0]!.label } },
    });
  }
  const events = await work.db.run(({ tx }) => selectEvents(tx, work.db.organizationId, itemId));
  expect(events.map(({ event }) => event.type)).toEqual(['opened', 'taken']);
  expect(events[1]?.actorId).toBe(won[0]!.id);
});

test('taking an own item again changes nothing', async () => {
  const { itemId } = await card();
  const first = await work.at(later, (context) => take(context, itemId), nurse);
  expect(await work.at(later, (context) => take(context, itemId), nurse)).toEqual(first);
});

test('every action is audited with its patient, and answers only for that transaction', async () => {
  const { itemId, patient } = await card();
  const audited = await work.at(
    later,
    async (context) => {
      await take(context, itemId);
      await note(context, itemId, 'left a message');
      return context.audited;
    },
    nurse,
  );
  expect(audited).toBe(2);
  const events = await work.db.run(({ tx }) =>
    tx
      .selectFrom('auditEvent')
      .selectAll()
      .where('subject', '=', `work:${itemId}`)
      .orderBy('action', 'desc')
      .execute(),
  );
  expect(events.map((one) => [one.action, one.patientIds, one.actorId])).toEqual([
    ['work.take', [patient], nurse.id],
    ['work.note', [patient], nurse.id],
  ]);
  expect(JSON.stringify(events)).not.toContain('left a message');
});

test('Enlace itself takes nothing', async () => {
  const { itemId } = await card();
  await expect(work.at(later, (context) => take(context, itemId))).rejects.toMatchObject({
    code: 'work.person-needed',
  });
});

test('releasing and giving leave a trail that explains the owner', async () => {
  const { itemId } = await card();
  await work.at(later, (context) => take(context, itemId), nurse);
  await work.at(later, (context) => release(context, itemId, 'end of shift'), nurse);
  const given = await work.at(later, (context) => assign(context, itemId, colleague.id!), nurse);
  expect(given).toMatchObject({ ownerId: colleague.id, acknowledgedAt: null });
  const events = await work.at(later, (context) => history(context, itemId), nurse);
  expect(events.map((one) => [one.number, one.type, one.actor?.id])).toEqual([
    [1, 'opened', undefined],
    [2, 'taken', nurse.id],
    [3, 'released', nurse.id],
    [4, 'assigned', nurse.id],
  ]);
});

test('work is given only to somebody who can do it', async () => {
  const { itemId } = await card();
  const auditor = await work.addPerson({ roles: ['privacy-officer'] });
  for (const id of [auditor.id!, '018f0000-0000-7000-8000-000000000000']) {
    await expect(
      work.at(later, (context) => assign(context, itemId, id), nurse),
    ).rejects.toMatchObject({ code: 'work.assignee-unknown' });
  }
});

test('closing with a follow-up opens it in the same transaction, and it comes back on its day', async () => {
  const { itemId, patient } = await card();
  const reached = { outcome: 'reached', channel: 'phone', note: 'sent by ambulance' } as const;
  const spoken = await work.at(later, (context) => recordContact(context, itemId, reached), nurse);
  const resolution = {
    version: spoken.version,
    disposition: 'sent-to-emergency',
    note: 'ambulance called',
    followUp: { dueOn: '2026-11-20', reason: 'Ask how it went' },
  };
  const closed = await work.at(later, (context) => resolve(context, itemId, resolution), nurse);
  expect(closed).toMatchObject({ state: 'closed', closedBy: nurse.id });
  const [open] = await work.db.run(({ tx }) =>
    selectPatientItems(tx, work.db.organizationId, patient, 10),
  );
  expect(open).toMatchObject({
    kind: 'follow-up',
    state: 'waiting',
    followUpOf: itemId,
    ownerId: null,
    queue: 'level-1-es',
    clock: { name: 'wake', at: new Date('2026-11-20T13:00:00Z') },
    headline: { followUp: { disposition: 'sent-to-emergency', reason: 'Ask how it went' } },
  });
  await work.at(new Date('2026-11-20T12:59:00Z'), (context) => tickClocks(context));
  expect((await itemOf(open!.id))?.state).toBe('waiting');
  await work.at(new Date('2026-11-20T13:00:00Z'), (context) => tickClocks(context));
  expect(await itemOf(open!.id)).toMatchObject({
    state: 'open',
    clock: { name: 'acknowledge', at: new Date('2026-11-20T15:00:00Z') },
  });
});

test('a refused closing leaves neither follow-up nor event', async () => {
  const { itemId, patient } = await card();
  const resolution = {
    version: 1,
    disposition: 'sent-to-emergency',
    note: '',
    followUp: { dueOn: '2026-11-20', reason: 'x' },
  };
  const before = await itemOf(itemId);
  await expect(
    work.at(later, (context) => resolve(context, itemId, resolution), nurse),
  ).rejects.toMatchObject({ code: 'work.note-needed' });
  expect(await itemOf(itemId)).toEqual(before);
  const items = await work.db.run(({ tx }) =>
    selectPatientItems(tx, work.db.organizationId, patient, 10),
  );
  expect(items).toHaveLength(1);
});

test('a follow-up that was promised before counts as the one that is due', async () => {
  const { itemId } = await card();
  const promise = { dueOn: '2026-11-20', reason: 'Ask how it went' };
  const opened = await work.at(later, (context) => openFollowUp(context, itemId, promise), nurse);
  await expect(
    work.at(later, (context) => openFollowUp(context, itemId, promise), nurse),
  ).rejects.toMatchObject({ code: 'work.follow-up-not-possible' });
  const resolution = { version: opened.version, disposition: 'sent-to-emergency', note: 'x' };
  const closed = await work.at(later, (context) => resolve(context, itemId, resolution), nurse);
  expect(closed.state).toBe('closed');
});

test('a follow-up on a day that has passed is refused', async () => {
  const { itemId } = await card();
  const promise = { dueOn: '2026-11-17', reason: 'x' };
  await expect(
    work.at(later, (context) => openFollowUp(context, itemId, promise), nurse),
  ).rejects.toMatchObject({ code: 'work.follow-up-not-possible' });
});

test('a restricted patient opens to whoever takes the work, and to nobody else', async () => {
  const { itemId, patient } = await card({ restricted: true });
  await expect(work.at(later, (context) => readItem(context, itemId), nurse)).rejects.toMatchObject(
    { code: 'access.break-glass-needed' },
  );
  await work.at(later, (context) => take(context, itemId), nurse);
  const seen = await work.at(later, (context) => readItem(context, itemId), nurse);
  expect(seen.owner).toEqual({ id: nurse.id, name: nurse.label });
  const acts = [
    (context: Context): Promise<unknown> => readItem(context, itemId),
    (context: Context): Promise<unknown> => history(context, itemId),
    (context: Context): Promise<unknown> => note(context, itemId, 'x'),
  ];
  for (const act of acts) {
    await expect(work.at(later, act, colleague)).rejects.toMatchObject({
      code: 'access.break-glass-needed',
    });
  }
  await expect(
    work.at(later, (context) => listPatientItems(context, patient), colleague),
  ).rejects.toMatchObject({ code: 'access.break-glass-needed' });
});

test('somebody bound to another practice finds nothing', async () => {
  const { itemId } = await card();
  const elsewhere = '018f0000-0000-7000-8000-000000000001';
  const bound: Caller = { ...colleague, practiceId: elsewhere };
  const acts = [
    (context: Context): Promise<unknown> => take(context, itemId),
    (context: Context): Promise<unknown> => readItem(context, itemId),
    (context: Context): Promise<unknown> => history(context, itemId),
  ];
  for (const act of acts) {
    await expect(work.at(later, act, bound)).rejects.toMatchObject({
      code: 'record.not-found',
    });
  }
  expect((await itemOf(itemId))?.ownerId).toBeNull();
});

test('what somebody owned who leaves goes back to its queues', async () => {
  const leaver = await work.addPerson({ roles: ['care-provider'] });
  const cards = [await card(), await card()];
  for (const { itemId } of cards) await work.at(later, (context) => take(context, itemId), leaver);
  const released = await work.at(later, (context) => releaseOwnedWork(context, leaver.id!));
  expect(released).toBe(2);
  for (const { itemId } of cards) {
    expect(await itemOf(itemId)).toMatchObject({
      ownerId: null,
      acknowledgedAt: null,
      clock: { name: 'acknowledge', at: new Date('2026-11-18T15:25:00Z') },
    });
  }
  expect(await work.at(later, (context) => releaseOwnedWork(context, leaver.id!))).toBe(0);
});

test('the next item is the most urgent in the languages and skills of the caller', async () => {
  const fresh = await createWorkTest();
  try {
    const spanish = await fresh.addPerson({ roles: ['care-provider'], languages: ['es'] });
    const english = await fresh.addPerson({ roles: ['care-provider'], languages: ['en'] });
    const pharmacist = await fresh.addPerson({
      roles: ['care-provider'],
      languages: ['es'],
      skills: ['pharmacy'],
    });
    const open = async (minute: number, fields: object, priority: 1 | 2 | 3) => {
      const patient = await fresh.addPatient();
      const signal = signalFor(patient, [finding({ priority })], fields);
      const now = new Date(morning.getTime() + minute * 60_000);
      const [raised] = await fresh.at(now, (context) => raise(context, [signal]));
      return raised!.itemId;
    };
    const mild = await open(0, {}, 3);
    const urgent = await open(1, {}, 2);
    const newer = await open(2, {}, 2);
    const skilled = await open(3, { skill: 'pharmacy' }, 1);
    const inEnglish = await open(4, { language: 'en' }, 1);
    const next = (caller: Caller, filters = {}) =>
      fresh.at(later, (context) => nextItem(context, filters), caller);
    expect({
      spanish: await next(spanish),
      english: await next(english),
      pharmacist: await next(pharmacist),
      after: await next(spanish, { after: urgent }),
      mild: await next(spanish, { priority: 3 }),
      other: await next(spanish, { language: 'en' }),
    }).toEqual({
      spanish: urgent,
      english: inEnglish,
      pharmacist: skilled,
      after: newer,
      mild,
      other: null,
    });
    await fresh.at(later, (context) => assign(context, mild, spanish.id!), english);
    await fresh.at(later, (context) => take(context, urgent), pharmacist);
    await fresh.at(later, (context) => take(context, newer), pharmacist);
    expect(await next(spanish)).toBe(mild);
  } finally {
    await fresh.db.close();
  }
});
