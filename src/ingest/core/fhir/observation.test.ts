import { expect, test } from 'vitest';

import { parseCandidate } from '../../../vitals/core/candidate.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { isRejection, type AdapterContext, type DeliveryItem } from '../adapter.ts';
import { noLinks } from './links.ts';
import { parseObservation } from './observation.ts';

const vitals = vitalSigns();
const context: AdapterContext = { vitals, patientId: null };

const loinc = (...codes: string[]) => ({
  coding: codes.map((code) => ({ system: 'http://loinc.org', code })),
});
const mdc = (...codes: string[]) => ({
  coding: codes.map((code) => ({ system: 'urn:iso:std:iso:11073:10101', code })),
});
const quantity = (value: unknown, unit: string) => ({
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
});
const base = {
  resourceType: 'Observation',
  status: 'final',
  subject: { reference: 'Patient/one' },
  effectiveDateTime: '2026-11-20T07:12:00-06:00',
};
const heartRate = { ...base, code: loinc('8867-4'), ...quantity(72, '/min') };
const pressure = {
  ...base,
  code: loinc('85354-9'),
  component: [
    { code: loinc('8480-6'), ...quantity(182, 'mm[Hg]') },
    { code: loinc('8462-4'), ...quantity(101, 'mm[Hg]') },
  ],
};
const glucose = { ...base, code: loinc('2339-0') };

/** What is left when the measurement itself was read too: "kind values unit context", or a code. */
function summary(item: DeliveryItem): string {
  if (isRejection(item)) return item.code;
  const { measurement, problem } = parseCandidate(vitals, item.measured);
  if (problem !== undefined) return problem.code;
  const values = measurement.beyond ?? Object.values(measurement.values).join('/');
  const told = Object.entries(measurement.context ?? {}).map(([key, value]) => `${key}=${value}`);
  return [measurement.kind, values, measurement.unit, ...told].join(' ');
}

function read(resource: unknown): string {
  return parseObservation(resource, 0, noLinks, context).map(summary).join(', ');
}

