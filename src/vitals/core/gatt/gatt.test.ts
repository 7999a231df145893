import { describe, expect, test } from 'vitest';

import { readTruthTable } from '../../../platform/server/truth-table.ts';
import { parseCandidate } from '../candidate.ts';
import { resolveTime } from '../time.ts';
import { vitalSigns } from '../../server/service.ts';
import { contextOf, type GattResult } from './measurement.ts';
import { decodeFloat, decodeShortFloat } from './medical-float.ts';
import { parseGatt } from './profiles.ts';

// Arithmetic of each row by hand from the specification, not from this code.
const rows = readTruthTable(`${import.meta.dirname}/gatt.csv`, [
  'characteristic',
  'name',
  'bytes',
  'expected',
]);

const counts = {
  '2A35': 17,
  '2A36': 2,
  '2A37': 10,
  '2A9D': 13,
  '2A1C': 12,
  '2A1E': 1,
  '2A5E': 21,
  '2A18': 19,
} as const;

function described(result: GattResult): string {
  if (result.status === 'not-a-reading') return `not-a-reading ${result.reason}`;
  const { kind, values, unit, wallClock, notes, told } = result;
  return [
    `${kind} ${pairs(values)} ${unit}`,
    wallClock === undefined ? '' : `at ${wallClock}`,
    notes.join(' '),
    pairs(told),
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function pairs(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}

describe.each(Object.entries(counts))('characteristic %s', (characteristic, count) => {
  const own = rows.filter((row) => row.characteristic === characteristic);

  test('has every row of its table', () => {
    expect(own.length).toBe(count);
  });

  test.each(own)('$name', ({ bytes, expected }) => {
    const result = parseGatt(Number.parseInt(characteristic, 16), Buffer.from(bytes, 'hex'));
    expect(described(result)).toBe(expected);
  });

  test('answers whatever is cut off without throwing, and never invents a reading of it', () => {
    for (const { bytes } of own) {
      const whole = Buffer.from(bytes, 'hex');
      const shortest = parseGatt(Number.parseInt(characteristic, 16), whole.subarray(0, 1));
      expect(shortest.status).toBe('not-a-reading');
    }
  });
});

test('the table has no row of an unknown characteristic', () => {
  expect(rows.every(({ characteristic }) => characteristic in counts)).toBe(true);
});

test('every reading is one that the front door understands, with its context and time', () => {
  const readings = rows
    .map((row) => parseGatt(Number.parseInt(row.characteristic, 16), Buffer.from(row.bytes, 'hex')))
    .filter((result) => result.status === 'reading');
  expect(readings.length).toBeGreaterThan(40);
  for (const reading of readings) {
    const { kind, values, unit, wallClock } = reading;
    const context = contextOf(reading);
    const understood = parseCandidate(vitalSigns(), { kind, values, unit, context });
    expect(understood.problem).toBeUndefined();
    const receivedAt = Date.parse('2026-11-21T13:13:00Z');
    const time = resolveTime({ at: wallClock, patientZone: 'America/Chicago', receivedAt });
    expect(time.problem).toBeUndefined();
  }
});

describe('numbers of medical devices', () => {
  const numbers = readTruthTable(`${import.meta.dirname}/medical-float.csv`, [
    'form',
    'raw',
    'shift',
    'expected',
  ]);

  test('has every row of its table', () => {
    expect(numbers.length).toBe(26);
  });

  test.each(numbers)('$form $raw × 10^$shift is $expected', ({ form, raw, shift, expected }) => {
    const bits = Number.parseInt(raw, 16);
    const value = form === 'SFLOAT' ? decodeShortFloat(bits, Number(shift)) : decodeFloat(bits);
    expect(value).toBe(Number.isNaN(Number(expected)) ? expected : Number(expected));
  });
});
