import { expect, test } from 'vitest';

import { ageOn, birthdayAt, dayIn, isCalendarDay } from './age.ts';

test.each([
  ['1961-03-04', '2026-03-03', 64],
  ['1961-03-04', '2026-03-04', 65],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2026-11-21', '2026-11-21', 0],
  ['2026-11-22', '2026-11-21', null],
  [null, '2026-11-21', null],
])('gives somebody born on %s on %s the age %s', (birthDate, day, age) => {
  expect(ageOn(birthDate, day)).toBe(age);
});

test('moves a birthday on 29 February to 1 March in common years', () => {
  expect(birthdayAt('2008-02-29', 18)).toBe('2026-03-01');
  expect(birthdayAt('2008-02-29', 20)).toBe('2028-02-29');
  expect(birthdayAt('1961-03-04', 65)).toBe('2026-03-04');
});

test("tells the day of a zone's calendar", () => {
  const instant = new Date('2026-11-21T03:30:00Z');
  expect([dayIn('America/New_York', instant), dayIn('UTC', instant)]).toEqual([
    '2026-11-20',
    '2026-11-21',
  ]);
});

test('knows which days exist', () => {
  const texts = ['2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', '', '2026-11-21T00:00'];
  expect(texts.filter(isCalendarDay)).toEqual(['2024-02-29']);
});
