import pg from 'pg';

import { newId } from '../src/platform/server/ids.ts';
import { bundleOf } from './bundles.ts';
import { load, post } from './load.ts';
import { readingStream, type OwnReading } from './readings.ts';
import {
  createSource,
  onBenchServer,
  prepareMonths,
  quantile,
  type Bench,
  type BenchSetting,
  type Figure,
} from './support.ts';

const patients = 20_000;
const seconds = Number(process.env['ENLACE_BENCH_SECONDS'] ?? 5);

/** Readings per second in batches and one by one, beside inserts of the same rows without anything else. */
export const ingestBench: Bench = {
  name: 'ingest',
  run: (say) => {
    say(`${patients.toLocaleString('en')} patients; one session in ten raises an alert; fsync on`);
    return onBenchServer(patients, prepareMonths, (setting) => measure({ ...setting, say }));
  },
};

interface Setting extends BenchSetting {
  readonly say: (line: string) => void;
}

async function measure(setting: Setting): Promise<readonly Figure[]> {
  return [
    ...(await measureBatches(setting)),
    ...(await measureSources(setting)),
    ...(await measureSingles(setting)),
  ];
}

async function measureBatches(setting: Setting): Promise<readonly Figure[]> {
  const now = Date.now();
  const { patientIds } = setting.organization;
  const bulk = readingStream(patientIds, 'bulk', now);
  await sendBatches(setting, bulk, 1);
  const bare = await bareInserts(setting, 1);
  const bareTwo = await bareInserts(setting, 2);
  const own = await sendBatches(setting, bulk, seconds);
  const calm = readingStream(patientIds, 'calm', now + 120_000, 0.01);
  const fewer = await sendBatches(setting, calm, seconds);
  const fhir = readingStream(patientIds, 'fhir', now + 180_000);
  const bundles = await sendBatches(setting, fhir, seconds, { form: fhirBundles });
  const beside = (name: string, value: number, rest: Partial<Figure> = {}): Figure => ({
    ...{ name, value, unit: 'readings/s', ratio: value / bare },
    baseline: { name: 'bare INSERT … SELECT unnest, batches of 1,000', value: bare },
    ...rest,
  });
  return [
    beside('own JSON, batches of 100', own, {
      budget: { atLeast: 0.5 },
      note: `bare insert on two connections: ${Math.round(bareTwo)}/s`,
    }),
    beside('own JSON, batches of 100, one session in a hundred raises an alert', fewer),
    beside('FHIR Bundles of 100 Observations', bundles, { budget: { atLeast: 0.4 } }),
  ];
}

/** As many sources as connections, each with a token of its own. */
async function measureSources(setting: Setting): Promise<readonly Figure[]> {
  const { database, organization } = setting;
  const figures: Figure[] = [];
  for (const [place, count] of [1, 4, 16].entries()) {
    const secrets: string[] = [];
    for (let number = 0; number < count; number += 1) {
      secrets.push(await createSource(database, organization, `source ${count}-${number}`));
    }
    const from = Date.now() + (place + 4) * 60_000;
    const stream = readingStream(organization.patientIds, `sources-${count}`, from);
    const value = await sendBatches(setting, stream, seconds, { secrets, connections: count });
    figures.push({ name: `own JSON, ${count} source(s) at once`, value, unit: 'readings/s' });
  }
  return figures;
}

async function measureSingles(setting: Setting): Promise<readonly Figure[]> {
  const oneRow = await oneRowInserts(setting);
  const from = Date.now() + 60_000;
  const singles = readingStream(setting.organization.patientIds, 'single', from);
  const single = await sendSingles(setting, singles, seconds);
  const half = await sendSingles(setting, singles, seconds, single.perSecond / 2);
  return [
    {
      ...{ name: 'single posts, 64 connections', value: single.perSecond, unit: 'readings/s' },
      baseline: { name: 'one-row inserts, 64 connections', value: oneRow },
      ratio: single.perSecond / oneRow,
      budget: { atLeast: 1.2 },
    },
    {
      name: 'single posts at half that rate, p99',
      value: quantile(half.latencies, 0.99),
      unit: 'ms',
      budget: { atMost: 50 },
      note: `p50 ${quantile(half.latencies, 0.5).toFixed(1)} ms`,
    },
  ];
}

function take(stream: Generator<OwnReading>, count: number): OwnReading[] {
  // Not with for…of: breaking out of it would end the stream.
  return Array.from({ length: count }, () => stream.next().value as OwnReading);
}

interface Form {
  readonly path: string;
  readonly write: (readings: readonly OwnReading[]) => unknown;
  /** Whether the answer says that all of them were accepted. */
  readonly isTaken: (body: Buffer) => boolean;
}

const ownBatches: Form = {
  path: '/ingest/readings',
  write: (readings) => readings,
  isTaken: (body) => body.includes('"counts":{"accepted":100,'),
};
const fhirBundles: Form = {
  path: '/fhir/R4',
  write: bundleOf,
  isTaken: (body) =>
    body.includes('"status":"201') && !/"status":"(?:200|202|4|5)/.test(body.toString('latin1')),
};

