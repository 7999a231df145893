import { randomUUID } from 'node:crypto';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../platform/server/testing.ts';
import type { Server } from './server.ts';
import {
  asDemonstration,
  createTestServer,
  nameOf,
  publicRoutes,
  send,
  signInAs,
  type Answer,
  type Credentials,
} from './testing.ts';
import { sampleRequest } from './testing-requests.ts';
import { createWorld, enterPortal, mark, staffRoles, type World } from './testing-world.ts';

let db: TestDatabase;
let owner: pg.Client;
let server: Server;
let world: World;
let neighbourId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  await asDemonstration(db);
  server = await createTestServer(db);
  world = await createWorld(server, db);
  owner = new pg.Client(db.connectionString);
  await owner.connect();
  neighbourId = await addPatient('Neighbour');
}, 120_000);
afterAll(async () => {
  await server.close();
  await owner.end();
  await db.close();
});

async function staff(method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer> {
  return send(server, method, url, world.everybody, body);
}

async function made<T>(answer: Promise<Answer>): Promise<T> {
  const { status, text } = await answer;
  if (status !== 200) throw new Error(`Answered ${status}: ${text}`);
  return JSON.parse(text) as T;
}

async function addPatient(name: string): Promise<string> {
  const practiceId = world.values.params['practices'];
  const patient = { givenNames: name, familyName: name, language: 'en', practiceId };
  const { patient: kept } = await made<{ patient: { id: string } }>(
    staff('POST', '/api/patients', { patient: { ...patient, zone: 'America/Chicago' } }),
  );
  return kept.id;
}

interface Invited {
  readonly path: string;
  readonly code: string;
}

const invite = (patientId: string, memberId?: string) =>
  made<Invited>(
    staff('POST', `/api/patients/${patientId}/portal/invitations`, memberId ? { memberId } : {}),
  );

const enter = ({ path }: Invited, code: string) =>
  send(server, 'POST', '/api/portal/sign-in', {}, { secret: path.split('#')[1], code });

const codeOf = ({ text }: Answer) => (JSON.parse(text) as { code?: string }).code;
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');

describe('the way in', () => {
  test('is the link and its code together, once', async () => {
    const invited = await invite(neighbourId);
    expect(invited.path).toMatch(/^\/portal#[\w-]{43}$/);
    expect(invited.code).toMatch(/^\d{6}$/);
    expect(
      codeOf(await enter({ ...invited, path: `/portal#${'x'.repeat(43)}` }, invited.code)),
    ).toBe('portal.link-invalid');
    expect(codeOf(await enter(invited, wrongOf(invited.code)))).toBe('portal.code-wrong');
    expect((await enter(invited, invited.code)).status).toBe(200);
    expect(codeOf(await enter(invited, invited.code))).toBe('portal.link-invalid');
  });

  test('closes after five wrong codes, for the right one too', async () => {
    const invited = await invite(neighbourId);
    const codes: (string | undefined)[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      codes.push(codeOf(await enter(invited, wrongOf(invited.code))));
    }
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => 'portal.code-wrong'),
      'portal.link-invalid',
    ]);
    expect(codeOf(await enter(invited, invited.code))).toBe('portal.link-invalid');
  });

  test('closes when it is old, and when a newer one is made', async () => {
    const first = await invite(neighbourId);
    const second = await invite(neighbourId);
    expect(codeOf(await enter(first, first.code))).toBe('portal.link-invalid');
    await owner.query(
      "update portal_invitation set expires_at = now() - interval '1 minute' where closed_at is null",
    );
    expect(codeOf(await enter(second, second.code))).toBe('portal.link-invalid');
  });

  test('keeps neither link nor code in the database', async () => {
    const invited = await invite(neighbourId);
    const { rows } = await owner.query<{ row: string }>(
      'select t::text as row from portal_invitation t union all select t::text from audit_event t',
    );
    const [, secret = ''] = invited.path.split('#');
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
    expect(rows.length).toBeGreaterThan(5);
  });

  test('is shut by the staff, and by time', async () => {
    const entered = await enterPortal(server, world.everybody, neighbourId);
    expect((await home(entered)).status).toBe(200);
    await staff('POST', `/api/patients/${neighbourId}/portal/end`, {});
    expect((await home(entered)).status).toBe(401);
    const again = await enterPortal(server, world.everybody, neighbourId);
    await owner.query(
      "update portal_session set last_active_at = now() - interval '15 days' where ended_at is null and patient_id = $1",
      [neighbourId],
    );
    expect((await home(again)).status).toBe(401);
  });

  test('is left by the patient', async () => {
    const entered = await enterPortal(server, world.everybody, neighbourId);
    expect((await send(server, 'POST', '/api/portal/sign-out', entered, {})).status).toBe(200);
    expect((await home(entered)).status).toBe(401);
  });
});

