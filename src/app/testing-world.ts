import { roles } from '../access/core/permissions.ts';
import { newId } from '../platform/server/ids.ts';
import { cookieHeader } from '../access/server/testing.ts';
import type { TestDatabase } from '../platform/server/testing.ts';
import { observationId } from '../vitals/server/fhir/observation-id.ts';
import type { Server } from './server.ts';
import { send, signInAs, type Credentials } from './testing.ts';
import type { SampleValues } from './testing-requests.ts';

/** Stands in every name and note of the patient: an answer that contains it told of the patient. */
export const mark = 'Zyzzyva';

/** An organization in which a patient has one of everything, made through the routes that people use. */
export interface World {
  readonly everybody: Credentials;
  readonly token: Credentials;
  /** Of another practice of the organization: a person with every role that meets patients, and a token. */
  readonly neighbour: Credentials;
  readonly neighbourToken: Credentials;
  readonly patientId: string;
  /** Bound to the patient, as a Nightscout uploader has it. */
  readonly patientToken: Credentials;
  /** The patient in the portal. */
  readonly portal: Credentials;
  readonly values: SampleValues;
}

/** A practice user is bound to a practice; every other role serves the whole organization. */
export const staffRoles = roles.filter((role) => role !== 'practice-user');

// The offices of the whole organization (privacy officer, administrator) are no part of a practice.
const clinicalRoles = roles.filter((role) => !['privacy-officer', 'administrator'].includes(role));

type Made = Record<string, string>;

export async function createWorld(server: Server, db: TestDatabase): Promise<World> {
  const everybody = await signInAs(server, db, staffRoles);
  const { post } = asking(server, everybody);
  const practice = await post('/api/practices', {
    name: `${mark} clinic`,
    zone: 'America/Chicago',
  });
  const other = await post('/api/practices', { name: 'Neighbours', zone: 'America/Chicago' });
  const token = await post('/api/tokens', { label: `${mark} gateway`, scopes: ['system/*.cruds'] });
  const bound = await post('/api/tokens', {
    ...{ label: 'neighbours', scopes: ['system/*.cruds'], practiceId: other['id'] },
  });
  const vendor = await post('/api/sources', { vendor: 'tenovi', label: `${mark} devices` });
  const sender = { authorization: `Bearer ${token['token']}` };
  const made = await createRecord(server, everybody, sender, String(practice['id']));
  const uploader = await post('/api/tokens', {
    ...{ label: 'uploader', scopes: ['system/Observation.crs'], nightscout: true },
    patientId: made['patients'],
  });
  return {
    everybody,
    patientToken: { authorization: `Bearer ${uploader['token']}` },
    portal: await enterPortal(server, everybody, String(made['patients'])),
    token: sender,
    neighbour: await signInAs(server, db, clinicalRoles, String(other['id'])),
    neighbourToken: { authorization: `Bearer ${bound['token']}` },
    patientId: String(made['patients']),
    values: valuesOf({
      ...made,
      practices: String(practice['id']),
      tokens: String(token['id']),
      sources: String(vendor['id']),
      users: await addColleague(server, everybody),
    }),
  };
}

function asking(server: Server, credentials: Credentials) {
  async function ask(method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown): Promise<Made> {
    const { status, text } = await send(server, method, url, credentials, body);
    if (status !== 200) throw new Error(`${method} ${url} answered ${status}: ${text}`);
    return JSON.parse(text) as Made;
  }
  return {
    get: (url: string) => ask('GET', url),
    post: (url: string, body: unknown) => ask('POST', url, body),
    put: (url: string, body: unknown) => ask('PUT', url, body),
  };
}

/** Invites the patient and enters with the link and the code. */
export async function enterPortal(
  server: Server,
  staff: Credentials,
  patientId: string,
): Promise<Credentials> {
  const { post } = asking(server, staff);
  const { path, code } = await post(`/api/patients/${patientId}/portal/invitations`, {});
  const [, secret] = String(path).split('#');
  const response = await server.http.inject({
    ...{ method: 'POST', url: '/api/portal/sign-in', payload: { secret, code } },
  });
  if (response.statusCode !== 200) throw new Error(`The portal stayed closed: ${response.body}`);
  return { cookie: cookieHeader(response.cookies) };
}

