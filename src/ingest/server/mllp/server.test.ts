import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createLog } from '../../../platform/server/log.ts';
import { sessionProblems } from '../../../access/core/problems.ts';
import { createFrames, frameOf } from '../../core/hl7/frames.ts';
import { pressureMessage, type PressureFields } from '../../core/hl7/testing.ts';
import type { GatewaySetting } from '../gateway.ts';
import { createIngestTest, machineCaller, type IngestTest } from '../testing.ts';
import { startMllp, type MllpServer } from './server.ts';

let t: IngestTest;
let mllp: MllpServer;

const token = 'enl_of-the-hospital';

beforeAll(async () => {
  t = await createIngestTest();
  const caller = machineCaller(t.db.organizationId, {
    source: 'hospital',
    practiceId: t.practiceId,
  });
  const setting: GatewaySetting = {
    database: t.db.database,
    ingest: t.ingest,
    clock: () => t.now,
    log: createLog('silent'),
    bearer: (given) =>
      given === token
        ? Promise.resolve(caller)
        : Promise.reject(sessionProblems['session.token-invalid']()),
  };
  mllp = await startMllp(setting, {
    host: '127.0.0.1',
    port: 0,
    token,
    maximumBytes: 20_000,
    patienceMs: 300,
  });
  refusing = await startMllp(setting, { host: '127.0.0.1', port: 0, token: 'enl_revoked' });
});
let refusing: MllpServer;

afterAll(async () => {
  await mllp.close();
  await refusing.close();
  await t.close();
});

async function open(port = mllp.port): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** The next answers of a connection, as text. */
function answers(socket: Socket, count: number): Promise<readonly string[]> {
  const frames = createFrames(100_000);
  const found: string[] = [];
  return new Promise((resolve, reject) => {
    const listen = (piece: Buffer) => {
      for (const { bytes } of frames.take(piece)) found.push(Buffer.from(bytes).toString('utf8'));
      if (found.length < count) return;
      socket.off('data', listen);
      resolve(found);
    };
    socket.on('data', listen);
    socket.once('close', () => reject(new Error('The connection ended without an answer.')));
  });
}

const verdictOf = (answer: string | undefined) => answer?.split('\r')[1];

function framed(text: string, encoding: BufferEncoding = 'utf8'): Uint8Array {
  return frameOf(Buffer.from(text, encoding));
}

async function exchange(text: string, port = mllp.port): Promise<string> {
  const socket = await open(port);
  const answered = answers(socket, 1);
  socket.write(framed(text));
  const [answer = ''] = await answered;
  socket.destroy();
  return answer;
}

function pressure(patient: string, fields: Partial<PressureFields> = {}): string {
  return pressureMessage({ patient, ...fields });
}

async function stored(patient: string) {
  const rows = await t.rows<Record<string, unknown>>(
    `select value_1 as systolic, trust, origin, source_id from reading r where patient_id = $1
     and not exists (select from reading_correction c where c.patient_id = r.patient_id and c.kind = r.kind
       and c.effective_at = r.effective_at and c.source_id = r.source_id)
     order by value_1`,
    [patient],
  );
  return rows;
}

describe('a message', () => {
  test('is stored under the source of the token before it is answered', async () => {
    const patient = await t.addPatient();
    const answer = await exchange(pressure(patient));
    expect(verdictOf(answer)).toBe('MSA|AA|c-1');
    expect(await stored(patient)).toEqual([
      {
        systolic: 128,
        trust: 'device-synchronised',
        origin: 'device',
        source_id: 'hospital/o-1/20261120113000-0600/1.0.1',
      },
    ]);
  });

  test('with accents in ISO 8859-1 finds its patient', async () => {
    const patient = await t.addPatient();
    await t.db.run(({ tx }) =>
      tx
        .insertInto('patientIdentifier')
        .values({
          organizationId: t.db.organizationId,
          patientId: patient,
          system: 'CLÍNICA',
          value: '77',
        })
        .execute(),
    );
    const socket = await open();
    const answered = answers(socket, 1);
    socket.write(framed(pressure('77^^^CLÍNICA', { charset: '8859/1' }), 'latin1'));
    expect(verdictOf((await answered)[0])).toBe('MSA|AA|c-1');
    expect(await stored(patient)).toHaveLength(1);
    socket.destroy();
  });

  test('sent again has the same answer and is stored once', async () => {
    const patient = await t.addPatient();
    const verdicts = [await exchange(pressure(patient)), await exchange(pressure(patient))];
    expect(verdicts.map(verdictOf)).toEqual(['MSA|AA|c-1', 'MSA|AA|c-1']);
    expect(await stored(patient)).toHaveLength(1);
  });

  test('of nobody known is held, and its sender told, each time the same', async () => {
    const said = [await exchange(pressure('nobody')), await exchange(pressure('nobody'))];
    for (const answer of said) {
      expect(
        answer
          .split('\r')
          .slice(1, 3)
          .map((line) => line.split('|').slice(0, 6)),
      ).toEqual([
        ['MSA', 'AE', 'c-1'],
        ['ERR', '', '', '204^^HL70357', 'E', 'patient-unknown^^L'],
      ]);
    }
    const held = await t.rows(
      "select 1 from quarantine_item where source = 'hospital' and reason = 'patient-unknown'",
    );
    expect(held).toHaveLength(1);
  });

  test('whose numbers belong to two patients is nobody’s', async () => {
    const one = await t.addPatient();
    const other = await t.addPatient();
    expect(verdictOf(await exchange(pressure(`${one}~${other}`)))).toBe('MSA|AE|c-1');
    expect(verdictOf(await exchange(pressure(`elsewhere~${other}`)))).toBe('MSA|AA|c-1');
    expect([(await stored(one)).length, (await stored(other)).length]).toEqual([0, 1]);
  });

  test('that corrects another replaces it, and one that takes it back leaves nothing', async () => {
    const patient = await t.addPatient();
    await exchange(pressure(patient));
    const correction = pressure(patient, { control: 'c-2', state: 'C', systolic: 138 });
    const corrected = [await exchange(correction), await exchange(correction)];
    expect(corrected.map(verdictOf)).toEqual(['MSA|AA|c-2', 'MSA|AA|c-2']);
    expect((await stored(patient)).map(({ systolic }) => systolic)).toEqual([138]);
    await exchange(pressure(patient, { control: 'c-3', state: 'W', systolic: 138 }));
    expect(await stored(patient)).toEqual([]);
  });

  test.each([
    ['not HL7 at all', 'MSA|AR|', 'unreadable'],
    [pressure('x').replace('ORU^R01', 'ADT^A01'), 'MSA|AR|c-1', 'type-unsupported'],
    [pressure('x').replace('|P|', '|T|'), 'MSA|AR|c-1', 'processing-unsupported'],
    [pressure('x', { charset: 'ISO IR87' }), 'MSA|AR|', 'unreadable'],
    [pressure('x') + 'NTE|'.padEnd(30_000, 'x'), 'MSA|AR|c-1', 'too-large'],
  ])('that cannot be taken is rejected with the reason', async (text, verdict, code) => {
    const answer = await exchange(text);
    expect([verdictOf(answer), answer.split('\r')[2]?.includes(`|${code}^^L|`)]).toEqual([
      verdict,
      true,
    ]);
  });

  test('under a token that was revoked is not taken', async () => {
    const patient = await t.addPatient();
    const answer = await exchange(pressure(patient), refusing.port);
    expect([verdictOf(answer), answer.includes('not-set-up')]).toEqual(['MSA|AR|c-1', true]);
    expect(await stored(patient)).toEqual([]);
  });
});

