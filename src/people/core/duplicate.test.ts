import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { nameSimilarity, nearBirthDates, scoreDuplicate, type IdentityProbe } from './duplicate.ts';

const rows = readTruthTable('people/likely-duplicates.csv', [
  ...(['name', 'birth', 'sex', 'phone', 'identifier'] as const),
  ...(['other_name', 'other_birth', 'other_sex', 'other_phone', 'other_identifier'] as const),
  ...(['score', 'reasons'] as const),
]);

function words(text: string): string[] {
  return text.split(' ').filter(Boolean);
}

function probe(
  name: string,
  birth: string,
  sex: string,
  phone: string,
  identifier: string,
): IdentityProbe {
  return {
    name,
    birthDate: birth || null,
    sex: sex || null,
    postalCode: null,
    phones: words(phone),
    emails: [],
    identifiers: words(identifier),
  };
}

test('has 22 rows', () => {
  expect(rows).toHaveLength(22);
});

test.each(
  rows.map((row, index) => ({ row, title: `${index + 1}: ${row.name} / ${row.other_name}` })),
)('scores row $title', ({ row }) => {
  const one = probe(row.name, row.birth, row.sex, row.phone, row.identifier);
  const other = probe(
    row.other_name,
    row.other_birth,
    row.other_sex,
    row.other_phone,
    row.other_identifier,
  );
  const expected = { score: Number(row.score), reasons: words(row.reasons) };
  expect(scoreDuplicate(one, other)).toEqual(expected);
  expect(scoreDuplicate(other, one)).toEqual(expected);
});

test('adds e-mail and the first five digits of the ZIP code', () => {
  const base = probe('Ana Quintero', '', '', '', '');
  const one = { ...base, emails: ['ana@example.com'], postalCode: '33012-1234' };
  const other = { ...base, emails: ['ana@example.com'], postalCode: '33012' };
  expect(scoreDuplicate(one, other)).toEqual({
    score: 60,
    reasons: ['same-name', 'same-email', 'same-postal-code'],
  });
});

test('lists the days that a slip makes of a birth date', () => {
  const near = nearBirthDates('1961-03-04');
  const expected = [
    '1961-04-03',
    '1961-03-14',
    '1961-03-05',
    '1961-08-04',
    '1916-03-04',
    '1961-03-24',
  ];
  expect(near).toEqual(expect.arrayContaining(expected));
  expect(near).not.toContain('1961-03-04');
  expect(near).not.toContain('1961-33-04');
  const wrong = near.filter((one) => {
    const reasons = scoreDuplicate(probe('', one, '', '', ''), probe('', '1961-03-04', '', '', ''));
    return reasons.reasons[0] !== 'near-birth-date';
  });
  expect(wrong).toEqual([]);
});

test('compares empty names as not alike', () => {
  expect(nameSimilarity('', '')).toBe(0);
  expect(nameSimilarity('Ana', '')).toBe(0);
});