async function addColleague(server: Server, everybody: Credentials): Promise<string> {
  const { id } = await asking(server, everybody).post('/api/users', {
    ...{ displayName: 'Colleague', credentials: null, roles: ['care-manager'], languages: ['es'] },
    ...{ skills: [], interfaceLanguage: 'es', practiceId: null, email: 'colleague@example.org' },
  });
  return String(id);
}

const minute = 60_000;
const measuredAt = new Date(Math.floor(Date.now() / minute) * minute - 10 * minute);

async function createRecord(
  server: Server,
  everybody: Credentials,
  token: Credentials,
  practiceId: string,
): Promise<Made> {
  const { post, get, put } = asking(server, everybody);
  const { patient } = (await post('/api/patients', {
    patient: {
      ...{ givenNames: mark, familyName: `${mark} Quintero`, birthDate: '1951-04-02' },
      ...{ language: 'es', practiceId, zone: 'America/Chicago' },
      identifiers: [{ system: 'urn:test', value: `${mark}-1`, kind: 'MR' }],
    },
  })) as unknown as { patient: { id: string } };
  const at = `/api/patients/${patient.id}`;
  const idOf = async (url: string, body: unknown) => String((await post(url, body))['id']);
  const note = `${mark} said so`;
  const made: Made = {
    patients: patient.id,
    devices: await idOf('/api/devices', {
      ...{ identifier: `${mark}-device`, model: mark, kinds: ['blood-pressure'], validated: null },
      ...{ patientId: patient.id, zoneLessClock: false },
    }),
    'contact-points': await idOf(`${at}/contact-points`, {
      ...{ channel: 'email', value: `${mark}@example.org`.toLowerCase() },
    }),
    'care-circle': await idOf(`${at}/care-circle`, {
      ...{ kind: 'family', name: mark, relation: 'child' },
    }),
    enrolments: await idOf(`${at}/enrolments`, { program: 'rpm', status: 'proposed' }),
    conditions: await idOf(`${at}/conditions`, {
      ...{ codeSystem: 'http://snomed.info/sct', code: '38341003', display: mark },
      ...{ clinicalStatus: 'active', verification: 'confirmed' },
    }),
    medications: await idOf(`${at}/medications`, { display: mark, status: 'active' }),
    limits: await idOf(`${at}/limits`, { ...limit, reason: note }),
    questions: await idOf(`${at}/portal/questions`, { symptoms: ['dizziness'] }),
    cadences: await idOf(`${at}/cadences`, { ...pace, reason: note }),
    facts: await idOf(`${at}/facts`, { fact: 'heart-failure', value: null, reason: note }),
  };
  const trialId = await idOf('/api/protocol-trials', { protocolId: 'blood-pressure', edits });
  await post(`/api/protocol-trials/${trialId}/continue`, {});
  const changeId = await idOf('/api/protocol-changes', proposal(trialId));
  await put('/api/imports/mappings/zyzzyva', mappingOf(mark));
  const sender = asking(server, token);
  await sender.post('/ingest/readings', reading(patient.id, `${mark}-1`, 186, 112));
  await sender.post('/ingest/readings', reading(patient.id, `${mark}-2`, 310, 80));
  const changed = { 'protocol-trials': trialId, 'protocol-changes': changeId };
  return { ...made, ...changed, ...(await followUp(patient.id, { get, post })) };
}