const home = (credentials: Credentials) => send(server, 'GET', '/api/portal/home', credentials);

describe('a proxy', () => {
  test('enters only while the patient allows the readings to be seen', async () => {
    const at = `/api/patients/${neighbourId}/care-circle`;
    const family = { kind: 'family', name: 'Proxy Person', relation: 'child' };
    const { id: stranger } = await made<{ id: string }>(staff('POST', at, family));
    expect(
      codeOf(
        await staff('POST', `/api/patients/${neighbourId}/portal/invitations`, {
          memberId: stranger,
        }),
      ),
    ).toBe('portal.proxy-not-allowed');
    const { id } = await made<{ id: string }>(
      staff('POST', at, { ...family, consent: 'granted', scope: ['readings'] }),
    );
    const invited = await invite(neighbourId, id);
    const response = await server.http.inject({
      ...{ method: 'POST', url: '/api/portal/sign-in' },
      payload: { secret: invited.path.split('#')[1], code: invited.code },
    });
    const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
    expect(JSON.parse((await home({ cookie })).text)).toMatchObject({ proxy: 'Proxy Person' });
    await owner.query("update care_circle_member set consent = 'revoked' where id = $1", [id]);
    expect((await home({ cookie })).status).toBe(401);
  });
});

const ask = (symptoms: readonly string[]) =>
  made<{ id: string }>(
    staff('POST', `/api/patients/${world.patientId}/portal/questions`, { symptoms }),
  );

const answer = (questionId: string, present: readonly string[]) =>
  send(server, 'POST', '/api/portal/symptoms', world.portal, { questionId, present });

