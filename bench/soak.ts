import { load, post } from './load.ts';
import { readingStream, type OwnReading } from './readings.ts';
import {
  createSource,
  onBenchServer,
  prepareMonths,
  quantile,
  type Bench,
  type BenchServer,
  type Figure,
} from './support.ts';

const minutes = Number(process.env['ENLACE_BENCH_MINUTES'] ?? 30);
const patients = 20_000;
const sources = 4;
const peakSeconds = 20;
const sampleSeconds = 15;
/** Caches fill and the heap finds its size. */
const warmUpShare = 0.2;

/** Half of the peak for half an hour: whether memory stays flat and answers stay quick. */
export const soakBench: Bench = {
  name: 'soak',
  isLong: true,
  run: (say) =>
    onBenchServer(patients, prepareMonths, async ({ database, organization, server }) => {
      const secrets: string[] = [];
      for (let number = 0; number < sources; number += 1) {
        secrets.push(await createSource(database, organization, `source ${number}`));
      }
      const stream = readingStream(organization.patientIds, 'soak', Date.now());
      const send = sender(server, stream, secrets);
      const peak = await send(peakSeconds);
      say(`peak ${Math.round(peak.perSecond * 100)} readings/s; ${minutes} minutes at half of it`);
      return soak(server, (seconds) => send(seconds, peak.perSecond / 2), say);
    }),
};

interface Sent {
  readonly perSecond: number;
  readonly latencies: readonly number[];
}
type Send = (seconds: number, perSecond?: number) => Promise<Sent>;

/** Sends batches of 100 for so long; they are made while they are sent, so that none wait in memory. */
function sender(
  server: BenchServer,
  stream: Generator<OwnReading>,
  secrets: readonly string[],
): Send {
  let number = 0;
  return async (seconds, perSecond) => {
    const until = performance.now() + seconds * 1_000;
    const result = await load({
      ...{ port: server.port, connections: sources },
      next: () => {
        if (performance.now() > until) return undefined;
        const readings = Array.from({ length: 100 }, () => stream.next().value as OwnReading);
        number += 1;
        return post(
          '/ingest/readings',
          secrets[number % secrets.length] ?? '',
          JSON.stringify(readings),
        );
      },
      check: (status, body) => {
        if (status === 200 && body.includes('"counts":{"accepted":100,')) return;
        throw new Error(`Not all accepted: ${status} ${body.toString().slice(-300)}`);
      },
      ...(perSecond === undefined ? {} : { perSecond }),
    });
    return { perSecond: result.requests / result.seconds, latencies: result.latencies };
  };
}

async function soak(
  server: BenchServer,
  send: (seconds: number) => Promise<Sent>,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const used: number[] = [];
  let resident = 0;
  const latencies: number[] = [];
  let requests = 0;
  for (let left = minutes * 60; left > 0; left -= sampleSeconds) {
    const sent = await send(Math.min(sampleSeconds, left));
    requests += sent.latencies.length;
    latencies.push(quantile(sent.latencies, 0.99));
    const memory = await server.memory();
    used.push(memory.usedBytes / 1_000_000);
    resident = memory.residentBytes / 1_000_000;
  }
  const warm = used.slice(Math.floor(used.length * warmUpShare));
  const third = Math.ceil(warm.length / 3);
  const [early, late] = [warm.slice(0, third), warm.slice(-third)].map((part) =>
    quantile(part, 0.5),
  );
  say(`used memory in MB: ${used.map((one) => one.toFixed(0)).join(' ')}`);
  return [
    {
      ...{
        name: `memory in use after ${minutes} minutes at half the peak`,
        value: late ?? Number.NaN,
        unit: 'MB',
      },
      baseline: { name: 'early, MB', value: early ?? Number.NaN },
      ratio: (late ?? Number.NaN) / (early ?? Number.NaN),
      budget: { atMost: 1.1 },
      note: `resident ${resident.toFixed(0)} MB; ${(requests * 100).toLocaleString('en')} readings`,
    },
    {
      ...{
        name: 'slowest 15 seconds of them, p99 of a batch',
        value: Math.max(...latencies),
        unit: 'ms',
      },
      note: `median of all: ${quantile(latencies, 0.5).toFixed(0)} ms`,
    },
  ];
}
