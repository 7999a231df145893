import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import {
  countOf,
  newestFirst,
  patientIdsOf,
  readDate,
  readQuery,
  refuseOthers,
  spanOf,
  tokensOf,
} from './search.ts';

const file = fileURLToPath(new URL('search.csv', import.meta.url));
const rows = readTruthTable(file, ['written', 'from', 'to']);

test('has every row of its truth table', () => {
  expect(rows.length).toBe(22);
});

const iso = (instant: number) => (Number.isFinite(instant) ? new Date(instant).toISOString() : '');

test.each(rows)('reads $written as from "$from" to "$to"', ({ written, from, to }) => {
  const span = readDate(written);
  expect(span ? [iso(span.from), iso(span.to)] : ['invalid', '']).toEqual([from, to]);
});

test('lets through what all dates let through', () => {
  const query = readQuery({ date: ['ge2026-11-01', 'lt2026-11-20'] });
  expect(spanOf(query, 'date')).toEqual({
    from: Date.UTC(2026, 10, 1),
    to: Date.UTC(2026, 10, 20),
  });
  expect(spanOf(query, 'issued')).toEqual({ from: -Infinity, to: Infinity });
});

test('reads tokens with and without system, and ids with and without type', () => {
  const query = readQuery({ code: 'http://loinc.org|8867-4,85354-9,|x', patient: 'Patient/AB,cd' });
  expect(tokensOf(query, 'code')).toEqual([
    { system: 'http://loinc.org', code: '8867-4' },
    { system: undefined, code: '85354-9' },
    { system: '', code: 'x' },
  ]);
  expect(patientIdsOf(query, 'subject', 'patient')).toEqual(['ab', 'cd']);
});

test('refuses parameters that it does not look at, and passes over those of form', () => {
  refuseOthers(readQuery({ code: 'x', _format: 'json' }), ['code']);
  expect(() => refuseOthers(readQuery({ codes: 'x' }), ['code'])).toThrow(
    'fhir.parameter-unsupported',
  );
  expect(() => tokensOf(readQuery({ code: ['a', 'b'] }), 'code')).toThrow('fhir.parameter-invalid');
});

test('keeps pages between 0 and 1,000 resources', () => {
  const given: Record<string, string>[] = [
    {},
    { _count: '7' },
    { _count: '0' },
    { _count: '99999' },
  ];
  expect(given.map((one) => countOf(readQuery(one)))).toEqual([50, 7, 0, 1000]);
  expect(() => countOf(readQuery({ _count: '-1' }))).toThrow('fhir.parameter-invalid');
});

test('sorts the newest first unless asked otherwise', () => {
  const given: Record<string, string>[] = [{}, { _sort: '-date' }, { _sort: 'date' }];
  expect(given.map((one) => newestFirst(readQuery(one), ['date']))).toEqual([true, true, false]);
  expect(() => newestFirst(readQuery({ _sort: 'code' }), ['date'])).toThrow(
    'fhir.parameter-unsupported',
  );
});
