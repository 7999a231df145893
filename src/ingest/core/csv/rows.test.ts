import { expect, test } from 'vitest';

import { parseCandidate } from '../../../vitals/core/candidate.ts';
import { vitalSigns } from '../../../vitals/server/service.ts';
import { isRejection } from '../adapter.ts';
import type { CsvMapping } from './mapping.ts';
import { csvRows, missingColumns, type CsvRows } from './rows.ts';

const vitals = vitalSigns();
const title = { en: 'Test', es: 'Prueba' };

const cuff: CsvMapping = {
  title,
  patient: { column: 'MRN', system: 'urn:mrn' },
  time: { column: 'When', format: 'M/d/yyyy h:mm a' },
  zone: 'America/New_York',
  device: { constant: 'cuff' },
  origin: 'device',
  missing: ['NA', '-'],
  readings: [
    {
      kind: 'blood-pressure',
      values: { systolic: 'Sys', diastolic: 'Dia', pulse: 'Pulse' },
      unit: { constant: 'mm[Hg]' },
      context: {
        meal: { column: 'Meal', codes: { Breakfast: 'before-meal' } },
        clinic: { constant: false },
      },
    },
    { kind: 'weight', values: { value: 'Weight' }, unit: { column: 'Weight unit' } },
  ],
};
const header = ['MRN', 'When', 'Sys', 'Dia', 'Pulse', 'Weight', 'Weight unit', 'Meal'];

function read(rows: CsvRows['rows'], given: Partial<CsvRows> = {}): string[] {
  const body = { mapping: cuff, header, rows, first: 0, ...given };
  return csvRows.parse(body, { vitals, patientId: null }).map((item) => {
    if (isRejection(item)) return `${item.index} ${item.code} ${item.field}`;
    const { measurement, problem } = parseCandidate(vitals, item.measured);
    if (problem !== undefined) return `${item.index} ${problem.code}`;
    const values = measurement.beyond ?? Object.values(measurement.values).join('/');
    return `${item.index} ${item.patient} ${String(item.at)} ${measurement.kind} ${values} ${measurement.unit}`;
  });
}

const row = (...cells: string[]) => [cells];

test.each([
  [
    'several kinds of one row',
    row('A-17', '8/1/2019 9:15 AM', '132', '80', '79', '180.5', 'lb', 'Breakfast'),
    [
      '0 urn:mrn|A-17 2019-08-01T09:15:00 blood-pressure 132/80/79 mm[Hg]',
      '0 urn:mrn|A-17 2019-08-01T09:15:00 weight 180.5 [lb_av]',
    ],
  ],
  [
    'a row without the optional value and the other kind',
    row('A-17', '8/1/2019 9:15 AM', '132', '80', 'NA', '', '', ''),
    ['0 urn:mrn|A-17 2019-08-01T09:15:00 blood-pressure 132/80 mm[Hg]'],
  ],
  [
    'a row with spaces around',
    row(' A-17 ', ' 8/1/2019 9:15 AM ', ' 132', '80 ', '-', '', '', ''),
    ['0 urn:mrn|A-17 2019-08-01T09:15:00 blood-pressure 132/80 mm[Hg]'],
  ],
  [
    'a required value missing',
    row('A-17', '8/1/2019 9:15 AM', '132', '', '79', '', '', ''),
    ['0 component-missing'],
  ],
  [
    'a value that is no number',
    row('A-17', '8/1/2019 9:15 AM', '1,320', '80', '', '', '', ''),
    ['0 value-not-a-number'],
  ],
  [
    'no unit where a column tells it',
    row('A-17', '8/1/2019 9:15 AM', '', '', '', '80', '', ''),
    ['0 unit-missing'],
  ],
  [
    'no value at all',
    row('A-17', '8/1/2019 9:15 AM', '', 'NA', '-', '', 'kg', ''),
    ['0 row-invalid values'],
  ],
  [
    'no patient',
    row('', '8/1/2019 9:15 AM', '132', '80', '79', '', '', ''),
    ['0 patient-missing patient'],
  ],
  [
    'a time of another form',
    row('A-17', '2019-08-01 09:15', '132', '80', '79', '', '', ''),
    ['0 time-invalid time'],
  ],
  [
    'a cell too many',
    row('A-17', '8/1/2019 9:15 AM', '132', '80', '79', '', '', '', 'x'),
    ['0 row-invalid columns'],
  ],
  [
    'cells missing at the end',
    row('A-17', '8/1/2019 9:15 AM', '132', '80'),
    ['0 urn:mrn|A-17 2019-08-01T09:15:00 blood-pressure 132/80 mm[Hg]'],
  ],
  ['an empty row', row(''), ['0 patient-missing patient']],
])('reads %s', (_name, rows, expected) => {
  expect(read(rows)).toEqual(expected);
});

