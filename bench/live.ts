import { request } from 'node:http';

import { get, latencyOf, signIn } from './person.ts';
import {
  openBenchDatabase,
  quantile,
  seedOrganization,
  startBenchServer,
  type Bench,
  type BenchOrganization,
  type BenchServer,
  type Figure,
} from './support.ts';

const screens = 100;
const rounds = 20;
const pauseMilliseconds = 400;

/** From sending a reading to the list that every open screen fetches when it hears of a change. */
export const liveBench: Bench = {
  name: 'live',
  run: async (say) => {
    const database = await openBenchDatabase();
    try {
      const organization = await seedOrganization(database, 2_000);
      const server = await startBenchServer(database.connectionString);
      try {
        const cookie = await signIn(database, organization, server);
        say(`${screens} screens of one organization, ${rounds} readings`);
        return await measure(server, organization, cookie);
      } finally {
        await server.stop();
      }
    } finally {
      await database.close();
    }
  },
};

interface Screen {
  onChange: () => void;
  close(): void;
}

async function measure(
  server: BenchServer,
  organization: BenchOrganization,
  cookie: string,
): Promise<readonly Figure[]> {
  const opened = await Promise.all(Array.from({ length: screens }, () => open(server, cookie)));
  const heard: number[] = [];
  const shown: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = new Date(Date.now() - 60_000 + round).toISOString();
    const began = performance.now();
    const seen = opened.map((screen) => hear(server, screen, cookie, began, { heard, shown }));
    await send(server, organization.secret, {
      ...{ id: `live-${round}`, patient: organization.patientIds[round], at },
      ...{ kind: 'blood-pressure', unit: 'mm[Hg]', values: { systolic: 188, diastolic: 112 } },
    });
    await Promise.all(seen);
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

/** One screen: waits for the notice, then fetches the first page as screens do. */
async function hear(
  server: BenchServer,
  screen: Screen,
  cookie: string,
  began: number,
  { heard, shown }: { heard: number[]; shown: number[] },
): Promise<void> {
  await new Promise<void>((resolve) => {
    screen.onChange = resolve;
  });
  heard.push(performance.now() - began);
  await latencyOf(server, [get('/api/worklists/triage', cookie)], (body) => {
    if (!body.includes('"items":[{')) throw new Error('The card is not on the list.');
  });
  shown.push(performance.now() - began);
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

function open(server: BenchServer, cookie: string): Promise<Screen> {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, host: '127.0.0.1', path: '/api/live' };
    const headers = { cookie, accept: 'text/event-stream' };
    const asked = request({ ...options, headers }, (response) => {
      const screen: Screen = { onChange: () => undefined, close: () => asked.destroy() };
      response.setEncoding('utf8');
      response.on('error', () => undefined);
      response.on('data', (text: string) => {
        if (text.includes('event: ready')) resolve(screen);
        if (text.includes('event: changed')) screen.onChange();
      });
    });
    asked.once('error', reject);
    asked.end();
  });
}
