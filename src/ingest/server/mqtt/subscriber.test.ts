import { fork, type ChildProcess } from 'node:child_process';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createLog } from '../../../platform/server/log.ts';
import type { Gateway, GatewaySetting } from '../gateway.ts';
import { createIngestTest, machineCaller, type IngestTest } from '../testing.ts';
import { startMqtt } from './subscriber.ts';
import { findMosquitto, startBroker, type Broker } from './testing-broker.ts';

const installed = findMosquitto();
const reason = 'Mosquitto is neither installed nor to be had from apt';

let t: IngestTest;
let broker: Broker;
let publisher: MqttClient;

async function openPublisher(): Promise<MqttClient> {
  const client = await connectAsync(broker.url, { reconnectPeriod: 50 });
  // A broker that is killed is what these tests are about.
  client.on('error', () => undefined);
  return client;
}

beforeAll(async () => {
  t = await createIngestTest();
  if (installed === undefined) return;
  broker = await startBroker(installed);
  publisher = await openPublisher();
});

afterAll(async () => {
  if (installed !== undefined) {
    await publisher.endAsync(true);
    await broker.close();
  }
  await t.close();
});

function start(clientId: string, setting: Partial<GatewaySetting> = {}): Gateway {
  const given: GatewaySetting = {
    database: t.db.database,
    ingest: t.ingest,
    clock: () => t.now,
    log: createLog('silent'),
    bearer: () => Promise.resolve(machineCaller(t.db.organizationId)),
    ...setting,
  };
  return startMqtt(given, {
    ...{ url: broker.url, topic: 'enlace/+/readings', token: 'any', clientId },
    ...{ user: '', password: '', reconnectMs: 50 },
  });
}

async function ready(gateway: Gateway): Promise<Gateway> {
  await expect.poll(() => gateway.isReady, { timeout: 20_000 }).toBe(true);
  return gateway;
}

/** A session at the broker under this name, with nobody there: what is published waits. */
async function leaveSession(clientId: string): Promise<void> {
  await (await ready(start(clientId))).close();
}

function reading(patient: string, count: number) {
  const at = new Date(Date.UTC(2026, 10, 20, 0, count)).toISOString();
  const values = { systolic: 120 + (count % 5), diastolic: 80 };
  return { id: `r-${count}`, patient, kind: 'blood-pressure', at, values, unit: 'mm[Hg]' };
}

function publish(payload: unknown, source = 'clinic-7'): Promise<unknown> {
  const text =
    typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
  return publisher.publishAsync(`enlace/${source}/readings`, text, { qos: 1 });
}

async function publishMany(patient: string, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, place) => publish(reading(patient, place))));
}

async function countStored(patient: string): Promise<number> {
  const [row] = await t.rows<{ count: number }>(
    'select count(*)::int as count from reading where patient_id = $1',
    [patient],
  );
  return row?.count ?? 0;
}

async function countHeld(patient: string): Promise<number> {
  const [row] = await t.rows<{ count: number }>(
    'select count(*)::int as count from quarantine_item where patient_id = $1',
    [patient],
  );
  return row?.count ?? 0;
}

describe.skipIf(installed === undefined)(`with a broker (else: ${reason})`, () => {
  test('one reading or several are stored under the source that the topic names', async () => {
    const patient = await t.addPatient();
    const gateway = await ready(start('usual'));
    await publish(reading(patient, 1), 'clinic-8');
    await publish([reading(patient, 2), reading(patient, 3)], 'clinic-9');
    await expect.poll(() => countStored(patient), { timeout: 20_000 }).toBe(3);
    const rows = await t.rows<{ source_id: string }>(
      'select source_id from reading where patient_id = $1 order by source_id',
      [patient],
    );
    expect(rows.map((row) => row.source_id)).toEqual([
      'clinic-8/r-1',
      'clinic-9/r-2',
      'clinic-9/r-3',
    ]);
    await gateway.close();
  });

  test('what cannot be read is kept as refused, acknowledged, and holds nothing up', async () => {
    const patient = await t.addPatient();
    const gateway = await ready(start('poisoned'));
    await publish('{"not": json', 'poison');
    await publish(Buffer.from([0xff, 0xfe, 0x00]), 'poison');
    await publish([], 'poison');
    await publish('', 'poison');
    await publish(reading(patient, 1), 'poison');
    await expect.poll(() => countStored(patient), { timeout: 20_000 }).toBe(1);
    expect(gateway.counts).toMatchObject({ refused: 3, taken: 1 });
    await gateway.close();
    const kept = await t.rows(
      "select body, rejected from delivery where source = 'poison' and rejected = 1",
    );
    expect(kept).toHaveLength(3);
    const again = await ready(start('poisoned'));
    await publish(reading(patient, 2), 'poison');
    await expect.poll(() => countStored(patient), { timeout: 20_000 }).toBe(2);
    expect(again.counts).toMatchObject({ refused: 0, taken: 1 });
    await again.close();
  });

  test('what could not be stored is not acknowledged and comes again', async () => {
    const patient = await t.addPatient();
    let failures = 3;
    const gateway = await ready(
      start('without-database', {
        ingest: {
          ...t.ingest,
          receive(delivery) {
            failures -= 1;
            if (failures >= 0) return Promise.reject(new Error('no database'));
            return t.ingest.receive(delivery);
          },
        },
      }),
    );
    await publish(reading(patient, 1));
    await expect.poll(() => countStored(patient), { timeout: 20_000 }).toBe(1);
    expect(gateway.counts).toMatchObject({ 'repeated-later': 3, taken: 1 });
    await gateway.close();
  });

  test('a broker killed in mid-stream and started again loses and doubles nothing', async () => {
    const patient = await t.addPatient();
    await leaveSession('patient-broker');
    await publishMany(patient, 300);
    const gateway = start('patient-broker');
    await expect
      .poll(() => gateway.counts.taken, { timeout: 20_000, interval: 2 })
      .toBeGreaterThan(20);
    await broker.kill();
    expect(gateway.counts.taken).toBeLessThan(300);
    await broker.start();
    await expect.poll(() => countStored(patient), { timeout: 30_000 }).toBe(300);
    await publish(reading(patient, 300));
    await expect.poll(() => countStored(patient), { timeout: 20_000 }).toBe(301);
    expect(await countHeld(patient)).toBe(0);
    await gateway.close();
  });

  test('a server killed in mid-stream loses and doubles nothing', async () => {
    const patient = await t.addPatient();
    await leaveSession('killed');
    await publishMany(patient, 300);
    const first = await runServer((taken) => taken > 20);
    first.kill('SIGKILL');
    expect(await countStored(patient)).toBeLessThan(300);
    const second = await runServer((taken) => taken > 0);
    await expect.poll(() => countStored(patient), { timeout: 30_000 }).toBe(300);
    expect(await countHeld(patient)).toBe(0);
    second.kill('SIGKILL');
  });
});

/** A server process of its own, once it has taken enough. */
function runServer(isEnough: (taken: number) => boolean): Promise<ChildProcess> {
  const program = new URL('testing-subscriber.ts', import.meta.url).pathname;
  const child = fork(program, [broker.url, t.db.connectionString, t.db.organizationId]);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended by itself with ${code}.`)));
    child.on('message', (taken) => {
      if (isEnough(Number(taken))) resolve(child);
    });
  });
}
