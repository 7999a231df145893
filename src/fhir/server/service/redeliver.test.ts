import { afterAll, beforeAll, expect, test } from 'vitest';

import { createToken } from '../../../access/server/service/tokens.ts';
import { replay, type ReplayRequest } from '../../../ingest/server/service/replay.ts';
import { createFhirTest, type FhirTest } from '../testing.ts';
import { replayedForms } from './redeliver.ts';

let t: FhirTest;
beforeAll(async () => {
  t = await createFhirTest();
});
afterAll(() => t.close());

async function sender(source: string): Promise<string> {
  const scopes = ['system/*.cruds'];
  const { id } = await t.db.run((context) =>
    createToken(context, { label: source, scopes, source }),
  );
  return t.addToken(scopes, { id, source });
}

function again(source: string, request: Partial<ReplayRequest> = {}) {
  const { database, organizationId } = t.db;
  const seal = { seal: () => Promise.reject(new Error('unused')) } as never;
  return replay(
    { database, organizationId, ingest: t.ingest, clock: () => t.now, seal, forms: replayedForms },
    { source, since: null, failed: false, dryRun: false, ...request },
  );
}

const nothing = { passedOver: 0, accepted: 0, duplicate: 0, quarantined: 0, rejected: 0 };

function weight(subject: string, value: number, fields: Record<string, unknown> = {}) {
  return {
    ...{ resourceType: 'Observation', status: 'final', subject: { reference: subject } },
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    effectiveDateTime: '2026-11-20T11:30:00-06:00',
    valueQuantity: { value, code: 'kg', system: 'http://unitsofmeasure.org' },
    ...fields,
  };
}

test('finds an Observation again by the identifier of its conditional create', async () => {
  const token = await sender('clinic');
  const patient = `Patient/${await t.addPatient()}`;
  const headers = { 'if-none-exist': 'identifier=urn:clinic|w-1' };
  await t.request('POST', '/fhir/R4/Observation', { token, headers, body: weight(patient, 81) });
  expect(await again('clinic')).toEqual({ ...nothing, deliveries: 1, duplicate: 1 });
});

test('reads a Bundle again with the people whom it brought, and stores only what is missing', async () => {
  const token = await sender('network');
  const fullUrl = 'urn:uuid:0b1f7c52-6d0a-4b7e-9d1a-2f9f5a1c0001';
  const person = {
    ...{ resourceType: 'Patient', birthDate: '1950-01-01', gender: 'female' },
    identifier: [{ system: 'urn:network', value: 'P-1' }],
    name: [{ given: ['Ada'], family: 'Sample' }],
    communication: [{ preferred: true, language: { coding: [{ code: 'es' }] } }],
  };
  const stranger = weight('Patient/unknown-here', 70);
  const entry = [
    { fullUrl, resource: person, request: { method: 'POST', url: 'Patient' } },
    { resource: weight(fullUrl, 64), request: { method: 'POST', url: 'Observation' } },
    { resource: stranger, request: { method: 'POST', url: 'Observation' } },
  ];
  const body = { resourceType: 'Bundle', type: 'batch', entry };
  const reply = await t.request('POST', '/fhir/R4', { token, body });
  expect(reply.json.entry.map(({ response }) => response.status)).toEqual([
    '201 Created',
    '201 Created',
    '202 Accepted',
  ]);
  const all = { ...nothing, deliveries: 1, duplicate: 1, quarantined: 1 };
  expect(await again('network', { dryRun: true })).toEqual(all);
  expect(await again('network')).toEqual(all);
  expect(await t.rows("select id from patient where family_name = 'Sample'")).toHaveLength(1);
});

test('passes over what took a reading back', async () => {
  const token = await sender('revoking');
  const patient = `Patient/${await t.addPatient()}`;
  const identifier = [{ system: 'urn:r', value: 'r-1' }];
  const post = (body: unknown) => t.request('POST', '/fhir/R4/Observation', { token, body });
  await post(weight(patient, 81, { identifier }));
  await post(weight(patient, 81, { identifier, status: 'entered-in-error' }));
  const counts = await again('revoking');
  expect([counts.passedOver, counts.accepted]).toEqual([counts.deliveries - 1, 0]);
});
