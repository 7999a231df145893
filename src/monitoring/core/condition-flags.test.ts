import { describe, expect, test } from 'vitest';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import { ConditionFlags, flagsOfConditions } from './condition-flags.ts';
import { dayMs } from './numbers.ts';
import { shipped } from './testing-notation.ts';

const [file] = loadContent(`${contentRoot}conditions`, ConditionFlags);
if (file === undefined) throw new Error('content/conditions has no flags.');
const content = file.definition;
const rows = readTruthTable('conditions/flags.csv', ['system', 'code', 'ended', 'flags']);
const today = '2026-11-20';

const systems: Readonly<Record<string, string>> = {
  snomed: 'http://snomed.info/sct',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  other: 'http://example.org/codes',
};

describe('content/conditions/flags.csv', () => {
  test('has 38 rows', () => {
    expect(rows).toHaveLength(38);
  });

  test.each(rows.map((row, index) => [index + 1, row] as const))('row %i: %o', (_, row) => {
    const codeSystem = systems[row.system] ?? '';
    const ended = new Date(Date.parse(today) - Number(row.ended) * dayMs).toISOString();
    const abatedOn = row.ended === '' ? null : ended.slice(0, 10);
    const flags = flagsOfConditions(content, [{ codeSystem, code: row.code, abatedOn }], today);
    expect(flags.toSorted().join(' ')).toBe(row.flags);
  });
});

test('knows every flag that a protocol asks about', () => {
  const asked = shipped.contents.flatMap(({ definition }) => [
    ...definition.appliesTo.requiredFlags,
    ...definition.appliesTo.excludedFlags,
  ]);
  const known = content.flags.map(({ id }) => id);
  expect(known).toEqual(expect.arrayContaining([...asked, 'on-oxygen', 'room-air']));
  expect(new Set(known).size).toBe(known.length);
});

test('a condition that has not ended yet counts, and none gives no flag', () => {
  const codeSystem = 'http://snomed.info/sct';
  const ending = { codeSystem, code: '44054006', abatedOn: '2027-01-01' };
  expect(flagsOfConditions(content, [ending], today)).toEqual(['diabetes']);
  expect(flagsOfConditions(content, [], today)).toEqual([]);
});
