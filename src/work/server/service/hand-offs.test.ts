import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Problem } from '../../../platform/core/problem.ts';
import type { Caller, Context } from '../../../platform/server/context.ts';
import { registerAccessReason } from '../../../people/server/service.ts';
import type { HandOffOffer } from '../../core/hand-off.ts';
import type { Wording } from '../../core/statement.ts';
import { finding } from '../../core/testing.ts';
import { raise } from '../service.ts';
import { selectEvents, selectItem } from '../store/items.ts';
import { createWorkTest, signalFor, type WorkTest } from '../testing.ts';
import { assign, release, resolve, take } from './actions.ts';
import { tickClocks } from './clocks.ts';
import {
  countHandOffs,
  listHandOffs,
  readHandOff,
  viewDraft,
  workOpensPatient,
} from './hand-off-views.ts';
import { accept, decline, draftHandOff, offer, withdraw } from './hand-offs.ts';
import { readItem } from './views.ts';
import { verifyWork } from './verify.ts';

const at = (time: string) => new Date(`2026-11-18T${time}-05:00`);

const findings: Wording = {
  render: ({ code, params }) =>
    code === 'glucose/high' ? `Glucose ${params['value']}` : undefined,
  parse: () => undefined,
};

let work: WorkTest;
let nurse: Caller;
let manager: Caller;
let supervisor: Caller;
beforeAll(async () => {
  registerAccessReason(workOpensPatient);
  work = await createWorkTest();
  nurse = await work.addPerson({ roles: ['care-provider'] });
  manager = await work.addPerson({ roles: ['care-manager'] });
  supervisor = await work.addPerson({ roles: ['supervisor'] });
});
afterAll(() => work.db.close());

const toLevelTwo: HandOffOffer = {
  to: { queue: 'level-2' },
  severity: 'watcher',
  sbar: {
    situation: [{ code: 'glucose/high', params: { value: 260 } }],
    background: [{ language: 'es', text: 'La hija contesta el teléfono.' }],
    assessment: [],
    recommendation: [],
  },
  actions: [{ what: 'Recheck', owner: 'Level 2', dueAt: '2026-11-18T16:00:00Z' }],
  contingency: [{ condition: 'above 400', action: 'call 911' }],
};

/** A card of the nurse, taken at 10:01. */
async function owned(fields: Parameters<WorkTest['addPatient']>[0] = {}) {
  const patient = await work.addPatient(fields);
  const { practiceId } = work;
  const signal = signalFor(patient, [finding({ priority: 2 })], { practiceId });
  const [raised] = await work.at(at('10:00'), (context) => raise(context, [signal]));
  const item = await work.at(at('10:01'), (context) => take(context, raised!.itemId), nurse);
  return { patient, itemId: item.id, version: item.version };
}

async function offered(fields: Partial<HandOffOffer> = {}, patient = {}) {
  const { itemId, version, ...rest } = await owned(patient);
  const request = { ...toLevelTwo, ...fields, version };
  const handOff = await work.at(at('10:02'), (context) => offer(context, itemId, request), nurse);
  return { ...rest, itemId, handOffId: handOff.id };
}

function itemOf(id: string) {
  return work.db.run(({ tx }) => selectItem(tx, work.db.organizationId, id, 'read'));
}

async function handOffEvents(id: string) {
  const events = await work.db.run(({ tx }) => selectEvents(tx, work.db.organizationId, id));
  return events.map(({ event }) => event.type).filter((type) => type.startsWith('hand-off'));
}

test('the sender owns it until somebody accepts with a synthesis; then the receiver does', async () => {
  const { itemId, handOffId } = await offered();
  expect((await itemOf(itemId))?.ownerId).toBe(nurse.id);
  await expect(
    work.at(at('10:05'), (context) => accept(context, handOffId, '  '), manager),
  ).rejects.toMatchObject({ code: 'hand-off.synthesis-needed' });
  expect((await itemOf(itemId))?.ownerId).toBe(nurse.id);
  await work.at(
    at('10:06'),
    (context) => accept(context, handOffId, 'Sugar 260; I recheck.'),
    manager,
  );
  expect(await itemOf(itemId)).toMatchObject({
    ownerId: manager.id,
    acknowledgedAt: at('10:06'),
    queue: 'level-2',
    queueBy: 'hand-off',
  });
  expect(await handOffEvents(itemId)).toEqual(['hand-off-offered', 'hand-off-accepted']);
});