test('counts rows on from the portion before', () => {
  const rows = row('', '', '');
  expect(read(rows, { first: 500 })).toEqual(['500 patient-missing patient']);
});

test('finds columns whatever their case, spaces and byte order mark', () => {
  const other = ['\uFEFFmrn', 'WHEN ', ' sys', 'dia', 'pulse', 'weight', 'Weight  Unit', 'meal'];
  expect(missingColumns(cuff, other)).toEqual([]);
  expect(missingColumns(cuff, header.slice(1))).toEqual(['MRN']);
  expect(
    read(row('A-17', '8/1/2019 9:15 AM', '132', '80', '', '', '', ''), { header: other }),
  ).toHaveLength(1);
});

test('keeps what the mapping says beside the values', () => {
  const [cell] = row('A-17', '8/1/2019 9:15 AM', '132', '80', '', '', '', 'Breakfast');
  const [other] = row('A-17', '8/1/2019 9:15 AM', '132', '80', '', '', '', 'Brunch');
  const items = csvRows.parse(
    { mapping: cuff, header, rows: [cell ?? [], other ?? []], first: 0, zone: 'America/Chicago' },
    { vitals, patientId: null },
  );
  expect(
    items.map((item) =>
      isRejection(item) ? item : [item.measured.context, item.zone, item.device, item.origin],
    ),
  ).toEqual([
    [{ meal: 'before-meal', clinic: false }, 'America/Chicago', 'cuff', 'device'],
    [{ clinic: false }, 'America/Chicago', 'cuff', 'device'],
  ]);
});

test('reads date and time of day from two columns, decimal commas and one measurement per row', () => {
  const mapping: CsvMapping = {
    title,
    decimal: ',',
    time: {
      date: { column: 'Fecha', format: 'dd/MM/yyyy' },
      clock: { column: 'Hora', format: 'H:mm' },
    },
    messageId: { column: 'Id' },
    origin: 'import',
    readings: [
      {
        kind: 'weight',
        values: { value: 'Valor' },
        unit: { constant: 'kg' },
        when: { column: 'Tipo', is: ['peso'] },
      },
      {
        kind: 'temperature',
        values: { value: 'Valor' },
        unit: { constant: 'Cel' },
        when: { column: 'Tipo', is: ['temperatura'] },
      },
    ],
  };
  const rows = [
    ['1', '01/08/2019', '7:05', 'Peso', '81,4'],
    ['2', '01/08/2019', '7:05', 'temperatura', '36,8'],
    ['3', '01/08/2019', '7:05', 'peso', '1.081,4'],
    ['4', '01/08/2019', '7:05', 'talla', '170'],
  ];
  const given = { mapping, header: ['Id', 'Fecha', 'Hora', 'Tipo', 'Valor'], patient: 'p1' };
  expect(read(rows, given)).toEqual([
    '0 p1 2019-08-01T07:05:00 weight 81.4 kg',
    '1 p1 2019-08-01T07:05:00 temperature 36.8 Cel',
    '2 value-not-a-number',
    '3 row-invalid values',
  ]);
});