describe('a patient in the portal', () => {
  test('reaches no route of staff and machines', async () => {
    const others = server.contracts.filter(
      ({ path, permission }) => !path.startsWith('/api/portal/') && permission !== 'public',
    );
    expect(others.length).toBeGreaterThan(100);
    const opened: string[] = [];
    for (const contract of others) {
      const { url, body } = sampleRequest(contract, 'required', world.values);
      const { status, text } = await send(server, contract.method, url, world.portal, body);
      if (status !== 401 || text.includes(mark)) opened.push(`${nameOf(contract)} ${status}`);
    }
    expect(opened).toEqual([]);
  });

  test('holds permissions that no role holds, and the staff none of theirs', async () => {
    const own = server.contracts.filter(
      (contract) =>
        contract.path.startsWith('/api/portal/') && !publicRoutes.includes(nameOf(contract)),
    );
    expect(own.map(({ permission }) => permission.split('.')[0])).toEqual(own.map(() => 'portal'));
    const everybody = await signInAs(server, db, staffRoles);
    for (const contract of own) {
      const { url, body } = sampleRequest(contract, 'required', world.values);
      expect((await send(server, contract.method, url, everybody, body)).status).toBe(403);
    }
  });

  test('sees the own name and readings, and nothing of the neighbour', async () => {
    const entered = await enterPortal(server, world.everybody, neighbourId);
    const theirs = await home(entered);
    expect(theirs.text).toContain('Neighbour');
    expect(theirs.text).not.toContain(`${mark} Quintero`);
    expect(theirs.text).not.toContain(world.patientId);
    expect(JSON.parse(theirs.text)).toMatchObject({ readings: [], messages: [], questions: [] });
    const own = JSON.parse((await home(world.portal)).text) as { readings: unknown[] };
    expect(own.readings).toEqual([
      expect.objectContaining({
        kind: 'blood-pressure',
        values: { systolic: 186, diastolic: 112 },
      }),
    ]);
  });

  test('is refused when another site sends the request', async () => {
    const foreign = { ...world.portal, origin: 'https://elsewhere.example', host: 'localhost' };
    const body = { messageId: randomUUID(), text: 'Hello' };
    expect((await send(server, 'POST', '/api/portal/messages', foreign, body)).status).toBe(400);
  });

  test('adds a reading that the staff sees, once however often it is sent', async () => {
    const body = {
      ...{ entryId: randomUUID(), kind: 'weight', values: { value: 81.4 }, unit: 'kg' },
      at: new Date(Date.now() - 60_000).toISOString(),
    };
    const first = await send(server, 'POST', '/api/portal/readings', world.portal, body);
    expect(JSON.parse(first.text)).toMatchObject({ status: 'accepted' });
    const again = await send(server, 'POST', '/api/portal/readings', world.portal, body);
    expect(JSON.parse(again.text)).toMatchObject({ status: 'duplicate' });
    const latest = await staff('GET', `/api/patients/${world.patientId}/readings/latest`);
    expect(latest.text).toContain('"value":81.4');
  });

  test("a device's measurement is the same one when the device sends it again later", async () => {
    const measured = {
      ...{ kind: 'weight', values: { value: 81.6 }, unit: 'kg' },
      at: new Date(Date.now() - 3 * 60_000).toISOString(),
      device: { id: 'scale-1', name: 'Scale 2' },
    };
    const post = async (entryId: string) => {
      const body = { ...measured, entryId };
      const { text } = await send(server, 'POST', '/api/portal/readings', world.portal, body);
      return (JSON.parse(text) as { status: string }).status;
    };
    expect(await post(randomUUID())).toBe('accepted');
    expect(await post(randomUUID())).toBe('duplicate');
    const { rows } = await owner.query(
      "select origin from reading where kind = 'weight' and value_1 = 81.6",
    );
    expect(rows).toEqual([{ origin: 'device' }]);
  });

  test('writes a message that becomes one piece of work, and reads the answer', async () => {
    const body = { messageId: randomUUID(), text: 'Me siento cansada' };
    const sent = await send(server, 'POST', '/api/portal/messages', world.portal, body);
    expect(sent.status).toBe(200);
    expect((await send(server, 'POST', '/api/portal/messages', world.portal, body)).status).toBe(
      200,
    );
    await send(server, 'POST', '/api/portal/messages', world.portal, {
      ...{ messageId: randomUUID(), text: '¿Qué hago?' },
    });
    const { items } = await made<{ items: { kind: string; language: string; queue: string }[] }>(
      staff('GET', `/api/work/patients/${world.patientId}`),
    );
    expect(items.filter(({ kind }) => kind === 'patient-message')).toEqual([
      expect.objectContaining({ language: 'es', state: 'open' }),
    ]);
    await staff('POST', `/api/patients/${world.patientId}/portal/messages`, {
      ...{ messageId: randomUUID(), text: 'La llamamos hoy' },
    });
    const { messages } = JSON.parse((await home(world.portal)).text) as {
      messages: { text: string; fromPatient: boolean }[];
    };
    expect(messages.map(({ text, fromPatient }) => [text, fromPatient])).toEqual([
      ['Me siento cansada', true],
      ['¿Qué hago?', true],
      ['La llamamos hoy', false],
    ]);
  });

  test('is asked what the protocol of an active alert asks, until it was answered', async () => {
    interface Asked {
      readonly questions: readonly { readonly id: string; readonly symptoms: readonly string[] }[];
    }
    const asked = async () => (JSON.parse((await home(world.portal)).text) as Asked).questions;
    const own = (await asked()).find(({ id }) => id.includes('@'));
    expect(own?.symptoms).toContain('chest-pain');
    expect((await answer(own?.id ?? '', [])).status).toBe(200);
    expect((await asked()).filter(({ id }) => id.includes('@'))).toEqual([]);
    expect((await answer(own?.id ?? '', ['chest-pain'])).status).toBe(404);
  });

  test('answers a question about symptoms, and is told to call 911 for an emergency', async () => {
    const { id: harmless } = await ask(['dizziness', 'chest-pain']);
    expect(JSON.parse((await answer(harmless, [])).text)).toEqual({ call911: false });
    const { id: urgent } = await ask(['dizziness', 'chest-pain']);
    expect(JSON.parse((await answer(urgent, ['chest-pain'])).text)).toEqual({ call911: true });
    expect(JSON.parse((await answer(urgent, ['chest-pain'])).text)).toEqual({ call911: true });
    expect((await answer(urgent, [])).status).toBe(400);
    expect((await answer(urgent, ['fainting'])).status).toBe(400);
    const { rows } = await owner.query('select present from symptom_report where source_id = $1', [
      `asked/${urgent}`,
    ]);
    expect(rows).toEqual([{ present: ['chest-pain'] }]);
  });

  test('stands in the audit log as a patient', async () => {
    const { rows } = await owner.query<{ action: string }>(
      "select distinct action from audit_event where actor_kind = 'patient' order by action",
    );
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['portal.leave', 'portal.read', 'portal.write', 'readings.enter']),
    );
  });
});
