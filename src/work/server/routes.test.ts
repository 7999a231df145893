import { afterAll, beforeAll, expect, test } from 'vitest';

import { sessionProblems } from '../../access/core/problems.ts';
import type { Contract, Reply } from '../../platform/core/contract.ts';
import type { Caller } from '../../platform/server/context.ts';
import { createHttp, type Routes } from '../../platform/server/http.ts';
import { createLog } from '../../platform/server/log.ts';
import * as contracts from '../contract.ts';
import * as calendar from '../contract/calendar.ts';
import * as handOffs from '../contract/hand-offs.ts';
import { sbarSections } from '../core/sbar.ts';
import type { Wording } from '../core/statement.ts';
import { finding } from '../core/testing.ts';
import { registerWorkRoutes } from './routes.ts';
import { raise } from './service.ts';
import { createWorkTest, signalFor, type WorkTest } from './testing.ts';

const now = new Date('2026-11-18T15:00:00Z');

const findings: Wording = {
  render: ({ code }) => (code === 'glucose/high' ? 'High glucose' : undefined),
  parse: () => undefined,
};

let work: WorkTest;
let routes: Routes;
const registered: Contract[] = [];
const people = new Map<string, Caller>();

beforeAll(async () => {
  work = await createWorkTest();
  routes = await createHttp({
    ...{ database: work.db.database, clock: () => now, log: createLog('silent') },
    // Signing in is tested where it lives; here the header says who somebody is.
    authenticate: ({ headers }) =>
      Promise.resolve(people.get(String(headers['x-test-person'])) ?? null),
    onContract: (contract) => registered.push(contract),
    refuse: {
      unauthenticated: () => sessionProblems['session.unauthenticated'](),
      forbidden: (permission) => sessionProblems['session.forbidden']({ permission }),
    },
  });
  registerWorkRoutes(routes, { findings });
  const roles = ['care-provider', 'care-manager', 'supervisor', 'administrator', 'practice-user'];
  for (const role of roles) people.set(role, await work.addPerson({ roles: [role] }));
});
afterAll(async () => {
  await routes.http.close();
  await work.db.close();
});

async function card() {
  const patient = await work.addPatient();
  const signal = signalFor(patient, [finding({ priority: 2 })]);
  const [raised] = await work.at(now, (context) => raise(context, [signal]));
  return { patient, itemId: raised!.itemId };
}

interface Sent {
  readonly id?: string;
  readonly query?: string;
  readonly body?: object;
}

async function ask<C extends Contract>(
  person: string,
  contract: C,
  { id = nothing, query = '', body = {} }: Sent = {},
): Promise<{ status: number; body: Reply<C> }> {
  const { method, path } = contract;
  const response = await routes.http.inject({
    method,
    url: `${path.replace(/\{\w+\}/, id)}${query}`,
    headers: { 'x-test-person': person },
    ...(method === 'GET' ? {} : { payload: body }),
  });
  return { status: response.statusCode, body: response.json<Reply<C>>() };
}

const nothing = '018f0000-0000-7000-8000-000000000000';

test('works a card from the list to its end', async () => {
  const { itemId: id, patient } = await card();
  const nurse = 'care-provider';
  const next = await ask(nurse, contracts.nextWork, { query: '?priority=2&kind=triage' });
  expect(next).toEqual({ status: 200, body: { itemId: id } });
  const taken = await ask(nurse, contracts.takeWork, { id });
  expect(taken).toMatchObject({
    status: 200,
    body: {
      stage: 'acknowledged',
      owner: { id: people.get(nurse)?.id },
      kindLabel: { es: 'Mediciones fuera de límites' },
      queueLabel: { en: 'Level 1 · Spanish' },
      findings: [{ text: { es: 'Glucosa alta: 260 mg/dL' }, params: { value: 260 } }],
      clock: { name: 'contact', at: '2026-11-18T16:00:00.000Z', step: 0 },
    },
  });
  const { version } = taken.body;
  const pause = { version, until: '2026-11-18T15:30:00Z', reason: 'busy line' };
  const snoozed = await ask(nurse, contracts.snoozeWork, { id, body: pause });
  expect(snoozed.body).toMatchObject({
    state: 'snoozed',
    hold: { type: 'snooze', reason: 'busy line' },
  });
  await ask(nurse, contracts.resumeWork, { id });
  await ask(nurse, contracts.noteWork, { id, body: { note: 'Daughter answers in the evening.' } });
  const answers = {
    requestId: '01a1f000-0000-7000-8000-000000000001',
    steps: [
      { step: 'symptom:dizziness', answer: 'no' },
      { step: 'symptom:weakness', answer: 'no' },
    ],
  };
  // Sent twice, as after a lost answer: each is told once.
  for (let sent = 0; sent < 2; sent += 1) {
    const told = await ask(nurse, contracts.completeWorkSteps, { id, body: answers });
    expect(told.status).toBe(200);
  }
  const call = { outcome: 'reached', channel: 'phone', note: '' };
  const reached = await ask(nurse, contracts.recordWorkContact, { id, body: call });
  const end = {
    ...{ version: reached.body.version, disposition: 'recheck-normal', note: '' },
    followUp: { dueOn: '2026-11-19', reason: 'Ask again' },
  };
  const closed = await ask(nurse, contracts.resolveWork, { id, body: end });
  expect(closed.status).toBe(200);
  expect(closed.body.closed?.disposition).toBe('recheck-normal');
  expect(closed.body.closed?.label.es).toContain('al repetirla');
  const { events } = (await ask(nurse, contracts.readWorkHistory, { id })).body;
  expect(events.map((one) => one.type)).toEqual([
    ...['opened', 'taken', 'snoozed', 'resumed', 'noted', 'step', 'step', 'contact', 'resolved'],
    'follow-up-opened',
  ]);
  expect(events[0]?.label?.es).toBe('Glucosa alta: 260 mg/dL');
  const { items } = (await ask(nurse, contracts.listPatientWork, { id: patient })).body;
  expect(items.map((one) => one.kind)).toEqual(['follow-up', 'triage']);
});

