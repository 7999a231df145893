import { expect, test } from 'vitest';

import { vitalSigns } from '../../../vitals/server/service.ts';
import { isRejection } from '../adapter.ts';
import { parseBundle } from './bundle.ts';

const context = { vitals: vitalSigns(), patientId: null };

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const mmHg = (value: number) => ({ valueQuantity: { value, unit: 'mm[Hg]' } });
const base = {
  resourceType: 'Observation',
  status: 'final',
  subject: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' },
  device: { reference: 'urn:uuid:22222222-2222-4222-8222-222222222222' },
};
const patient = {
  fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111',
  resource: {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ system: 'urn:mrn', value: 'A-17' }],
  },
};
const device = {
  fullUrl: 'urn:uuid:22222222-2222-4222-8222-222222222222',
  resource: { resourceType: 'Device', serialNumber: 'SN-7' },
};
const heartRate = { ...base, code: loinc('8867-4'), valueQuantity: { value: 72, unit: '/min' } };

function summary(entry: readonly unknown[], patientIds?: ReadonlyMap<string, string>) {
  const parsed = parseBundle({ resourceType: 'Bundle', entry }, context, patientIds);
  return {
    items: parsed.items.map((item) =>
      isRejection(item)
        ? [item.index, item.code]
        : [item.index, item.patient, item.device, Object.values(item.measured.values ?? {})],
    ),
    partOf: [...parsed.partOf],
    groups: [...parsed.groups],
  };
}

test('follows references to the patient and the device within the Bundle', () => {
  expect(summary([patient, device, { resource: heartRate }]).items).toEqual([
    [2, 'urn:mrn|A-17', 'SN-7', [72]],
  ]);
});

test('takes our id of a patient who was stored from the Bundle first', () => {
  const ids = new Map([[patient.fullUrl, 'our-id']]);
  expect(summary([patient, { resource: heartRate }], ids).items[0]?.[1]).toBe('our-id');
});

test('follows "Patient/p1" to the entry with that id', () => {
  const observation = { ...heartRate, subject: { reference: 'Patient/p1' } };
  expect(summary([{ resource: observation }, patient]).items[0]?.[1]).toBe('urn:mrn|A-17');
});

test('puts the members of a pressure panel together and does not judge them again', () => {
  const systolic = { ...base, id: 's', code: loinc('8480-6'), ...mmHg(182) };
  const diastolic = { ...base, id: 'd', code: loinc('8462-4'), ...mmHg(101) };
  const panel = {
    ...base,
    code: loinc('35094-2'),
    hasMember: [{ reference: 'Observation/s' }, { reference: 'Observation/d' }],
  };
  const found = summary([
    patient,
    device,
    { resource: systolic },
    { resource: diastolic },
    { resource: panel },
  ]);
  expect(found).toEqual({
    items: [[4, 'urn:mrn|A-17', 'SN-7', [182, 101]]],
    partOf: [
      [2, 4],
      [3, 4],
    ],
    groups: [],
  });
});

test('lets a panel of whole vital signs say nothing itself', () => {
  const panel = { ...base, code: loinc('85353-1'), hasMember: [{ reference: 'Observation/h' }] };
  const found = summary([patient, { resource: panel }, { resource: { ...heartRate, id: 'h' } }]);
  expect(found).toEqual({
    items: [[2, 'urn:mrn|A-17', undefined, [72]]],
    partOf: [],
    groups: [1],
  });
});

test.each([
  [[], []],
  [[null, 7, {}, { resource: null }], []],
  [[{ resource: { resourceType: 'Observation' } }], [[0, 'status-not-final']]],
  [
    [
      {
        resource: {
          ...heartRate,
          subject: { reference: 'urn:uuid:33333333-3333-4333-8333-333333333333' },
        },
      },
      device,
    ],
    [[0, 'urn:uuid:33333333-3333-4333-8333-333333333333', 'SN-7', [72]]],
  ],
])('survives %j', (entry, items) => {
  expect(summary(entry).items).toEqual(items);
});
