import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Caller } from '../../../platform/server/context.ts';
import { finding } from '../../core/testing.ts';
import { raise } from '../service.ts';
import { createWorkTest, signalFor, type WorkTest } from '../testing.ts';
import { snooze, take } from './actions.ts';
import { accept, offer } from './hand-offs.ts';
import { verifyWork } from './verify.ts';

const at = (time: string) => new Date(`2026-11-18T${time}-05:00`);

let work: WorkTest;
let nurse: Caller;
let manager: Caller;
let owner: pg.Client;
beforeAll(async () => {
  work = await createWorkTest();
  nurse = await work.addPerson({ roles: ['care-provider'] });
  manager = await work.addPerson({ roles: ['care-manager'] });
  owner = new pg.Client(work.db.connectionString);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await work.db.close();
});

async function card() {
  const patient = await work.addPatient();
  const signal = signalFor(patient, [finding({ priority: 2 })]);
  const [raised] = await work.at(at('10:00'), (context) => raise(context, [signal]));
  return raised!.itemId;
}

async function handedOff(accepted: boolean) {
  const itemId = await card();
  const { version } = await work.at(at('10:01'), (context) => take(context, itemId), nurse);
  const request = {
    version,
    to: { queue: 'level-2' },
    severity: 'stable',
    sbar: {
      situation: [{ code: 'x', params: {} }],
      background: [],
      assessment: [],
      recommendation: [],
    },
    actions: [],
    contingency: [],
  } as const;
  const { id } = await work.at(at('10:02'), (context) => offer(context, itemId, request), nurse);
  if (accepted) await work.at(at('10:03'), (context) => accept(context, id, 'mine'), manager);
  return id;
}

/** Breaks one thing as the owner of the tables, past constraints and triggers; tells what verify finds. */
async function foundAfter(id: string, ...statements: readonly string[]) {
  await owner.query('set session_replication_role = replica');
  for (const statement of statements) {
    await owner.query(statement, statement.includes('$1') ? [id] : []);
  }
  const found = await work.at(at('10:05'), (context) => verifyWork(context));
  return found.filter((one) => one.id === id).map((one) => one.check);
}

test('finds nothing where nothing is wrong', async () => {
  await card();
  await handedOff(true);
  expect(await work.at(at('10:05'), (context) => verifyWork(context))).toEqual([]);
});

test('finds an item without a queue that exists', async () => {
  const id = await card();
  const found = await foundAfter(id, `update work_item set queue = 'nowhere' where id = $1`);
  expect(found).toEqual(['work.nowhere']);
});

test('finds a clock that nobody looks at', async () => {
  const id = await card();
  const found = await foundAfter(
    id,
    `update work_item set next_clock_at = '2026-11-18T09:00-05:00' where id = $1`,
  );
  expect(found).toEqual(['work.clock-stalled']);
});

test('finds an owner whom no event explains', async () => {
  const id = await card();
  const found = await foundAfter(id, `update work_item set owner_id = '${nurse.id}' where id = $1`);
  expect(found).toEqual(['work.owner-unexplained']);
});

test('finds history that is missing', async () => {
  const id = await card();
  const found = await foundAfter(id, 'delete from work_event where work_item_id = $1');
  expect(found).toEqual(['work.history-incomplete']);
});

test('finds an ending without a disposition', async () => {
  const id = await card();
  const found = await foundAfter(
    id,
    `update work_item set state = 'closed', disposition = ' ', closed_at = now(),
       next_clock = null, next_clock_at = null where id = $1`,
  );
  expect(found).toEqual(['work.closed-without-disposition']);
});

test('finds a hold that hides something worse', async () => {
  const id = await card();
  const request = { until: at('10:50'), reason: 'x', version: 1 };
  await work.at(at('10:01'), (context) => snooze(context, id, request), nurse);
  const worse = JSON.stringify([finding({ priority: 2, magnitude: 999 })]);
  const found = await foundAfter(
    id,
    `update work_item set headline = jsonb_set(headline, '{findings}', '${worse}') where id = $1`,
  );
  expect(found).toEqual(['work.hold-hides-worse']);
});

test('finds work that moved before its hand-off was accepted', async () => {
  const id = await handedOff(false);
  const found = await foundAfter(
    id,
    `update work_item set owner_id = '${manager.id}'
     where id = (select work_item_id from hand_off where id = $1)`,
  );
  expect(found).toEqual(['hand-off.moved-early']);
});

test('finds an acceptance without a synthesis, or that the history does not tell', async () => {
  const silent = await handedOff(true);
  expect(
    await foundAfter(
      silent,
      'alter table hand_off drop constraint if exists hand_off_check3, drop constraint if exists hand_off_check4',
      `update hand_off set synthesis = ' ' where id = $1`,
    ),
  ).toEqual(['hand-off.incomplete']);
  const untold = await handedOff(true);
  expect(
    await foundAfter(untold, `delete from work_event where detail ->> 'handOffId' = $1::text`),
  ).toEqual(['hand-off.incomplete']);
});

test('finds an offer whose time nobody looks at', async () => {
  const id = await handedOff(false);
  const found = await foundAfter(
    id,
    `update hand_off set next_clock_at = '2026-11-18T09:00-05:00' where id = $1`,
  );
  expect(found).toEqual(['hand-off.clock-stalled']);
});

// Last, since nothing can be raised without the index.
test('finds two open items of one subject', async () => {
  const first = await card();
  await foundAfter(
    first,
    'drop index work_item_open',
    `insert into work_item select (jsonb_populate_record(w, jsonb_build_object(
       'id', gen_random_uuid(), 'event_count', 0))).* from work_item w where id = $1`,
  );
  const found = await work.at(at('10:05'), (context) => verifyWork(context));
  expect(found.map((one) => one.check)).toContain('work.doubled');
});
