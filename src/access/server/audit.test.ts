import { createHash, randomUUID } from 'node:crypto';

import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';

import { canonicalJson } from '../../platform/core/canonical-json.ts';
import { systemCaller } from '../../platform/server/context.ts';
import { inOrganization } from '../../platform/server/database.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/server/testing.ts';
import type { AuditAction } from '../core/audit.ts';
import { breakGlass, recordAudit, whoSaw } from './service.ts';
import { sealAudit, verifyAudit, type Head } from './service/audit-chain.ts';
import { exportAudit } from './service/audit-export.ts';
import { addTestUser } from './testing.ts';

let db: TestDatabase;
let owner: pg.Client;

beforeEach(async () => {
  db = await createTestDatabase();
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  return async () => {
    await owner.end();
    await db.close();
  };
});

const patient = randomUUID();
const otherPatient = randomUUID();

async function look(
  patientId: string,
  action: AuditAction = 'readings.read',
  at = new Date(),
): Promise<void> {
  await db.run((context) => recordAudit(context, { action, patientIds: [patientId] }), { now: at });
}

/** Other test files may hold transactions of the same cluster: sealing waits for those, and so do we. */
async function seal(): Promise<void> {
  await expect
    .poll(
      async () => {
        await db.run(sealAudit);
        return (await db.run((context) => verifyAudit(context))).unsealedEvents;
      },
      { timeout: 15_000 },
    )
    .toBe(0);
}

const verify = (known?: Head) => db.run((context) => verifyAudit(context, known));

/** As a superuser who switches the protection off. */
async function tamper(statement: string): Promise<void> {
  await owner.query('begin');
  for (const table of ['audit_event', 'audit_seal']) {
    await owner.query(`alter table ${table} disable trigger all`);
  }
  await owner.query(statement);
  for (const table of ['audit_event', 'audit_seal']) {
    await owner.query(`alter table ${table} enable trigger all`);
  }
  await owner.query('commit');
}

test('nobody changes, deletes or empties the log: neither the application nor the owner', async () => {
  await look(patient);
  await seal();
  const statements = ['audit_event', 'audit_seal'].flatMap((table) => [
    `update ${table} set organization_id = organization_id`,
    `delete from ${table}`,
    `truncate ${table}`,
  ]);
  for (const statement of statements) {
    await expect(owner.query(statement)).rejects.toThrow(/is append-only/);
    await expect(db.pool.query(statement)).rejects.toThrow(/permission denied/);
  }
  await expect(
    db.run(({ tx, caller }) =>
      tx
        .insertInto('auditEvent')
        .values({
          ...{ organizationId: caller.organizationId, id: randomUUID(), at: new Date() },
          ...{ actorKind: 'system', actorLabel: 'x', action: 'x', purpose: 'operations' },
          transactionId: '1',
        })
        .execute(),
    ),
  ).rejects.toThrow(/permission denied/);
});

test('an event carries who, what, why and each patient once, and is counted in the context', async () => {
  const user = await addTestUser(db);
  const now = new Date('2026-11-21T15:00:00.123Z');
  const audited = await db.run(
    async (context) => {
      await recordAudit(context, {
        action: 'readings.read',
        patientIds: [patient, patient],
        subject: `patient:${patient}`,
      });
      return context.audited;
    },
    { caller: user.caller, now },
  );
  expect(audited).toBe(1);
  const { entries } = await db.run((context) =>
    whoSaw(context, patient, { from: new Date(0), to: new Date('2027-01-01') }),
  );
  expect(entries).toEqual([
    {
      ...{ id: expect.any(String), at: now, actorKind: 'user', actorId: user.id },
      ...{ actorLabel: 'Ofelia Márquez', action: 'readings.read', purpose: 'treatment' },
      ...{ subject: `patient:${patient}`, breakGlassId: null },
    },
  ]);
});

/** Minutes of the first hours of 2026. */
function minute(number: number): Date {
  return new Date(Date.UTC(2026, 0, 1, 0, number));
}

test('who saw a patient: in the asked days, newest first, page by page, without machine deliveries', async () => {
  for (let one = 0; one < 205; one += 1) await look(patient, 'readings.read', minute(one));
  await look(patient, 'readings.receive', minute(3));
  await look(otherPatient, 'readings.read', minute(4));
  const range = { from: minute(1), to: minute(204) };
  const first = await db.run((context) => whoSaw(context, patient, range));
  expect(first.entries).toHaveLength(200);
  expect(first.entries[0]?.at).toEqual(minute(203));
  const after = first.next;
  const second = await db.run((context) => whoSaw(context, patient, { ...range, after }));
  expect(second.entries.map((entry) => entry.at)).toEqual([minute(3), minute(2), minute(1)]);
  expect(second.next).toBeNull();
  const asked = await owner.query(
    "select 1 from audit_event where action = 'audit.read' and patient_ids = array[$1::uuid]",
    [patient],
  );
  expect(asked.rowCount).toBe(2);
});

