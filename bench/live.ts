import { request } from 'node:http';

import { exchange, load, openConnection, post } from './load.ts';
import { get, signInAll } from './person.ts';
import { readingStream, type OwnReading } from './readings.ts';
import {
  onBenchServer,
  prepareMonths,
  quantile,
  type Bench,
  type BenchOrganization,
  type BenchServer,
  type Figure,
} from './support.ts';

const patients = 2_000;
const screens = 100;
/** So many that one answer in a hundred is no single accident; the first round is left out. */
const rounds = 100;
const pauseMilliseconds = 200;
/** Batches of 100 as fast as they are taken for so long: half of that rate is the load. */
const peakSeconds = 3;

/**
 * From sending a reading to the list that every open screen fetches when it hears of it, under half of
 * peak load. Every screen is somebody else's, and has loaded the list before, on a connection it keeps.
 */
export const liveBench: Bench = {
  name: 'live',
  run: (say) =>
    onBenchServer(patients, prepareMonths, async ({ database, organization, server }) => {
      const cookies = await signInAll(screens, database, organization, server);
      const others = backgroundOf(server, organization);
      const peak = await others.send(peakSeconds);
      // What was written at the peak is not brought to disk beside the measuring.
      await database.owner.query('checkpoint');
      say(
        `${screens} screens, ${rounds} readings; beside them ${Math.round(peak * 50)} readings/s`,
      );
      const { figures } = await whileSending(others, peak / 2, () =>
        measure(server, organization, cookies),
      );
      return figures;
    }),
};

interface Background {
  /** Sends batches of the other patients, at most so many a second; gives how many were taken a second. */
  send(seconds: number, perSecond?: number): Promise<number>;
  stop(): void;
}

/** Readings of the other patients that change no card: every notice is of the reading that is measured. */
function backgroundOf(server: BenchServer, organization: BenchOrganization): Background {
  const others = organization.patientIds.slice(rounds);
  const stream = readingStream(others, 'background', Date.now(), 0);
  let stopped = false;
  return {
    async send(seconds, perSecond) {
      const end = performance.now() + seconds * 1_000;
      const next = () => {
        if (stopped || performance.now() > end) return undefined;
        const batch = Array.from({ length: 100 }, () => stream.next().value as OwnReading);
        return post('/ingest/readings', organization.secret, JSON.stringify(batch));
      };
      const sent = await load({
        ...{ port: server.port, connections: 8, next },
        ...(perSecond === undefined ? {} : { perSecond }),
        check: (status, body) => {
          if (status !== 200) throw new Error(`Load: ${status} ${body.toString().slice(0, 200)}`);
        },
      });
      return sent.requests / sent.seconds;
    },
    stop: () => {
      stopped = true;
    },
  };
}

async function whileSending(
  others: Background,
  perSecond: number,
  work: () => Promise<readonly Figure[]>,
): Promise<{ readonly figures: readonly Figure[] }> {
  const [, figures] = await Promise.all([
    others.send(Infinity, perSecond),
    work().finally(() => others.stop()),
  ]);
  return { figures };
}

interface Screen {
  onChange: () => void;
  /** Fetches what is on it: the body of the answer. */
  fetch(): Promise<string>;
  close(): void;
}

async function measure(
  server: BenchServer,
  organization: BenchOrganization,
  cookies: readonly string[],
): Promise<readonly Figure[]> {
  const opened = await Promise.all(cookies.map((cookie) => openScreen(server, cookie)));
  const heard: number[] = [];
  const shown: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = new Date(Date.now() - 60_000 + round).toISOString();
    const began = performance.now();
    const patientId = String(organization.patientIds[round]);
    const seen = opened.map((screen) => hear(screen, { patientId, began, heard, shown }));
    await send(server, organization.secret, {
      ...{ id: `live-${round}`, patient: patientId, at },
      ...{ kind: 'blood-pressure', unit: 'mm[Hg]', values: { systolic: 188, diastolic: 112 } },
    });
    await Promise.all(seen);
    if (round === 0) heard.length = shown.length = 0;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
  for (const screen of opened) screen.close();
  return [figure('reading sent → notice on every screen', heard), figure(cardName, shown, 250)];
}

const cardName = 'reading sent → list fetched by every screen, p99';

function figure(name: string, samples: readonly number[], atMost?: number): Figure {
  return {
    name,
    value: quantile(samples, 0.99),
    unit: 'ms',
    ...(atMost === undefined ? {} : { budget: { atMost } }),
    note: `p50 ${quantile(samples, 0.5).toFixed(1)} ms, ${screens} screens at once`,
  };
}

interface Wait {
  readonly patientId: string;
  readonly began: number;
  readonly heard: number[];
  readonly shown: number[];
}

/** One screen: waits for a notice of work, then fetches the first page as screens do. */
async function hear(screen: Screen, { patientId, began, heard, shown }: Wait): Promise<void> {
  await new Promise<void>((resolve) => {
    screen.onChange = resolve;
  });
  heard.push(performance.now() - began);
  const list = await screen.fetch();
  shown.push(performance.now() - began);
  if (!list.includes(patientId)) throw new Error('The card is not on the list.');
}

async function send(server: BenchServer, secret: string, reading: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${server.port}/ingest/readings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify(reading),
  });
  const text = await response.text();
  if (!text.includes('"accepted":1')) throw new Error(`Not accepted: ${text}`);
}

async function openScreen(server: BenchServer, cookie: string): Promise<Screen> {
  const connection = await openConnection(server.port);
  const list = get('/api/worklists/triage?fold=true&limit=100', cookie, 'background');
  const screen: Screen = {
    onChange: () => undefined,
    async fetch() {
      const { status, body } = await exchange(connection, list);
      if (status !== 200) throw new Error(`Answered ${status}: ${body.toString().slice(0, 300)}`);
      return body.toString();
    },
    close: () => undefined,
  };
  const stop = await listen(server, cookie, () => screen.onChange());
  screen.close = () => {
    stop();
    connection.destroy();
  };
  await screen.fetch();
  return screen;
}

/** Follows the notices; resolves, with what ends it, when they have begun. */
function listen(server: BenchServer, cookie: string, onWork: () => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, host: '127.0.0.1', path: '/api/live' };
    const headers = { cookie, accept: 'text/event-stream' };
    const asked = request({ ...options, headers }, (response) => {
      response.setEncoding('utf8');
      response.on('error', () => undefined);
      // A notice that names many patients comes in pieces.
      let received = '';
      response.on('data', (text: string) => {
        received += text;
        const events = received.split('\n\n');
        received = events.pop() ?? '';
        for (const event of events) {
          if (event.includes('event: ready')) resolve(() => asked.destroy());
          if (event.includes('event: changed') && event.includes('"work"')) onWork();
        }
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}