test('of two who accept at once one becomes the owner', async () => {
  const { itemId, handOffId } = await offered();
  const other = await work.addPerson({ roles: ['care-manager'] });
  const attempts = await Promise.allSettled(
    [manager, other, manager, other].map((person) =>
      work.at(at('10:05'), (context) => accept(context, handOffId, 'mine'), person),
    ),
  );
  expect(attempts.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  const refusals = attempts.flatMap((one) =>
    one.status === 'rejected' ? [(one.reason as Problem).code] : [],
  );
  expect(refusals).toEqual(['hand-off.answered', 'hand-off.answered', 'hand-off.answered']);
  expect(await handOffEvents(itemId)).toEqual(['hand-off-offered', 'hand-off-accepted']);
});

test('declined, it stays with the sender, who sees why', async () => {
  const { itemId, handOffId } = await offered();
  const declined = await work.at(
    at('10:05'),
    (context) => decline(context, handOffId, 'I do not know insulin pumps.'),
    manager,
  );
  expect(declined).toMatchObject({ state: 'declined', reason: 'I do not know insulin pumps.' });
  expect((await itemOf(itemId))?.ownerId).toBe(nurse.id);
});

test('withdrawn, it can be offered to somebody else', async () => {
  const { itemId, handOffId } = await offered();
  await expect(
    work.at(at('10:05'), (context) => withdraw(context, handOffId), manager),
  ).rejects.toMatchObject({ code: 'hand-off.not-addressed' });
  await work.at(at('10:05'), (context) => withdraw(context, handOffId), nurse);
  const item = await itemOf(itemId);
  const again = { ...toLevelTwo, to: { userId: manager.id! }, version: item!.version };
  const second = await work.at(at('10:06'), (context) => offer(context, itemId, again), nurse);
  expect(second.state).toBe('offered');
});

test('there is one offer of an item at a time, and it is not given back meanwhile', async () => {
  const { itemId } = await offered();
  const item = await itemOf(itemId);
  const again = { ...toLevelTwo, version: item!.version };
  const acts = [
    (context: Context): Promise<unknown> => offer(context, itemId, again),
    (context: Context): Promise<unknown> => release(context, itemId, 'lunch'),
  ];
  for (const act of acts) {
    await expect(work.at(at('10:05'), act, nurse)).rejects.toMatchObject({ code: 'hand-off.open' });
  }
});

test('an offer that rests on older evidence is refused', async () => {
  const { itemId, version } = await owned();
  const stale = { ...toLevelTwo, version: version - 1 };
  await expect(
    work.at(at('10:05'), (context) => offer(context, itemId, stale), nurse),
  ).rejects.toMatchObject({ code: 'work.evidence-changed' });
});

test('is offered only to somebody who may answer', async () => {
  const { itemId, version } = await owned();
  const provider = await work.addPerson({ roles: ['care-provider'] });
  for (const userId of [provider.id!, nurse.id!, '018f0000-0000-7000-8000-000000000000', 'x']) {
    const request = { ...toLevelTwo, to: { userId }, version };
    await expect(
      work.at(at('10:05'), (context) => offer(context, itemId, request), nurse),
    ).rejects.toMatchObject({ code: 'hand-off.incomplete', detail: { missing: ['to'] } });
  }
});

test('closing or giving the item away withdraws the offer', async () => {
  const closing = await offered();
  const item = await itemOf(closing.itemId);
  const resolution = { version: item!.version, disposition: 'recheck-normal', note: '' };
  await work.at(at('10:05'), (context) => resolve(context, closing.itemId, resolution), nurse);
  const giving = await offered();
  await work.at(at('10:05'), (context) => assign(context, giving.itemId, manager.id!), supervisor);
  for (const { itemId, handOffId } of [closing, giving]) {
    expect(await handOffEvents(itemId)).toEqual(['hand-off-offered', 'hand-off-withdrawn']);
    await expect(
      work.at(at('10:06'), (context) => accept(context, handOffId, 'mine'), manager),
    ).rejects.toMatchObject({ code: 'hand-off.answered' });
  }
});

test('unanswered for 15 minutes the receiver is told again, then the supervisor, who may accept', async () => {
  const { itemId, handOffId } = await offered({ to: { userId: manager.id! } });
  const ids = async (caller: Caller, time: string) => {
    const { received } = await work.at(
      at(time),
      (context) => listHandOffs(context, findings),
      caller,
    );
    return received.map((one) => one.id);
  };
  await work.at(at('10:16'), (context) => tickClocks(context));
  expect(await handOffEvents(itemId)).toEqual(['hand-off-offered']);
  await work.at(at('10:17'), (context) => tickClocks(context));
  expect(await handOffEvents(itemId)).toEqual(['hand-off-offered', 'hand-off-reminded']);
  expect(await ids(manager, '10:18')).toContain(handOffId);
  expect(await ids(supervisor, '10:18')).not.toContain(handOffId);
  await Promise.all([1, 2, 3].map(() => work.at(at('10:22'), (context) => tickClocks(context))));
  expect(await handOffEvents(itemId)).toEqual([
    'hand-off-offered',
    'hand-off-reminded',
    'hand-off-escalated',
  ]);
  expect((await itemOf(itemId))?.ownerId).toBe(nurse.id);
  expect(await ids(supervisor, '10:23')).toContain(handOffId);
  const count = await work.at(at('10:23'), countHandOffs, supervisor);
  expect(count.received).toBe((await ids(supervisor, '10:23')).length);
  await work.at(at('10:24'), (context) => accept(context, handOffId, 'I have it.'), supervisor);
  expect((await itemOf(itemId))?.ownerId).toBe(supervisor.id);
});

test('a sender who goes off duty still owns what is offered', async () => {
  const { itemId } = await offered();
  await work.setDuty(nurse, false);
  await work.at(at('11:01'), (context) => tickClocks(context));
  expect((await itemOf(itemId))?.ownerId).toBe(nurse.id);
  const idle = await owned();
  await work.at(at('11:01'), (context) => tickClocks(context));
  expect((await itemOf(idle.itemId))?.ownerId).toBeNull();
  await work.setDuty(nurse, true);
});

test('whoever it is offered to may open a restricted patient, and nobody else', async () => {
  const { itemId, handOffId } = await offered(
    { to: { userId: manager.id! } },
    { restricted: true },
  );
  const other = await work.addPerson({ roles: ['care-manager'] });
  const read = (caller: Caller) =>
    work.at(at('10:05'), (context) => readHandOff(context, handOffId, findings), caller);
  expect((await read(manager)).itemId).toBe(itemId);
  await expect(read(other)).rejects.toMatchObject({ code: 'access.break-glass-needed' });
});

test('somebody bound to another practice sees no offer', async () => {
  const { handOffId } = await offered();
  const received = async (practiceId: string | null) => {
    const caller: Caller = { ...manager, practiceId };
    const inbox = await work.at(at('10:05'), (context) => listHandOffs(context, findings), caller);
    return inbox.received.map((one) => one.id);
  };
  expect(await received(null)).toContain(handOffId);
  expect(await received(work.practiceId)).toContain(handOffId);
  expect(await received('018f0000-0000-7000-8000-000000000001')).toEqual([]);
});

test('is shown in both languages side by side, free text as written', async () => {
  const { handOffId } = await offered();
  const view = await work.at(
    at('10:05'),
    (context) => readHandOff(context, handOffId, findings),
    manager,
  );
  expect(view).toMatchObject({
    from: { id: nurse.id, name: nurse.label },
    toQueue: { id: 'level-2', label: { es: 'Nivel 2 · enfermería de guardia' } },
    severity: 'watcher',
    state: 'offered',
    answerDueAt: '2026-11-18T15:17:00.000Z',
    sbar: {
      situation: [{ text: { en: 'Glucose 260', es: 'Glucose 260' } }],
      background: [
        { text: { en: 'La hija contesta el teléfono.', es: 'La hija contesta el teléfono.' } },
      ],
    },
  });
});

test('drafts from the card and the chart, and tells to whom it can be offered', async () => {
  const { itemId } = await owned();
  const draft = await work.at(
    at('10:05'),
    async (context) => viewDraft(context, itemId, await draftHandOff(context, itemId), findings),
    nurse,
  );
  const text = Object.values(draft.sbar)
    .flat()
    .map((one) => one.text.es);
  expect(text).toEqual(
    expect.arrayContaining([
      'Glucose 260',
      'Mujer, 75 años.',
      'Habla español.',
      'Llame en español.',
    ]),
  );
  expect(draft.targets.queues.map((one) => one.id)).toEqual(['level-2', 'supervisor']);
  const names = draft.targets.people.map((one) => one.id);
  expect(names).toContain(manager.id);
  expect(names).not.toContain(nurse.id);
});

test('the card shows that it is offered', async () => {
  const { itemId, handOffId } = await offered();
  const view = await work.at(at('10:05'), (context) => readItem(context, itemId), nurse);
  expect(view).toMatchObject({ openHandOffId: handOffId, owner: { id: nurse.id } });
});

test('after all that the stored hand-offs agree with the work', async () => {
  await work.at(at('12:00'), (context) => tickClocks(context));
  expect(await work.at(at('12:00'), (context) => verifyWork(context))).toEqual([]);
});
