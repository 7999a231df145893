import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newId } from '../../platform/server/ids.ts';
import { withdraw } from './service/corrections.ts';
import { createIngestTest, delivery, machineCaller, type IngestTest } from './testing.ts';

let t: IngestTest;
beforeAll(async () => {
  t = await createIngestTest();
});
afterAll(() => t.close());

const minutes = 60_000;

/** An instant so many minutes before the test's now, as a source writes it. */
function ago(by: number): string {
  return new Date(t.now.getTime() - by * minutes).toISOString();
}

function pressure(patient: string, id: string, fields: Record<string, unknown> = {}) {
  return {
    id,
    patient,
    kind: 'blood-pressure',
    at: ago(30),
    values: { systolic: 124, diastolic: 78 },
    unit: 'mmHg',
    ...fields,
  };
}

function weight(patient: string, id: string, at: string, kg: number) {
  return { id, patient, kind: 'weight', at, values: { value: kg }, unit: 'kg' };
}

interface Counted {
  readonly readings: number;
  readonly active: number;
  readonly cleared: number;
  readonly cards: number;
  readonly checks: number;
  readonly held: number;
}

/** What is stored of one patient. */
async function stored(patient: string): Promise<Counted | undefined> {
  const rows = await t.rows<Counted>(
    `select (select count(*)::int from reading where patient_id = $1) as readings,
       (select count(*)::int from alert where patient_id = $1 and state = 'active') as active,
       (select count(*)::int from alert where patient_id = $1 and state = 'cleared') as cleared,
       (select count(*)::int from work_item where patient_id = $1 and kind = 'triage') as cards,
       (select count(*)::int from work_item where patient_id = $1 and kind = 'data-check') as checks,
       (select count(*)::int from quarantine_item where patient_id = $1) as held`,
    [patient],
  );
  return rows[0];
}

const nothing = { readings: 0, active: 0, cleared: 0, cards: 0, checks: 0, held: 0 };

describe('the same reading', () => {
  test('is stored once however often it is sent, as it was received', async () => {
    const patient = await t.addPatient();
    const sent = [
      pressure(patient, 'm-1', { values: { systolic: 124, diastolic: 78, pulse: 70 } }),
    ];
    const first = await t.send(sent);
    const again = await t.send(sent);
    const rows = await t.rows(
      `select source_id, value_1, value_2, value_3, unit, standing, trust, origin
       from reading where patient_id = $1`,
      [patient],
    );
    expect([first[0]?.status, again[0]?.status, rows]).toEqual([
      'accepted',
      'duplicate',
      [
        {
          source_id: 'gateway/m-1',
          value_1: 124,
          value_2: 78,
          value_3: 70,
          unit: 'mm[Hg]',
          standing: 'accepted',
          trust: 'device-synchronised',
          origin: 'device',
        },
      ],
    ]);
  });

  test('is stored once when many requests bring it at the same moment', async () => {
    const patient = await t.addPatient();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => t.send([pressure(patient, 'same')])),
    );
    const statuses = answers.flat().map((one) => one.status);
    expect(statuses.toSorted()).toEqual(['accepted', ...Array(19).fill('duplicate')]);
    expect((await stored(patient))?.readings).toBe(1);
  });

  test('twice in one delivery is one reading and one duplicate', async () => {
    const patient = await t.addPatient();
    const answers = await t.send([pressure(patient, 'm-1'), pressure(patient, 'm-1')]);
    expect(answers.map((one) => one.status)).toEqual(['accepted', 'duplicate']);
  });

  test('without a message id is known by device, time and values', async () => {
    const patient = await t.addPatient();
    const { id: _id, ...unnamed } = pressure(patient, '', { device: 'cuff-7' });
    const statuses = [];
    for (let time = 0; time < 2; time++) statuses.push((await t.send([unnamed]))[0]?.status);
    expect(statuses).toEqual(['accepted', 'duplicate']);
  });

  test('without a time is known by its message id when it arrives again a week later', async () => {
    const patient = await t.addPatient();
    const { at: _at, ...timeless } = pressure(patient, 'timeless');
    const first = await t.send([timeless]);
    const now = t.now;
    t.now = new Date(now.getTime() + 7 * 24 * 60 * minutes);
    const again = await t.send([timeless]);
    t.now = now;
    expect([first[0]?.status, again[0]?.status]).toEqual(['accepted', 'duplicate']);
  });

  test('with neither id nor time is recognised when its delivery is repeated', async () => {
    const patient = await t.addPatient();
    const { id: _id, at: _at, ...bare } = pressure(patient, '');
    const first = await t.send([bare, { ...bare, values: { systolic: 130, diastolic: 80 } }]);
    const again = await t.send([bare, { ...bare, values: { systolic: 130, diastolic: 80 } }]);
    expect([first, again].map((list) => list.map((one) => one.status))).toEqual([
      ['accepted', 'accepted'],
      ['duplicate', 'duplicate'],
    ]);
  });
});