// name, what differs from an ordinary Observation, what is understood
const cases: readonly (readonly [string, object, string])[] = [
  ['heart rate', heartRate, 'heart-rate 72 /min'],
  ['a pressure by components', pressure, 'blood-pressure 182/101 mm[Hg]'],
  [
    'the codes of the older panel',
    { ...pressure, code: loinc('55284-4') },
    'blood-pressure 182/101 mm[Hg]',
  ],
  [
    'a pressure with pulse and mean',
    {
      ...pressure,
      component: [
        ...pressure.component,
        { code: loinc('8867-4'), ...quantity(77, '/min') },
        { code: mdc('150023'), ...quantity(128, 'mm[Hg]') },
      ],
    },
    'blood-pressure 182/101/77 mm[Hg]',
  ],
  [
    'a pressure in kilopascal',
    {
      ...pressure,
      component: [
        { code: loinc('8480-6'), ...quantity(24.3, 'kPa') },
        { code: loinc('8462-4'), ...quantity(13.5, 'kPa') },
      ],
    },
    'blood-pressure 24.3/13.5 kPa',
  ],
  [
    'two units in one pressure',
    {
      ...pressure,
      component: [
        { code: loinc('8480-6'), ...quantity(182, 'mm[Hg]') },
        { code: loinc('8462-4'), ...quantity(13.5, 'kPa') },
      ],
    },
    'units-differ',
  ],
  [
    'a pressure without its lower value',
    { ...pressure, component: pressure.component.slice(0, 1) },
    'component-missing',
  ],
  [
    'a pressure whose lower value was not measured',
    {
      ...pressure,
      component: [
        pressure.component[0],
        {
          code: loinc('8462-4'),
          dataAbsentReason: {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
                code: 'not-a-number',
              },
            ],
          },
        },
      ],
    },
    'value-absent',
  ],
  [
    'a pressure that names a component twice',
    { ...pressure, component: [...pressure.component, pressure.component[1]] },
    'values-invalid',
  ],
  [
    'a systolic pressure alone',
    { ...base, code: loinc('8480-6'), ...quantity(120, 'mm[Hg]') },
    'component-missing',
  ],
  [
    'MDC codes only, as personal health devices send them',
    { ...base, code: mdc('160368'), ...quantity(99, 'mg/dL') },
    'glucose 99 mg/dL',
  ],
  [
    'MDC and LOINC together',
    {
      ...base,
      code: { coding: [...mdc('150364').coding, ...loinc('8310-5').coding] },
      ...quantity(36.5, 'Cel'),
    },
    'temperature 36.5 Cel',
  ],
  [
    'glucose in mmol/L',
    { ...glucose, code: loinc('15074-8'), ...quantity(6.3, 'mmol/L') },
    'glucose 6.3 mmol/L',
  ],
  [
    'capillary glucose',
    { ...glucose, code: loinc('41653-7'), ...quantity(110, 'mg/dL') },
    'glucose 110 mg/dL',
  ],
  [
    'a sensor under the skin',
    { ...glucose, code: loinc('99504-3'), ...quantity(110, 'mg/dL') },
    'glucose 110 mg/dL sensor=true',
  ],
  [
    'control solution',
    { ...glucose, code: mdc('160208'), ...quantity(110, 'mg/dL') },
    'glucose 110 mg/dL controlSolution=true',
  ],
  [
    'a compound of glucose and its meal',
    {
      ...base,
      code: {
        coding: [
          {
            system: 'http://hl7.org/fhir/uv/phd/CodeSystem/ACMEIncPrivateMDCCodes',
            code: '8452097',
          },
        ],
      },
      component: [
        { code: mdc('160184'), ...quantity(6.3, 'mmol/L') },
        { code: mdc('8417864'), valueCodeableConcept: mdc('8417872') },
      ],
    },
    'glucose 6.3 mmol/L meal=after-meal',
  ],
  ['"HI" as a word', { ...glucose, valueString: 'HI' }, 'glucose HI mg/dL'],
  ['"Low" as a concept', { ...glucose, valueCodeableConcept: { text: 'Low' } }, 'glucose LO mg/dL'],
  [
    'above what the meter can show',
    { ...glucose, valueQuantity: { value: 600, comparator: '>', unit: 'mg/dL' } },
    'glucose HI mg/dL',
  ],
  [
    'below what the meter can show, in mmol/L',
    { ...glucose, valueQuantity: { value: 1.1, comparator: '<', unit: 'mmol/L' } },
    'glucose LO mmol/L',
  ],
  [
    'above a value that says nothing',
    { ...glucose, valueQuantity: { value: 120, comparator: '>', unit: 'mg/dL' } },
    'values-invalid',
  ],
  [
    'a bound where no meter has an end',
    { ...heartRate, valueQuantity: { value: 200, comparator: '>', unit: '/min' } },
    'values-invalid',
  ],
  [
    'positive infinity of a device',
    { ...glucose, dataAbsentReason: { coding: [{ code: 'positive-infinity' }] } },
    'glucose HI mg/dL',
  ],
  [
    'not a number',
    {
      ...heartRate,
      valueQuantity: undefined,
      dataAbsentReason: { coding: [{ code: 'not-a-number' }] },
    },
    'value-absent',
  ],
  ['no value and no reason', { ...base, code: loinc('8867-4') }, 'value-absent'],
  ['a quantity without value', { ...heartRate, valueQuantity: { unit: '/min' } }, 'value-absent'],
  [
    'a value as text',
    { ...heartRate, valueQuantity: { value: '72', unit: '/min' } },
    'value-not-a-number',
  ],
  [
    'a word for a heart rate',
    { ...base, code: loinc('8867-4'), valueString: 'HI' },
    'value-not-a-number',
  ],
  [
    'a bare number has no unit',
    { ...base, code: loinc('29463-7'), valueInteger: 80 },
    'unit-missing',
  ],
  [
    'another type of value',
    { ...base, code: loinc('8867-4'), valueSampledData: { period: 1 } },
    'values-invalid',
  ],
  [
    'a unit without code',
    { ...heartRate, valueQuantity: { value: 72, unit: 'beats/min' } },
    'heart-rate 72 /min',
  ],
  [
    'a unit of another system beside its name',
    { ...heartRate, valueQuantity: { value: 72, unit: 'bpm', system: 'urn:x', code: 'q' } },
    'heart-rate 72 /min',
  ],
  [
    'kilograms to the machine, pounds to the reader',
    { ...base, code: loinc('29463-7'), valueQuantity: { value: 180, unit: 'lb', code: 'kg' } },
    'units-differ',
  ],
  ['grams', { ...base, code: loinc('29463-7'), ...quantity(81_600, 'g') }, 'weight 81600 g'],
  [
    'a unit that is none of weight',
    { ...base, code: loinc('29463-7'), ...quantity(80, 'mm[Hg]') },
    'unit-unknown',
  ],
  [
    'oxygen saturation with pulse',
    {
      ...base,
      code: loinc('59408-5', '2708-6'),
      ...quantity(94, '%'),
      component: [{ code: loinc('8867-4'), ...quantity(88, '/min') }],
    },
    'spo2 94/88 %',
  ],
  [
    'oxygen saturation on 2 litres',
    {
      ...base,
      code: loinc('2708-6'),
      ...quantity(94, '%'),
      component: [{ code: loinc('3151-8'), ...quantity(2, 'L/min') }],
    },
    'spo2 94 % oxygen=2',
  ],
  [
    'oxygen saturation on room air',
    {
      ...base,
      code: loinc('2708-6'),
      ...quantity(94, '%'),
      component: [{ code: loinc('3150-6'), ...quantity(21, '%') }],
    },
    'spo2 94 % oxygen=air',
  ],
  [
    'respiratory rate',
    { ...base, code: loinc('9279-1'), ...quantity(18, '/min') },
    'respiratory-rate 18 /min',
  ],
  [
    'peak flow',
    { ...base, code: loinc('33452-4'), ...quantity(320, 'L/min') },
    'peak-flow 320 L/min',
  ],
  [
    'a panel of vital signs, one item each',
    {
      ...base,
      code: loinc('85353-1'),
      component: [
        { code: loinc('8867-4'), ...quantity(72, '/min') },
        { code: loinc('8310-5'), ...quantity(98.6, '[degF]') },
      ],
    },
    'heart-rate 72 /min, temperature 98.6 [degF]',
  ],
  [
    'codes that name two vital signs',
    { ...heartRate, code: loinc('8867-4', '8310-5') },
    'kind-unknown',
  ],
  ['a code of something else', { ...heartRate, code: loinc('72166-2') }, 'resource-unsupported'],
  [
    'a code without system',
    { ...heartRate, code: { coding: [{ code: '8867-4' }] } },
    'resource-unsupported',
  ],
  ['no code', { ...base, ...quantity(72, '/min') }, 'resource-unsupported'],
  ['a preliminary one', { ...heartRate, status: 'preliminary' }, 'heart-rate 72 /min'],
  ['a corrected one', { ...heartRate, status: 'corrected' }, 'heart-rate 72 /min'],
  ['a cancelled one', { ...heartRate, status: 'cancelled' }, 'status-not-final'],
  ['one entered in error', { ...heartRate, status: 'entered-in-error' }, 'status-not-final'],
  ['a status that nobody knows', { ...heartRate, status: 'unknown' }, 'status-not-final'],
  ['no status', { ...heartRate, status: undefined }, 'status-not-final'],
  ['no subject', { ...heartRate, subject: undefined }, 'patient-missing'],
  ['a group as subject', { ...heartRate, subject: { reference: 'Group/1' } }, 'patient-missing'],
  ['another resource', { resourceType: 'Condition' }, 'item-invalid'],
  [
    'a time that is no text',
    { ...heartRate, effectiveDateTime: 1_763_644_320_000 },
    'time-invalid',
  ],
  ['an empty time', { ...heartRate, effectiveDateTime: '' }, 'time-invalid'],
  [
    'two events',
    {
      ...heartRate,
      effectiveDateTime: undefined,
      effectiveTiming: { event: ['2026-11-20', '2026-11-21'] },
    },
    'time-invalid',
  ],
];