describe('a connection', () => {
  test('has the messages of one packet answered in their order', async () => {
    const patient = await t.addPatient();
    const socket = await open();
    const answered = answers(socket, 3);
    const times = ['20261120090000-0600', '20261120100000-0600', '20261120110000-0600'];
    const sent = times.map((time, place) =>
      framed(pressure(patient, { time, control: `m-${place}`, order: `o-${place}` })),
    );
    socket.write(Buffer.concat(sent));
    expect((await answered).map(verdictOf)).toEqual(['MSA|AA|m-0', 'MSA|AA|m-1', 'MSA|AA|m-2']);
    expect(await stored(patient)).toHaveLength(3);
    socket.destroy();
  });

  test('has its answer although the peer has said that it will send no more', async () => {
    const patient = await t.addPatient();
    const socket = connect({ port: mllp.port, host: '127.0.0.1', allowHalfOpen: true });
    const answered = answers(socket, 1);
    socket.end(framed(pressure(patient)));
    expect(verdictOf((await answered)[0])).toBe('MSA|AA|c-1');
  });

  test('that is lost before the answer has stored its message once, whatever is sent again', async () => {
    const patient = await t.addPatient();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const socket = await open();
      await new Promise((resolve) => socket.write(framed(pressure(patient)), resolve));
      socket.resetAndDestroy();
    }
    await expect.poll(async () => (await stored(patient)).length, { timeout: 10_000 }).toBe(1);
    expect(verdictOf(await exchange(pressure(patient)))).toBe('MSA|AA|c-1');
    expect(await stored(patient)).toHaveLength(1);
  });

  test('whose message never ends is closed, and nothing of it is stored', async () => {
    const patient = await t.addPatient();
    const before = mllp.counts.abandoned;
    const socket = await open();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume().write(framed(pressure(patient)).subarray(0, -2));
    await closed;
    expect(await stored(patient)).toEqual([]);
    await expect.poll(() => mllp.counts.abandoned).toBe(before + 1);
  });

  test('may be silent between messages', async () => {
    const patient = await t.addPatient();
    const socket = await open();
    const first = answers(socket, 1);
    socket.write(framed(pressure(patient)));
    await first;
    await new Promise((resolve) => setTimeout(resolve, 600));
    const second = answers(socket, 1);
    socket.write(framed(pressure(patient)));
    expect(verdictOf((await second)[0])).toBe('MSA|AA|c-1');
    socket.destroy();
  });
});

test('a message that cannot be stored now is rejected so that it is sent again', async () => {
  const patient = await t.addPatient();
  const full = t.openIngest({ queueItems: 0 });
  const broken = await startMllp(
    {
      database: t.db.database,
      ingest: { ...full, receive: () => Promise.reject(new Error('no database')) },
      clock: () => t.now,
      log: createLog('silent'),
      bearer: () => Promise.resolve(machineCaller(t.db.organizationId)),
    },
    { host: '127.0.0.1', port: 0, token },
  );
  const answer = await exchange(pressure(patient), broken.port);
  expect([verdictOf(answer), answer.includes('unavailable')]).toEqual(['MSA|AR|c-1', true]);
  expect(broken.counts['repeated-later']).toBe(1);
  await broken.close();
});