/** What came of the readings: alert, work, hand-off, held item; and an emergency access. */
async function followUp(
  patientId: string,
  { get, post }: Pick<ReturnType<typeof asking>, 'get' | 'post'>,
): Promise<Made> {
  type Listed = { readonly id: string; readonly kind: string; readonly version: number };
  const listed = async (url: string, key: string) =>
    ((await get(url)) as unknown as Record<string, readonly Listed[]>)[key] ?? [];
  const items = await listed(`/api/work/patients/${patientId}`, 'items');
  const card = items.find((item) => item.kind === 'triage');
  if (card === undefined) throw new Error('The reading raised no card.');
  const handOff = await post(`/api/work/${card.id}/hand-offs`, {
    ...{ version: card.version, to: { queue: 'level-2' }, severity: 'watcher' },
    ...{ sbar, actions: [], contingency: [] },
  });
  const opened = await post('/api/break-glass', { patientId, reason: `${mark} in danger` });
  const [alert] = await listed(`/api/patients/${patientId}/alerts`, 'alerts');
  const [held] = await listed('/api/quarantine', 'items');
  if (!alert || !held) throw new Error('The readings left no alert or no held item.');
  return {
    ...{ work: card.id, alerts: alert.id, quarantine: held.id },
    ...{ 'hand-offs': String(handOff['id']), 'break-glass': String(opened['id']) },
  };
}

const statement = { language: 'en', text: `${mark} has a high pressure.` };
const sbar = {
  ...{ situation: [statement], background: [statement] },
  ...{ assessment: [statement], recommendation: [statement] },
};
const pace = { kind: 'weight', everyHours: 24, silentAfterHours: 48 };
const limit = { ruleId: 'blood-pressure/severe', name: 'systolic', value: 170, unit: 'mm[Hg]' };

/** A change of a protocol, as it is tried and proposed. */
const edits = [{ rule: 'stage-2', level: 'repeated', priority: 'P2' }];

const proposal = (trialId: string) => ({
  ...{ trialId, effectiveOn: later(3 * 1440).slice(0, 10), reason: 'Too late so far' },
});

const mappingOf = (title: string) => ({
  ...{ title: { en: title, es: title }, time: { column: 'when' }, origin: 'device' },
  readings: [{ kind: 'weight', values: { weight: 'kg' }, unit: { constant: 'kg' } }],
});

function reading(patient: string, id: string, systolic: number, diastolic: number) {
  return {
    ...{ id, patient, device: `${mark}-device`, kind: 'blood-pressure', unit: 'mm[Hg]' },
    ...{ at: measuredAt.toISOString(), values: { systolic, diastolic } },
  };
}

function observation(patientId: string) {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: measuredAt.toISOString(),
    valueQuantity: { value: 71, system: 'http://unitsofmeasure.org', code: '/min' },
  };
}

/** What generated requests ask about: always this organization's own. */
function valuesOf(made: Made): SampleValues {
  const patientId = String(made['patients']);
  const key = { kind: 'blood-pressure', at: measuredAt, sourceId: sourceOf() } as const;
  const bundle = {
    ...{ resourceType: 'Bundle', type: 'batch' },
    entry: [{ resource: observation(patientId), request: { method: 'POST', url: 'Observation' } }],
  };
  return {
    params: {
      ...made,
      ...{ Patient: patientId, Device: String(made['devices']), Task: String(made['work']) },
      Observation: observationId({ ...key, patientId, at: measuredAt.getTime() }),
      ...{ worklists: 'triage', mappings: 'zyzzyva' },
      ...{ kind: key.kind, at: measuredAt.toISOString(), sourceId: key.sourceId },
    },
    properties: {
      ...{ patientId, userId: made['users'], practiceId: made['practices'], ...key },
      ...{ at: measuredAt.toISOString(), values: { systolic: 124, diastolic: 78 } },
      ...{ unit: 'mm[Hg]', zone: 'America/Chicago', language: 'es', languages: ['es'] },
      ...{ version: 1, program: 'apcm', disposition: 'advice-given', sbar, owner: 'none' },
      ...{ priority: '1', state: 'open', practice: made['practices'], opens: '08:00' },
      ...{ closes: '18:00', phone: '+13125550123', value: '+13125550124', until: later(20) },
      ...{ dueOn: later(3 * 1440).slice(0, 10), effectiveTo: later(9_000), newAt: later(-12) },
      ...{ effectiveFrom: later(-1), identifier: 'another-device' },
      ...{ reason: 'Asked for by the emergency department', scopes: ['system/Observation.c'] },
      get entryId() {
        return newId();
      },
      get messageId() {
        return newId();
      },
    },
    ...overrides(patientId, made, bundle),
  };
}