describe('a source that contradicts itself', () => {
  test('with other values under the same message: the first stays, the second is held', async () => {
    const patient = await t.addPatient();
    await t.send([pressure(patient, 'm-1')]);
    const other = pressure(patient, 'm-1', { values: { systolic: 150, diastolic: 78 } });
    const answers = [...(await t.send([other])), ...(await t.send([other]))];
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      ['quarantined', 'conflicting-values'],
      ['quarantined', 'conflicting-values'],
    ]);
    expect(await stored(patient)).toEqual({ ...nothing, readings: 1, held: 1, checks: 1 });
  });

  test('with another time under the same message is held', async () => {
    const patient = await t.addPatient();
    await t.send([pressure(patient, 'm-1')]);
    const moved = await t.send([pressure(patient, 'm-1', { at: ago(90) })]);
    expect(moved[0]).toMatchObject({ status: 'quarantined', code: 'same-id-other-time' });
    expect((await stored(patient))?.readings).toBe(1);
  });

  test('may count its messages anew after more than a day', async () => {
    const patient = await t.addPatient();
    await t.send([pressure(patient, 'm-1', { at: ago(60 * 24 * 3) })]);
    const reused = await t.send([pressure(patient, 'm-1')]);
    expect(reused[0]?.status).toBe('accepted');
  });
});

describe('a patient whom the sender may not name', () => {
  test('does not exist: unknown, of another organization, of another practice', async () => {
    const elsewhere = await t.db.addOrganization('Elsewhere');
    const other = machineCaller(elsewhere);
    const patient = await t.addPatient();
    const bound = machineCaller(t.db.organizationId, { practiceId: newId() });
    const answers = [
      ...(await t.send([pressure(newId(), 'u-1')])),
      ...(await t.ingest.receive(delivery(other, [pressure(patient, 'u-2')]))),
      ...(await t.ingest.receive(delivery(bound, [pressure(patient, 'u-3')]))),
    ];
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      Array.from({ length: 3 }, () => ['quarantined', 'patient-unknown']),
    );
    expect(await stored(patient)).toEqual(nothing);
  });

  test('makes work for whoever looks after the source, once', async () => {
    const source = 'lost-and-found';
    const token = machineCaller(t.db.organizationId, { source });
    for (const id of ['a', 'b', 'c']) {
      await t.ingest.receive(delivery(token, [pressure('nobody', id)]));
    }
    const work = await t.rows<{ kind: string; subject: string }>(
      'select kind, subject from work_item where subject = $1',
      [`source:${source}`],
    );
    expect(work).toEqual([{ kind: 'data-check', subject: `source:${source}` }]);
  });
});

describe('what cannot be believed', () => {
  test('an impossible pressure is held, and is work for a person', async () => {
    const patient = await t.addPatient();
    const impossible = { values: { systolic: 80, diastolic: 120 } };
    const answers = await t.send([pressure(patient, 'm-1', impossible)]);
    expect(answers[0]).toMatchObject({ status: 'quarantined', code: 'order' });
    expect(await stored(patient)).toEqual({ ...nothing, held: 1, checks: 1 });
  });

  test('the weight of somebody else is held, however the delivery is ordered', async () => {
    const patient = await t.addPatient();
    const answers = await t.send([
      weight(patient, 'w-2', ago(60), 76.2),
      weight(patient, 'w-1', ago(62), 99.3),
    ]);
    expect(answers.map((one) => one.status)).toEqual(['quarantined', 'accepted']);
  });

  test('a device of another patient is not believed', async () => {
    const owner = await t.addPatient();
    const patient = await t.addPatient();
    await t.send([pressure(owner, 'd-1', { device: 'cuff-of-owner' })]);
    await t.rows('update device set patient_id = $1 where identifier = $2', [
      owner,
      'cuff-of-owner',
    ]);
    const answers = await t.send([pressure(patient, 'd-2', { device: 'cuff-of-owner' })]);
    expect(answers[0]).toMatchObject({ status: 'quarantined', code: 'device-of-another-patient' });
  });

  test('one bad item leaves the good ones of the delivery alone', async () => {
    const patient = await t.addPatient();
    const answers = await t.send([
      pressure(patient, 'm-1'),
      pressure(patient, 'm-2', { unit: undefined }),
      'not a reading',
      pressure(patient, 'm-4', { at: '2026-02-30T10:00:00Z' }),
      pressure(patient, 'm-5', { at: ago(20) }),
    ]);
    expect(answers.map(({ index, status, code }) => [index, status, code])).toEqual([
      [0, 'accepted', undefined],
      [1, 'rejected', 'unit-missing'],
      [2, 'rejected', 'item-invalid'],
      [3, 'rejected', 'time-invalid'],
      [4, 'accepted', undefined],
    ]);
    expect((await stored(patient))?.readings).toBe(2);
  });

  test('a patient who has died is not measured today, but yesterday is history', async () => {
    const patient = await t.addPatient({ status: 'deceased' });
    const answers = await t.send([
      pressure(patient, 'm-1'),
      pressure(patient, 'm-2', { at: ago(60 * 30) }),
    ]);
    expect(answers.map((one) => one.code ?? one.status)).toEqual([
      'patient-not-active',
      'accepted',
    ]);
  });
});

