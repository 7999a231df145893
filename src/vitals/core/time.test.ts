import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import { resolveTime } from './time.ts';

const rows = readTruthTable(fileURLToPath(new URL('time.csv', import.meta.url)), [
  'at',
  'offset',
  'zoneLess',
  'zone',
  'received',
  'expected',
  'offsetMinutes',
  'trust',
  'late',
]);

/** Cells that JSON reads as numbers are sent as numbers; such text stands in quotes. */
function sent(cell: string): string | number | undefined {
  if (cell === '') return undefined;
  if (/^"[+-]?\d+"$/.test(cell)) return cell.slice(1, -1);
  return /^(-?\d+(\.\d+)?|NaN|Infinity)$/.test(cell) ? Number(cell) : cell;
}

test('has every row of its truth table', () => {
  expect(rows.length).toBe(95);
});

test.each(rows)('"$at" $offset $zoneLess $zone $received: $expected $trust', (row) => {
  const result = resolveTime({
    at: sent(row.at),
    offset: sent(row.offset),
    deviceZoneLess: row.zoneLess === 'yes',
    patientZone: row.zone || 'America/Chicago',
    receivedAt: Date.parse(row.received || '2026-11-20T13:13:00Z'),
  });
  const shown =
    result.problem === undefined
      ? { ...result, at: new Date(result.at).toISOString() }
      : result.problem;
  const expected = {
    at: row.expected,
    ...(row.offsetMinutes === '' ? {} : { offsetMinutes: Number(row.offsetMinutes) }),
    trust: row.trust,
    late: row.late === 'yes',
  };
  expect(shown).toEqual(row.trust === '' ? row.expected : expected);
});

test('finds the same instant whenever it arrives, so that a replay is a duplicate', () => {
  const given = { at: '2026-11-01T01:30:00', patientZone: 'America/Chicago' };
  const instants = ['06:31', '07:31', '18:00'].map((received) => {
    const result = resolveTime({
      ...given,
      receivedAt: Date.parse(`2026-11-01T${received}:00Z`),
    });
    return result.problem ?? result.at;
  });
  expect(new Set(instants)).toEqual(new Set([Date.parse('2026-11-01T06:30:00Z')]));
});
