import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { asProblem } from '../../platform/server/http.ts';
import { createLog } from '../../platform/server/log.ts';
import { createIngest } from './service.ts';
import { createIngestTest, delivery, type IngestTest } from './testing.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());
afterEach(() => t.rows('drop trigger if exists poison on reading'));

function pressures(patient: string, prefix: string, count: number, systolic = 124) {
  return Array.from({ length: count }, (_, place) => ({
    id: `${prefix}-${place}`,
    patient,
    kind: 'blood-pressure',
    at: new Date(t.now.getTime() - (count - place) * 60_000).toISOString(),
    values: { systolic, diastolic: 78 },
    unit: 'mmHg',
  }));
}

/** Makes the database fail for readings whose message id says so, as a bug of ours would. */
async function poison(): Promise<void> {
  await t.rows(`create or replace function refuse_poison() returns trigger language plpgsql as $$
    begin
      if new.source_id like '%poison%' then raise exception 'poisoned'; end if;
      return new;
    end $$`);
  await t.rows(
    'create trigger poison before insert on reading for each row execute function refuse_poison()',
  );
}

async function countReadings(patient: string): Promise<number | undefined> {
  const rows = await t.rows<{ count: number }>(
    'select count(*)::int as count from reading where patient_id = $1',
    [patient],
  );
  return rows[0]?.count;
}

test('deliveries that arrive together are written in one transaction', async () => {
  const patient = await t.addPatient();
  const sent = pressures(patient, 'together', 12);
  await Promise.all(sent.map((reading) => t.send([reading])));
  const groups = await t.rows<{ transactions: number }>(
    `select count(distinct xmin::text)::int as transactions from reading where patient_id = $1`,
    [patient],
  );
  expect(groups[0]?.transactions).toBeLessThanOrEqual(2);
});

test('two servers on one database double no reading, alert or card', async () => {
  const patient = await t.addPatient();
  const second = t.openIngest();
  const severe = pressures(patient, 'both', 30, 190);
  const answers = await Promise.all(
    severe.flatMap((reading) => [
      t.ingest.receive(delivery(t.token, [reading])),
      second.receive(delivery(t.token, [reading])),
    ]),
  );
  const statuses = Map.groupBy(answers.flat(), (one) => one.status);
  const [alerts] = await t.rows(
    `select count(*)::int as alerts, count(*) filter (where state = 'active')::int as active,
       (select count(*)::int from work_item where patient_id = $1) as cards,
       max(occurrences) as occurrences
     from alert where patient_id = $1`,
    [patient],
  );
  expect([statuses.get('accepted')?.length, statuses.get('duplicate')?.length]).toEqual([30, 30]);
  expect(await countReadings(patient)).toBe(30);
  expect(alerts).toMatchObject({ alerts: 1, active: 1, cards: 1 });
});

test('many at once go in halves, and each delivery is answered whole and in its order', async () => {
  const patients = await Promise.all(Array.from({ length: 12 }, () => t.addPatient()));
  const deliveries = Array.from({ length: 12 }, (_, which) =>
    patients.flatMap((patient) => pressures(patient, `many-${which}`, 8)).reverse(),
  );
  const answers = await Promise.all(deliveries.map((items) => t.send(items)));
  expect(answers.map((list) => list.map((one) => [one.index, one.status, one.messageId]))).toEqual(
    deliveries.map((items) => items.map(({ id }, index) => [index, 'accepted', id])),
  );
  const [kept] = await t.rows(
    `select sum(accepted)::int as accepted, count(body)::int as bodies,
       (select count(*)::int from reading r join delivery own on own.id = r.delivery_id
        where r.source_id like 'gateway/many-%') as readings
     from delivery d where exists (select from reading r
       where r.delivery_id = d.id and r.source_id like 'gateway/many-%')`,
  );
  expect(kept).toMatchObject({ accepted: 12 * 96, bodies: 12, readings: 12 * 96 });
});