describe('judging', () => {
  test('a severe pressure alarms, and a recheck below ends the alarm but keeps the episode', async () => {
    const patient = await t.addPatient();
    const severe = { values: { systolic: 186, diastolic: 112 } };
    await t.send([pressure(patient, 's-1', { ...severe, at: ago(10) })]);
    const open = await t.rows<{ priority: number; due: boolean }>(
      "select priority, recheck_due_at is not null as due from alert where patient_id = $1 and state = 'active'",
      [patient],
    );
    const cards = await t.rows<{ priority: number; text: string }>(
      "select priority, headline->'findings'->0->'text'->>'es' as text from work_item where patient_id = $1",
      [patient],
    );
    await t.send([pressure(patient, 's-2', { at: ago(5) })]);
    expect(open).toEqual([{ priority: 2, due: true }]);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toContain('186/112');
    expect(await stored(patient)).toEqual({ ...nothing, readings: 2, cleared: 1, cards: 1 });
  });

  test('late readings are stored and alarm nobody', async () => {
    const patient = await t.addPatient();
    const severe = { values: { systolic: 186, diastolic: 112 }, at: ago(60 * 25) };
    expect((await t.send([pressure(patient, 'l-1', severe)]))[0]?.status).toBe('accepted');
    expect(await stored(patient)).toEqual({ ...nothing, readings: 1 });
  });

  test('an older reading that comes after a newer one neither alarms nor ends an alarm', async () => {
    const patient = await t.addPatient();
    const severe = { values: { systolic: 186, diastolic: 112 } };
    await t.send([pressure(patient, 'n-1', { ...severe, at: ago(10) })]);
    await t.send([pressure(patient, 'n-2', { at: ago(40) })]);
    expect((await stored(patient))?.active).toBe(1);
  });

  test('a back-fill is checked and stored, but nothing of it is judged', async () => {
    const patient = await t.addPatient();
    const severe = { values: { systolic: 186, diastolic: 112 } };
    await t.send([pressure(patient, 'b-1', severe)], { live: false });
    expect(await stored(patient)).toEqual({ ...nothing, readings: 1 });
  });

  test('days with data are those on the wall of the patient', async () => {
    const patient = await t.addPatient({ zone: 'America/Los_Angeles' });
    await t.send([
      pressure(patient, 'd-1', { at: '2026-11-01T06:30:00Z' }),
      pressure(patient, 'd-2', { at: '2026-11-20T06:30:00Z' }),
      pressure(patient, 'd-3', { at: '2026-11-20T08:30:00Z' }),
    ]);
    const rows = await t.rows(
      `select to_char(month, 'YYYY-MM') as month, all_days, device_days from reading_days
       where patient_id = $1 order by month`,
      [patient],
    );
    expect(rows).toEqual([
      { month: '2026-10', all_days: 2 ** 30, device_days: 2 ** 30 },
      { month: '2026-11', all_days: 2 ** 18 + 2 ** 19, device_days: 2 ** 18 + 2 ** 19 },
    ]);
  });
});

test('a day that was taken back with its only reading counts again with the next one', async () => {
  const patient = await t.addPatient();
  const at = ago(60);
  const days = () =>
    t.rows('select all_days <> 0 as counts from reading_days where patient_id = $1', [patient]);
  await t.send([pressure(patient, 'd-1', { at })]);
  const before = await days();
  await t.ingest.runAlone(t.token, (context) =>
    withdraw(context, patient, {
      kind: 'blood-pressure',
      at: new Date(at).toISOString(),
      sourceId: 'gateway/d-1',
      reason: 'Somebody else measured.',
    }),
  );
  const without = await days();
  await t.send([pressure(patient, 'd-2', { at })]);
  expect([before, without, await days()]).toEqual([
    [{ counts: true }],
    [{ counts: false }],
    [{ counts: true }],
  ]);
});

test('every delivery is kept with what became of it and audited with its patients', async () => {
  const patient = await t.addPatient();
  const token = machineCaller(t.db.organizationId, { source: 'audited' });
  await t.ingest.receive(delivery(token, [pressure(patient, 'm-1'), pressure('nobody', 'm-2')]));
  const deliveries = await t.rows(
    `select adapter, token_id, accepted, quarantined, convert_from(body, 'utf8') like '[{%' as kept
     from delivery where source = 'audited'`,
  );
  const audits = await t.rows('select action, patient_ids from audit_event where actor_id = $1', [
    token.id,
  ]);
  expect([deliveries, audits]).toEqual([
    [{ adapter: 'own-json', token_id: token.id, accepted: 1, quarantined: 1, kept: true }],
    [{ action: 'readings.receive', patient_ids: [patient] }],
  ]);
});