test('has every case of its table', () => {
  expect(cases.length).toBe(58);
});

test.each(cases)('understands %s', (_name, resource, expected) => {
  expect(read(resource)).toBe(expected);
});

test.each([null, 7, 'Observation', [], [heartRate]])('refuses %j', (resource) => {
  expect(read(resource)).toBe('item-invalid');
});

const times: readonly (readonly [object, unknown])[] = [
  [{}, undefined],
  [{ effectiveDateTime: '2026-11-20T07:12:00-06:00' }, '2026-11-20T07:12:00-06:00'],
  [{ effectiveInstant: '2026-11-20T13:12:00Z' }, '2026-11-20T13:12:00Z'],
  [
    { effectivePeriod: { start: '2026-11-20T07:12:00Z', end: '2026-11-20T07:20:00Z' } },
    '2026-11-20T07:12:00Z',
  ],
  [{ effectivePeriod: { end: '2026-11-20T07:20:00Z' } }, '2026-11-20T07:20:00Z'],
  [{ effectiveTiming: { event: ['2026-11-20T07:12:00Z'] } }, '2026-11-20T07:12:00Z'],
];

test.each(times)('takes the time of %j', (effective, at) => {
  const { effectiveDateTime: _time, ...rest } = heartRate;
  const [item] = parseObservation({ ...rest, ...effective }, 3, noLinks, context);
  expect(item).toMatchObject({ index: 3, patient: 'Patient/one' });
  expect(item && !isRejection(item) ? item.at : 'rejected').toBe(at);
});