test('what happens under emergency access carries it and its purpose, for that patient only', async () => {
  const user = await addTestUser(db);
  const began = new Date('2026-11-21T08:00:00Z');
  const reason = 'Unconscious on the phone line, need the medication list.';
  const glass = await db.run((context) => breakGlass(context, { patientId: patient, reason }), {
    caller: user.caller,
    now: began,
  });
  const later = (hours: number) => new Date(began.getTime() + hours * 3_600_000);
  const act = (patientId: string, now: Date) =>
    db.run(
      (context) => recordAudit(context, { action: 'readings.read', patientIds: [patientId] }),
      {
        caller: user.caller,
        now,
      },
    );
  await act(patient, later(3.9));
  await act(otherPatient, later(3.9));
  await act(patient, later(4));
  const found = await owner.query(
    "select purpose, break_glass_id from audit_event where action = 'readings.read' order by at, transaction_id",
  );
  expect(found.rows).toEqual([
    { purpose: 'emergency', break_glass_id: glass.id },
    { purpose: 'treatment', break_glass_id: null },
    { purpose: 'treatment', break_glass_id: null },
  ]);
});

test('the chain covers every event once, link by link, and stands by itself', async () => {
  expect(await verify()).toMatchObject({ breaks: [], links: 0, head: null });
  for (let round = 1; round <= 3; round += 1) {
    await look(patient);
    await look(otherPatient);
    await seal();
  }
  const verdict = await verify();
  expect(verdict).toMatchObject({ breaks: [], sealedEvents: 6, unsealedEvents: 0 });
  expect(verdict.links).toBeGreaterThanOrEqual(3);
  expect(await db.run(sealAudit)).toBe(0);
  await look(patient);
  expect(await verify()).toMatchObject({ breaks: [], unsealedEvents: 1 });
});

test('an event of a transaction that is still under way is left for a later link, never skipped', async () => {
  const written = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const slow = db.run(async (context) => {
    await recordAudit(context, { action: 'session.begin', patientIds: [] });
    written.resolve();
    await mayEnd.promise;
  });
  await written.promise;
  await look(patient);
  const sealedMeanwhile = await db.run(sealAudit);
  mayEnd.resolve();
  await slow;
  expect(sealedMeanwhile).toBe(0);
  await seal();
  expect(await verify()).toMatchObject({ breaks: [], sealedEvents: 2 });
});

test('transactions are ordered as numbers: 1009 comes after 999', async () => {
  await owner.query(
    `insert into audit_event (organization_id, id, transaction_id, at, actor_kind, actor_label, action, purpose)
     select $1, gen_random_uuid(), number::text::xid8, now(), 'system', 'x', 'x', 'operations'
     from unnest(array[998, 999, 1009, 1010]) number`,
    [db.organizationId],
  );
  await seal();
  expect(await verify()).toMatchObject({ breaks: [], links: 1, sealedEvents: 4 });
});

test('two sealers at once make one chain', async () => {
  for (let one = 0; one < 5; one += 1) await look(patient);
  await Promise.all([db.run(sealAudit), db.run(sealAudit), db.run(sealAudit)]);
  await seal();
  expect(await verify()).toMatchObject({ breaks: [], sealedEvents: 5 });
});

const someEvent =
  "(select id from audit_event where action = 'readings.read' order by id offset 1 limit 1)";
const secondLink = 'sequence = 2';

test.each([
  [
    'a changed event',
    `update audit_event set actor_label = 'Nobody' where id = ${someEvent}`,
    'events-changed',
  ],
  [
    'a changed detail',
    `update audit_event set detail = '{"a":1}' where id = ${someEvent}`,
    'events-changed',
  ],
  [
    'a moment moved by a microsecond',
    `update audit_event set at = at + interval '1 microsecond' where id = ${someEvent}`,
    'events-changed',
  ],
  ['a deleted event', `delete from audit_event where id = ${someEvent}`, 'events-missing'],
  [
    'an event slipped in',
    `insert into audit_event (organization_id, id, cluster, transaction_id, at, actor_kind, actor_label, action, purpose)
     select organization_id, gen_random_uuid(), cluster, transaction_id, at, actor_kind, actor_label, action, purpose from audit_event where id = ${someEvent}`,
    'events-added',
  ],
  [
    'a changed link',
    `update audit_seal set sealed_at = sealed_at - interval '1 day' where ${secondLink}`,
    'events-changed',
  ],
  [
    'a replaced hash',
    `update audit_seal set hash = sha256('x') where ${secondLink}`,
    'link-broken',
  ],
  ['a deleted link', `delete from audit_seal where ${secondLink}`, 'link-missing'],
] as const)('%s is found', async (_, statement, code) => {
  for (let round = 1; round <= 3; round += 1) {
    await look(patient);
    await seal();
  }
  expect((await verify()).breaks).toEqual([]);
  await tamper(statement);
  expect((await verify()).breaks.map((one) => one.code)).toContain(code);
});