/** So many minutes from now. */
function later(minutes: number): string {
  return new Date(Date.now() + minutes * minute).toISOString();
}

function sourceOf(): string {
  return `${mark}-gateway/${mark}-1`.replace(mark, mark.toLowerCase());
}

function overrides(
  patientId: string,
  made: Made,
  bundle: object,
): Pick<SampleValues, 'bodies' | 'queries'> {
  const [practiceId, questionId] = [String(made['practices']), String(made['questions'])];
  const trialId = String(made['protocol-trials']);
  const now = Date.now();
  const another = { givenNames: 'Sample', familyName: 'Sample', language: 'es', practiceId };
  const csv = `when,kg\n${measuredAt.toISOString()},81.4\n`;
  return {
    bodies: {
      'POST /ingest/readings': {
        ...{ id: 'sample-1', patient: patientId, kind: 'blood-pressure', unit: 'mm[Hg]' },
        ...{ at: later(-5), values: { systolic: 124, diastolic: 78 } },
      },
      'POST /api/patients': { patient: another },
      'POST /api/patients/likely-duplicates': another,
      'POST /fhir/R4': bundle,
      'POST /fhir/R4/Observation': observation(patientId),
      'POST /api/v1/entries': [{ type: 'sgv', sgv: 120, date: now - minute, device: 'sample' }],
      'POST /api/imports': { text: csv, mapping: mappingOf('sample'), patientId },
      'POST /api/sources': { vendor: 'tenovi', label: 'Sample', practiceId },
      'POST /api/metric-settings/home-pressure': {
        ...{ policy: 'all', effectiveOn: '2099-01-01', reason: 'Sample' },
      },
      'POST /api/sources/{id}/accounts': { account: '12345', accessToken: 'sample' },
      'POST /api/sources/{id}/application': { clientId: 'sample', clientSecret: 'sample' },
      'POST /api/sources/{id}/consent': { account: '12345' },
      'POST /api/sources/linked': { state: 'sample', code: 'sample' },
      'POST /api/sources/{id}/accounts/remove': { account: '12345' },
      'POST /api/portal/symptoms': { questionId, present: [] },
      'POST /api/devices/{id}/swap': { identifier: 'swapped-in', model: null, reason: 'Sample' },
      'POST /api/devices/{id}/move': { from: 'swapped', to: 'returned', reason: 'Sample' },
      'POST /api/patients/search': { text: mark },
      'POST /api/directory/search': { text: mark },
      'PUT /api/imports/mappings/{name}': mappingOf('sample'),
      'POST /api/patients/{id}/limits': { ...limit, reason: 'Another one' },
      'POST /api/patients/{id}/limits/what-if': limit,
      'POST /api/protocol-trials': { protocolId: 'blood-pressure', edits },
      'POST /api/protocol-changes': proposal(trialId),
      'POST /api/patients/{id}/cadences': { ...pace, reason: 'Known' },
      'POST /api/patients/{id}/facts': { fact: 'heart-failure', value: null, reason: 'Known' },
    },
    queries: {
      'GET /api/board/burden': { window: 'week' },
      'GET /fhir/R4/Observation': { patient: patientId },
      'GET /fhir/R4/Device': { patient: patientId },
      'GET /fhir/R4/Task': { patient: patientId },
      'GET /api/patients/{id}/reading-days': { from: '2026-10', to: '2026-12' },
      'GET /api/patients/{id}/readings': {
        ...{ from: new Date(now - 86_400_000).toISOString(), to: new Date(now).toISOString() },
      },
    },
  };
}
