import { createServer as createHttpServer } from 'node:http';
import { connect, createServer as createListener, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createToken } from '../access/server/service/tokens.ts';
import { pressureMessage } from '../ingest/core/hl7/testing.ts';
import { readConfig } from '../platform/server/config.ts';
import { createLog } from '../platform/server/log.ts';
import { createTestDatabase, type TestDatabase } from '../platform/server/testing.ts';
import { examineGateways } from './commands/doctor-gateways.ts';
import { createServer, type Server } from './server.ts';

let db: TestDatabase;
let server: Server;
let port: number;

beforeAll(async () => {
  db = await createTestDatabase();
  const { connectionString, pool, database } = db;
  const { token } = await db.run((context) =>
    createToken(context, { label: 'St. Mary', scopes: ['system/Observation.c'] }),
  );
  port = await freePort();
  const config = readConfig({ ENLACE_MLLP_PORT: String(port), ENLACE_MLLP_TOKEN: token });
  server = await createServer(
    {
      ...{ connectionString, pool, database, config, log: createLog('silent') },
      ...{ clock: () => new Date(), embedded: undefined, close: () => Promise.resolve() },
      secret: 'a secret of tests, long enough to sign',
    },
    { withJobs: false, withWeb: false },
  );
});

afterAll(async () => {
  await server.close();
  await db.close();
});

async function freePort(): Promise<number> {
  const listener = createListener();
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  const { port: found } = listener.address() as AddressInfo;
  await new Promise((done) => listener.close(done));
  return found;
}

function say(message: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.write(`\v${message}\x1c\r`);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
  });
}

test('the configured server takes HL7 under its token and counts what it took', async () => {
  expect(await say(pressureMessage({ patient: 'nobody' }))).toContain('MSA|AE|c-1');
  const [held] = await db.run(({ tx }) =>
    tx.selectFrom('quarantineItem').select(['source', 'reason']).execute(),
  );
  expect(held).toEqual({ source: 'st-mary', reason: 'patient-unknown' });
  const { body } = await server.http.inject({ url: '/metrics' });
  expect(body).toContain('enlace_gateway_ready{gateway="mllp"} 1');
  expect(body).toContain('enlace_gateway_messages_total{gateway="mllp",outcome="held"} 1');
  expect(body).not.toContain('gateway="mqtt"');
});

async function examined(environment: Record<string, string>, metrics?: string) {
  const http = createHttpServer((_request, response) => response.end(metrics));
  if (metrics !== undefined) await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const { port: at } = (http.address() as AddressInfo | null) ?? { port: await freePort() };
  const findings = await examineGateways(readConfig({ PORT: String(at), ...environment }));
  if (metrics !== undefined) await new Promise((done) => http.close(done));
  return findings.map(({ state, says }) => [state, says]);
}

describe('the doctor tells of an entrance', () => {
  const mqtt = {
    ENLACE_MQTT_URL: 'mqtts://name:secret@broker.example:8883',
    ENLACE_MQTT_TOKEN: 'enl_x',
  };
  const off = ['ok', 'off'];

  test('that it is off', async () => expect(await examined({})).toEqual([off, off]));

  test('that it lacks its token', async () => {
    expect(await examined({ ENLACE_MLLP_PORT: '2575' })).toEqual([
      ['problem', '127.0.0.1:2575, but without a token'],
      off,
    ]);
  });

  test.each([
    [undefined, 'ok', 'broker.example:8883 when the server runs'],
    ['enlace_gateway_ready{gateway="mqtt"} 1\n', 'ok', 'broker.example:8883, ready'],
    ['enlace_gateway_ready{gateway="mqtt"} 0\n', 'problem', 'broker.example:8883, not ready'],
    ['', 'warning', 'broker.example:8883, but the running server has it off'],
  ])('what the running server says of it: %s', async (metrics, state, says) => {
    expect(await examined(mqtt, metrics)).toEqual([off, [state, says]]);
  });
});