test('tells who has it when somebody else took it', async () => {
  const { itemId: id } = await card();
  await ask('supervisor', contracts.takeWork, { id });
  const second = await ask('care-provider', contracts.takeWork, { id });
  expect(second).toMatchObject({
    status: 409,
    body: { code: 'work.already-taken', owner: { name: people.get('supervisor')?.label } },
  });
});

test('hands off and is accepted', async () => {
  const { itemId, patient } = await card();
  const draft = await ask('care-provider', handOffs.draftHandOff, { id: itemId });
  expect(draft.status).toBe(200);
  const sections = sbarSections.map((section) => {
    return [section, draft.body.sbar[section].map((one) => one.statement)] as const;
  });
  const body = {
    version: 1,
    to: { queue: 'level-2' },
    severity: 'unstable',
    sbar: Object.fromEntries(sections),
    actions: [{ what: 'Recheck', owner: 'Level 2', dueAt: '2026-11-18T16:00:00Z' }],
    contingency: [{ condition: 'above 400', action: 'call 911' }],
  };
  const { severity: _severity, ...incomplete } = body;
  const refused = await ask('care-provider', handOffs.offerHandOff, {
    id: itemId,
    body: incomplete,
  });
  expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  const offered = await ask('care-provider', handOffs.offerHandOff, { id: itemId, body });
  expect(offered).toMatchObject({ status: 200, body: { state: 'offered', sbar: draft.body.sbar } });
  const { id } = offered.body;
  const inbox = await ask('care-manager', handOffs.listHandOffs);
  expect(inbox.body.received.map((one) => one.id)).toEqual([id]);
  const answer = (synthesis: string) =>
    ask('care-manager', handOffs.acceptHandOff, { id, body: { synthesis } });
  expect((await answer(' ')).status).toBe(400);
  expect((await answer('Mine.')).body).toMatchObject({ state: 'accepted', synthesis: 'Mine.' });
  const story = await ask('care-provider', handOffs.listPatientHandOffs, { id: patient });
  expect(story.body.handOffs).toHaveLength(1);
  const read = await ask('care-provider', handOffs.readHandOff, { id });
  expect(read.body.answeredBy?.name).toBe(people.get('care-manager')?.label);
});

test('the catalogue tells what a person can choose, nothing that only the system does', async () => {
  const { kinds, queues, priorities } = (await ask('care-provider', contracts.readWorkCatalogue))
    .body;
  const triage = kinds.find((one) => one.kind === 'triage');
  const codes = triage?.dispositions.map((one) => one.code);
  expect(codes).toContain('recheck-normal');
  expect(codes).not.toContain('cleared-by-newer-reading');
  const mine = queues.filter((one) => one.mine).map((one) => one.id);
  expect(mine).toEqual(['level-1-en', 'level-1-es', 'operations']);
  expect(priorities[0]).toMatchObject({ priority: 1, contact: { es: 'en 15 minutos' } });
});

test('the calendar is read and replaced, and a senseless one is refused', async () => {
  const hour = { weekday: 6, opens: '09:00', closes: '24:00' };
  const holiday = { day: '2026-12-25', name: { en: 'Christmas Day', es: 'Navidad' } };
  const body = { hours: [hour], holidays: [holiday] };
  const write = (given: object) => ask('administrator', calendar.writeCalendar, { body: given });
  const written = await write(body);
  expect(written).toEqual({ status: 200, body: { zone: 'America/New_York', ...body } });
  expect((await ask('care-provider', calendar.readCalendar)).body).toEqual(written.body);
  const senseless = [
    { ...body, hours: [hour, hour] },
    { ...body, hours: [{ ...hour, opens: '10:00', closes: '09:00' }] },
    { ...body, hours: [{ ...hour, closes: '09:00' }] },
    { ...body, holidays: [holiday, holiday] },
  ];
  for (const one of senseless) {
    expect(await write(one)).toMatchObject({
      status: 422,
      body: { code: 'work.calendar-invalid' },
    });
  }
  expect((await write({ ...body, hours: [{ ...hour, opens: '25:00' }] })).status).toBe(400);
});

test('every route refuses whoever has not its permission, and whoever is nobody', async () => {
  expect(registered.length).toBe(27);
  for (const contract of registered) {
    const without = [...people].find(([, one]) => !one.permissions.has(contract.permission))?.[0];
    const refused = await ask(without ?? 'nobody', contract);
    expect([contract.path, refused.status]).toEqual([contract.path, 403]);
    expect((await ask('nobody', contract)).status).toBe(401);
  }
});

test('an id that is none is refused, one that belongs to nothing is not found', async () => {
  expect((await ask('supervisor', contracts.readWork, { id: '1%20or%201' })).status).toBe(400);
  expect((await ask('supervisor', contracts.readWork)).status).toBe(404);
  expect((await ask('supervisor', contracts.takeWork)).status).toBe(404);
  const body = { synthesis: 'x' };
  expect((await ask('supervisor', handOffs.acceptHandOff, { body })).status).toBe(404);
});