test('an item that cannot be written is kept for a person and fails nobody else', async () => {
  const patient = await t.addPatient();
  await poison();
  const [good, bad, other] = await Promise.all([
    t.send(pressures(patient, 'good', 3)),
    t.send([
      ...pressures(patient, 'before', 2),
      ...pressures(patient, 'poison', 1),
      ...pressures(patient, 'after', 2),
    ]),
    t.send(pressures(patient, 'other', 3)),
  ]);
  expect([good, other].map((list) => list?.map((one) => one.status))).toEqual(
    Array.from({ length: 2 }, () => ['accepted', 'accepted', 'accepted']),
  );
  expect(bad?.map(({ status, code }) => code ?? status)).toEqual([
    'accepted',
    'accepted',
    'processing-failed',
    'accepted',
    'accepted',
  ]);
  const held = await t.rows(
    "select outcome, raw->>'id' as id from quarantine_item where reason = 'processing-failed'",
  );
  expect(held).toEqual([{ outcome: 'rejected', id: 'poison-0' }]);
  expect(await countReadings(patient)).toBe(10);
});

test('while the database is away nothing is acknowledged, and the answer is 503', async () => {
  const away = createIngest({
    connectionString: t.db.connectionString.replace(/host=[^&]+/, 'host=%2Fnowhere'),
    clock: () => t.now,
    log: createLog('silent'),
  });
  const refused = away.receive(delivery(t.token, pressures('anybody', 'away', 1)));
  const problem = await refused.then(
    () => undefined,
    (error: unknown) => asProblem(error),
  );
  expect([problem?.code, problem?.definition.status]).toEqual(['server.unavailable', 503]);
  await away.close();
});

test('a connection that is lost in the middle loses nothing that was acknowledged', async () => {
  const patient = await t.addPatient();
  const sent = pressures(patient, 'lost', 200);
  const killing = (async () => {
    for (let time = 0; time < 5; time++) {
      await t.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'enlace-ingest' and datname = current_database()",
      );
    }
  })();
  const results = await Promise.allSettled(sent.map((reading) => t.send([reading])));
  await killing;
  const refused = results.filter((one) => one.status === 'rejected');
  const codes = new Set(refused.map(({ reason }) => asProblem(reason).code));
  expect([...codes].filter((code) => code !== 'server.unavailable')).toEqual([]);
  // Whoever got no answer sends again, as sources do.
  await Promise.all(sent.map((reading) => t.send([reading])));
  expect(await countReadings(patient)).toBe(200);
});

test('whoever comes when too much is waiting is asked to come again', async () => {
  const patient = await t.addPatient();
  const narrow = t.openIngest({ batchItems: 5, queueItems: 20 });
  const answers = await Promise.allSettled(
    pressures(patient, 'crowd', 60).map((reading) => narrow.receive(delivery(t.token, [reading]))),
  );
  const refused = answers.filter((one) => one.status === 'rejected');
  expect(refused.length).toBe(40);
  expect(new Set(refused.map(({ reason }) => asProblem(reason).code))).toEqual(
    new Set(['ingest.busy']),
  );
  expect(await countReadings(patient)).toBe(20);
});

test('a month that has no partition yet gets one', async () => {
  const patient = await t.addPatient();
  const old = pressures(patient, 'old', 1).map((one) => ({ ...one, at: '2023-05-17T10:00:00Z' }));
  const older = pressures(patient, 'older', 1).map((one) => ({
    ...one,
    at: '2004-05-17T10:00:00Z',
  }));
  const answers = await t.send([...old, ...older]);
  const rows = await t.rows(
    'select tableoid::regclass::text as partition from reading where patient_id = $1 order by 1',
    [patient],
  );
  expect(answers.map((one) => one.status)).toEqual(['accepted', 'accepted']);
  expect(rows).toEqual([{ partition: 'reading_2000_2019' }, { partition: 'reading_202305' }]);
});