test('a log cut at its end is found against the head that was noted elsewhere', async () => {
  await look(patient);
  await seal();
  await look(patient);
  await seal();
  const { head, links } = await verify();
  await tamper(`
    delete from audit_event where id in (select up_to_id from audit_seal where sequence = ${links});
    delete from audit_seal where sequence = ${links}`);
  expect((await verify()).breaks).toEqual([]);
  expect((await verify(head!)).breaks).toEqual([{ sequence: links, code: 'link-missing' }]);
  await look(patient);
  await seal();
  expect((await verify(head!)).breaks).toEqual([{ sequence: links, code: 'head-differs' }]);
});

test('after a dump was restored into a new cluster, whose transactions count from low again, sealing goes on', async () => {
  await look(patient);
  await seal();
  await look(otherPatient);
  // As if all of it had been written by another cluster, far ahead of this one's count.
  await tamper(`update audit_event set cluster = '1', transaction_id = (transaction_id::text::bigint + 1000000000)::text::xid8;
                delete from audit_seal`);
  await db.run(sealAudit);
  await look(patient);
  await seal();
  expect(await verify()).toMatchObject({ breaks: [], sealedEvents: 3 });
});

interface ExportLine {
  readonly type: 'header' | 'event' | 'link';
  readonly sequence?: number | null;
  readonly event?: { readonly patientIds: string[]; readonly action: string };
  readonly link?: { readonly sequence: number; readonly eventCount: number };
  readonly previousHash?: string;
  readonly eventHashes?: string[];
  readonly hash?: string;
  readonly chainBeginning?: string;
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function exported(patientId?: string): Promise<ExportLine[]> {
  const source = { database: db.database, clock: () => new Date() };
  const caller = systemCaller(db.organizationId, 'test');
  const range = { from: new Date(0), to: new Date('2099-01-01'), ...(patientId && { patientId }) };
  const text = (await collect(exportAudit(source, caller, range))).join('');
  return text
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as ExportLine);
}

const sha256 = (...parts: (string | Buffer)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** What a stranger would do with the file alone. */
function checkExport(lines: readonly ExportLine[]): void {
  let previous = lines[0]?.chainBeginning;
  for (const line of lines.filter((one) => one.type === 'link')) {
    expect(line.previousHash).toBe(previous);
    const hashes = line.eventHashes!;
    expect(hashes).toHaveLength(line.link!.eventCount);
    const events = lines.filter((one) => one.sequence === line.link!.sequence);
    for (const { event } of events) expect(hashes).toContain(sha256(canonicalJson(event)));
    const bytes = hashes.map((hash) => Buffer.from(hash, 'hex'));
    const before = Buffer.from(line.previousHash!, 'hex');
    expect(sha256(before, canonicalJson(line.link), ...bytes)).toBe(line.hash);
    previous = line.hash;
  }
}

test('an export can be checked without Enlace, also when it shows one patient only', async () => {
  for (let round = 0; round < 3; round += 1) {
    await look(patient);
    await look(otherPatient);
    await seal();
  }
  const whole = await exported();
  checkExport(whole);
  // The export itself is in the log before its first line, not sealed yet.
  const last = whole.at(-1);
  expect(last).toMatchObject({ type: 'event', event: { action: 'audit.export' } });
  await seal();
  const one = await exported(patient);
  checkExport(one);
  const events = one.filter((line) => line.type === 'event');
  expect(events.filter((line) => line.event!.action === 'readings.read')).toHaveLength(3);
  expect(events.every((line) => line.event!.patientIds.includes(patient))).toBe(true);
});

test('an export names only what its days hold', async () => {
  await look(patient, 'readings.enter', new Date('2026-01-05T12:00:00Z'));
  await seal();
  await look(patient, 'readings.receive', new Date('2026-02-05T12:00:00Z'));
  await seal();
  const source = { database: db.database, clock: () => new Date() };
  const caller = systemCaller(db.organizationId, 'test');
  const range = { from: new Date('2026-02-01'), to: new Date('2026-03-01') };
  const lines = await collect(exportAudit(source, caller, range));
  const text = lines.join('');
  expect(text).toContain('"action":"readings.receive"');
  expect(text).not.toContain('"action":"readings.enter"');
  expect(text.match(/"type":"link"/g)).toHaveLength(1);
});

test('each organization has its own log and its own chain', async () => {
  const other = await db.addOrganization('Other');
  await look(patient);
  await seal();
  const inOther = <T>(work: Parameters<typeof db.run<T>>[0]) =>
    inOrganization(db.database, other, (tx) =>
      work({ tx, caller: systemCaller(other, 'test'), now: new Date(), audited: 0 }),
    );
  expect(await inOther((context) => verifyAudit(context))).toMatchObject({
    links: 0,
    unsealedEvents: 0,
  });
  const range = { from: new Date(0), to: new Date('2099-01-01') };
  expect((await inOther((context) => whoSaw(context, patient, range))).entries).toEqual([]);
});