/** Bodies are made before the clock runs. */
async function sendBatches(
  { server, organization, say }: Setting,
  stream: Generator<OwnReading>,
  forSeconds: number,
  { form = ownBatches, secrets = [organization.secret], connections = 12 } = {},
): Promise<number> {
  const requests = Array.from({ length: forSeconds * 400 }, (_, number) =>
    post(
      form.path,
      secrets[number % secrets.length] ?? '',
      JSON.stringify(form.write(take(stream, 100))),
    ),
  );
  const cpuBefore = await server.cpuSeconds();
  const result = await load({
    ...{ port: server.port, connections },
    next: () => requests.pop(),
    check: (status, body) => {
      if (status === 200 && form.isTaken(body)) return;
      throw new Error(`Not all accepted: ${status} ${body.toString().slice(-300)}`);
    },
  });
  const readings = result.requests * 100;
  const cpu = (await server.cpuSeconds()) - cpuBefore;
  say(
    `${form.path}: ${readings} readings in ${result.seconds.toFixed(2)} s, server ${((cpu * 1e6) / readings).toFixed(1)} µs CPU each, p99 ${quantile(result.latencies, 0.99).toFixed(0)} ms`,
  );
  return readings / result.seconds;
}

async function sendSingles(
  { server, organization, say }: Setting,
  stream: Generator<OwnReading>,
  forSeconds: number,
  perSecond?: number,
): Promise<{ perSecond: number; latencies: readonly number[] }> {
  const count = Math.round(forSeconds * (perSecond ?? 8_000));
  const requests = take(stream, count).map((reading) =>
    post('/ingest/readings', organization.secret, JSON.stringify(reading)),
  );
  const cpuBefore = await server.cpuSeconds();
  const result = await load({
    port: server.port,
    connections: 64,
    next: () => requests.pop(),
    check: (status, body) => {
      if (status === 200 && body.includes('"accepted":1,')) return;
      throw new Error(`Not accepted: ${status} ${body.toString().slice(-300)}`);
    },
    ...(perSecond === undefined ? {} : { perSecond }),
  });
  const cpu = (await server.cpuSeconds()) - cpuBefore;
  say(
    `singles: ${count} in ${result.seconds.toFixed(2)} s, server ${((cpu * 1e6) / count).toFixed(1)} µs CPU each`,
  );
  return { perSecond: count / result.seconds, latencies: result.latencies };
}

const columns = `(organization_id, patient_id, kind, effective_at, source_id, value_1, value_2, value_3,
  unit, standing, trust, origin, offset_minutes, delivery_id, received_at)`;

function rowOf({ id, patient, kind, at, values, unit }: OwnReading, source: string) {
  const [first, second, third] = Object.values(values);
  return [
    patient,
    kind,
    new Date(at),
    `${source}/${id}`,
    first,
    second ?? null,
    third ?? null,
    unit,
  ];
}

/** The same rows by the same driver, as the owner: no checks, no security, nothing but rows. */
async function bareInserts(
  { database, organization, say }: Setting,
  connections: number,
): Promise<number> {
  const organizationId = newId();
  const stream = readingStream(organization.patientIds, `bare-${connections}`, Date.now());
  const batches = Array.from({ length: seconds * 50 }, () => take(stream, 1_000));
  const rows = batches.length * 1_000;
  const text = `insert into reading ${columns}
    select $1, p, k, a, s, v1, v2, v3, u, 'accepted', 'device-synchronised', 'device', 0, $2, now()
    from unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::float8[], $8::float8[],
      $9::float8[], $10::text[]) as given (p, k, a, s, v1, v2, v3, u)`;
  const began = performance.now();
  await withClients(database.connectionString, connections, async (client) => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const values = batch.map((reading) => rowOf(reading, 'bench'));
      const lists = Array.from({ length: 8 }, (_, column) => values.map((row) => row[column]));
      await client.query({ name: 'bare', text, values: [organizationId, newId(), ...lists] });
    }
  });
  const perSecond = rows / ((performance.now() - began) / 1_000);
  say(`bare inserts, ${connections} connection(s): ${Math.round(perSecond)} rows/s`);
  return perSecond;
}

async function oneRowInserts({ database, organization, say }: Setting): Promise<number> {
  const organizationId = newId();
  const stream = readingStream(organization.patientIds, 'one', Date.now());
  const readings = take(stream, seconds * 8_000);
  const count = readings.length;
  const text = `insert into reading ${columns} values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'accepted',
    'device-synchronised', 'device', 0, $10, now())`;
  const began = performance.now();
  await withClients(database.connectionString, 64, async (client) => {
    for (let reading = readings.pop(); reading !== undefined; reading = readings.pop()) {
      const values = [organizationId, ...rowOf(reading, 'bench'), newId()];
      await client.query({ name: 'one', text, values });
    }
  });
  const perSecond = count / ((performance.now() - began) / 1_000);
  say(`one-row inserts, 64 connections: ${Math.round(perSecond)} rows/s`);
  return perSecond;
}

async function withClients(
  connectionString: string,
  count: number,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const clients = Array.from({ length: count }, () => new pg.Client(connectionString));
  await Promise.all(clients.map((client) => client.connect()));
  await Promise.all(clients.map(work));
  await Promise.all(clients.map((client) => client.end()));
}