const subjects: readonly (readonly [unknown, string])[] = [
  [
    { reference: 'Patient/0192f3c0-0000-7000-8000-000000000001' },
    'Patient/0192f3c0-0000-7000-8000-000000000001',
  ],
  [{ identifier: { system: 'urn:mrn', value: 'A-17' } }, 'urn:mrn|A-17'],
  [{ identifier: { value: 'A-17' } }, 'A-17'],
  [{ reference: 'Patient?identifier=urn:mrn|A-17' }, 'urn:mrn|A-17'],
  [{ reference: '#p', display: 'contained' }, 'urn:mrn|C-1'],
  [
    { reference: 'https://ehr.example/fhir/Patient/0192f3c0-0000-7000-8000-000000000001' },
    '0192f3c0-0000-7000-8000-000000000001',
  ],
  // Somebody else's number 17 may be another person here.
  [{ reference: 'https://ehr.example/fhir/Patient/17' }, 'https://ehr.example/fhir/Patient/17'],
];

test.each(subjects)('finds the patient of %j', (subject, patient) => {
  const contained = [
    { resourceType: 'Patient', id: 'p', identifier: [{ system: 'urn:mrn', value: 'C-1' }] },
  ];
  const [item] = parseObservation({ ...heartRate, subject, contained }, 0, noLinks, context);
  expect(item).toMatchObject({ patient });
});

test('takes the patient of the token when the Observation names none', () => {
  const bound = { vitals, patientId: '0192f3c0-0000-7000-8000-000000000009' };
  const [item] = parseObservation({ ...heartRate, subject: undefined }, 0, noLinks, bound);
  expect(item).toMatchObject({ patient: bound.patientId });
});

const devices: readonly (readonly [unknown, string | undefined, string])[] = [
  [undefined, undefined, 'import'],
  [{ reference: 'Device/cuff-7' }, 'cuff-7', 'device'],
  [{ identifier: { value: 'SN-1' } }, 'SN-1', 'device'],
  [{ display: 'Cuff of the daughter' }, 'Cuff of the daughter', 'device'],
  [{ reference: '#d' }, '00-1C-05', 'device'],
];

test.each(devices)('finds the device of %j', (device, name, origin) => {
  const contained = [{ resourceType: 'Device', id: 'd', identifier: [{ value: '00-1C-05' }] }];
  const [item] = parseObservation({ ...heartRate, device, contained }, 0, noLinks, context);
  expect(item && !isRejection(item) ? [item.device, item.origin] : item).toEqual([name, origin]);
});

test('names the message by the identifier, else by the id of the resource', () => {
  const identifier = [{ system: 'urn:ehr', value: 'obs-1' }];
  const ids = [{ identifier, id: 'x' }, { id: 'x' }, {}].map((given) => {
    const [item] = parseObservation({ ...heartRate, ...given }, 0, noLinks, context);
    return item?.messageId;
  });
  expect(ids).toEqual(['urn:ehr|obs-1', 'x', undefined]);
});
