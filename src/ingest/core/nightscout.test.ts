import { expect, test } from 'vitest';

import { parseCandidate } from '../../vitals/core/candidate.ts';
import { vitalSigns } from '../../vitals/server/service.ts';
import { isRejection } from './adapter.ts';
import { nightscout } from './nightscout.ts';

const vitals = vitalSigns();
const context = { vitals, patientId: '0192f3c0-0000-7000-8000-000000000001' };

// As xDrip+ posts it: NightscoutUploader.java, populateV1APIBGEntry.
const sensor = {
  device: 'xDrip-DexcomG5',
  date: 1_763_644_320_000,
  dateString: '2025-11-20T07:12:00.000-0600',
  sgv: 121,
  delta: 2.5,
  direction: 'Flat',
  type: 'sgv',
  filtered: 145_000,
  unfiltered: 148_000,
  rssi: 100,
  noise: 1,
  sysTime: '2025-11-20T07:12:00.000-0600',
};
const meter = { device: 'Contour', type: 'mbg', date: 1_763_644_320_000, mbg: 118 };
const calibration = {
  device: 'xDrip',
  type: 'cal',
  date: 1_763_644_320_000,
  slope: 800,
  intercept: 30_000,
  scale: 1,
};

function read(body: unknown): string[] {
  return nightscout.parse(body, context).map((item) => {
    if (isRejection(item)) return `${item.index} ${item.code}`;
    const { measurement, problem } = parseCandidate(vitals, item.measured);
    if (problem !== undefined) return `${item.index} ${problem.code}`;
    const value = measurement.beyond ?? measurement.values.value;
    const isSensor = measurement.context?.sensor === true ? ' sensor' : '';
    return `${item.index} ${value} ${measurement.unit}${isSensor}`;
  });
}

// what differs from a sensor entry, what becomes of it
const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['a sensor value', sensor, ['0 121 mg/dL sensor']],
  [
    'an array that mixes sensor, meter and calibration',
    [calibration, sensor, meter],
    ['1 121 mg/dL sensor', '2 118 mg/dL'],
  ],
  ['a sensor value without type', { ...sensor, type: undefined }, ['0 121 mg/dL sensor']],
  ['a meter value without type', { ...meter, type: undefined }, ['0 118 mg/dL']],
  ['a value as text', { ...sensor, sgv: '121' }, ['0 121 mg/dL sensor']],
  ['an error code of the sensor', { ...sensor, sgv: 10 }, ['0 value-absent']],
  ['the highest error code', { ...sensor, sgv: 38 }, ['0 value-absent']],
  ['the lowest value that is one', { ...sensor, sgv: 39 }, ['0 39 mg/dL sensor']],
  ["Dexcom's LOW", { ...sensor, device: 'dexcom', sgv: 39 }, ['0 LO mg/dL sensor']],
  ["Dexcom's HIGH", { ...sensor, device: undefined, sgv: 401 }, ['0 HI mg/dL sensor']],
  [
    '401 of a sensor that goes on to 500',
    { ...sensor, device: 'xDrip-LibreOOP', sgv: 401 },
    ['0 401 mg/dL sensor'],
  ],
  ['no value', { ...sensor, sgv: null }, ['0 value-absent']],
  ['a value that is no number', { ...sensor, sgv: 'none' }, ['0 value-not-a-number']],
  ['a meter that tells its unit', { ...meter, mbg: 6.6, units: 'mmol/L' }, ['0 6.6 mmol/L']],
  ['a meter with an unknown unit', { ...meter, units: 'stones' }, ['0 unit-unknown']],
  ['another type of entry', { ...sensor, type: 'rawbg' }, ['0 resource-unsupported']],
  [
    'a type that is no text',
    { ...sensor, type: { $ne: null }, sgv: undefined },
    ['0 resource-unsupported'],
  ],
  ['no time at all', { ...sensor, date: undefined, dateString: undefined }, ['0 time-invalid']],
  ['a device name without end', { ...sensor, device: 'x'.repeat(201) }, ['0 field-invalid']],
  ['a device name that no database keeps', { ...sensor, device: 'a\u0000b' }, ['0 field-invalid']],
  ['what is no entry', [null, 'sgv', []], ['0 item-invalid', '1 item-invalid', '2 item-invalid']],
  ['nothing', [], []],
];

test('has every case of its table', () => {
  expect(cases.length).toBe(22);
});

test.each(cases)('understands %s', (_name, body, expected) => {
  expect(read(body)).toEqual(expected);
});

function first(entry: object) {
  const [item] = nightscout.parse(entry, context);
  return item === undefined || isRejection(item) ? undefined : item;
}

// date, dateString, utcOffset → instant and offset
test.each([
  [1_763_644_320_000, '2025-11-20T07:12:00.000-0600', undefined, 1_763_644_320_000, -360],
  [1_763_644_320_000.4, '2025-11-20T07:12:00-06:00', undefined, 1_763_644_320_000, -360],
  [1_763_644_320_000, '2025-11-20T13:12:00.000Z', undefined, 1_763_644_320_000, undefined],
  [1_763_644_320_000, '2025-11-20T13:12:00.000Z', -300, 1_763_644_320_000, -300],
  // Local time that claims to be UTC: the instant stays, the claim is not believed.
  [1_763_644_320_000, '2025-11-20T07:12:00.000Z', undefined, 1_763_644_320_000, undefined],
  [1_763_644_320_000, '2025-11-20T09:00:00.000-0600', undefined, 1_763_644_320_000, undefined],
  ['1763644320000', undefined, undefined, 1_763_644_320_000, undefined],
  [undefined, '2025-11-20T07:12:00.000-0600', undefined, '2025-11-20T07:12:00.000-0600', undefined],
])('takes %s and %s for one time', (date, dateString, utcOffset, at, offset) => {
  const item = first({ ...sensor, date, dateString, utcOffset });
  expect([item?.at, item?.offset]).toEqual([at, offset]);
});

test('calls an entry by type, time and device, so that an upload again finds it', () => {
  const ids = [sensor, { ...sensor, sgv: 125 }, { ...sensor, device: 'other' }, meter].map(
    (entry) => first(entry)?.messageId,
  );
  expect(ids).toEqual([
    'sgv/1763644320000/xDrip-DexcomG5',
    'sgv/1763644320000/xDrip-DexcomG5',
    'sgv/1763644320000/other',
    'mbg/1763644320000/Contour',
  ]);
});

test('keeps the arrow and the noise of a sensor value', () => {
  expect(first(sensor)?.measured.context).toEqual({ sensor: true, direction: 'Flat', noise: 1 });
});

test('does not count a value that was typed in as transmitted by a device', () => {
  expect([first(meter)?.origin, first({ ...meter, device: 'Manual Entry' })?.origin]).toEqual([
    'device',
    'manual',
  ]);
});

test('refuses every entry of a token that is bound to no patient', () => {
  const items = nightscout.parse([sensor, calibration], { vitals, patientId: null });
  expect(items).toMatchObject([{ index: 0, code: 'patient-missing' }]);
});
