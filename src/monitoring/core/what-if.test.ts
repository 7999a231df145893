import { expect, test } from 'vitest';

import { dayMs, minuteMs } from './numbers.ts';
import { noon, profileOf, reading, shipped } from './testing-notation.ts';
import { draftThroughout, inForceThroughout, withLimit } from './what-if-change.ts';
import { differenceOf } from './what-if-difference.ts';
import { simulate, type PatientPast } from './what-if.ts';

const zone = 'America/New_York';
const pressure = inForceThroughout(shipped.contents, 'blood-pressure', noon);

function pastOf(readings: PatientPast['readings']): PatientPast {
  const profile = profileOf('');
  return { profileAt: () => profile, readings, symptoms: [], from: noon - 90 * dayMs, to: noon };
}

const limit = {
  ...{ id: 'own', ruleId: 'blood-pressure/severe', name: 'systolic', unit: 'mm[Hg]' },
  ...{ author: 'Dr. Ríos', reason: 'usual value', effectiveFrom: noon },
};

/** A high value each tenth day, lowered by a second one; `at` is days before noon. */
const highAndRepeated = [80, 70, 60].flatMap((days, place) => [
  reading(`blood-pressure ${182 + 4 * place}/80 mm[Hg]`, noon - days * dayMs),
  reading('blood-pressure 120/80 mm[Hg]', noon - days * dayMs + 5 * minuteMs),
]);

test('raises on the past what assess raises, each alert once, and ends it where it ended', () => {
  const episodes = simulate(pastOf(highAndRepeated), pressure);
  expect(
    episodes.map(({ alert, raisedAt }) => [
      alert.ruleId,
      (noon - raisedAt) / dayMs,
      ((alert.clearedAt ?? 0) - alert.openedAt) / minuteMs,
      alert.worst.priority,
    ]),
  ).toEqual([80, 70, 60].map((days) => ['blood-pressure/severe', days, 5, 'P2']));
});

test('lets the clock run out between readings, at the full minute at which the job looks', () => {
  const lonely = reading('blood-pressure 190/80 mm[Hg]', noon - 5 * dayMs + 12_345);
  const [episode, ...more] = simulate(pastOf([lonely]), pressure);
  expect(more).toEqual([]);
  expect(episode?.alert.latest.level).toBe('unresolved');
  expect(episode?.alert.latest.at).toBe(noon - 5 * dayMs + 16 * minuteMs);
});

test('judges nothing before the stretch begins, but compares with it', () => {
  const weights = [
    reading('weight 80 kg', noon - 91 * dayMs),
    reading('weight 83.5 kg', noon - 89 * dayMs - 60 * minuteMs),
  ];
  const heart = profileOf('flags=heart-failure');
  const past = { ...pastOf(weights), profileAt: () => heart };
  const rules = inForceThroughout(shipped.contents, 'heart-failure-weight', noon);
  const opened = simulate(past, rules).map(({ alert }) => alert.openedAt);
  expect(new Set(opened)).toEqual(new Set([noon - 89 * dayMs - 60 * minuteMs]));
  const later = { ...past, from: noon - 80 * dayMs };
  expect(simulate(later, rules)).toEqual([]);
});

test('tells which alerts a higher limit takes away and which a lower one brings', () => {
  const past = pastOf(highAndRepeated);
  const asIs = simulate(past, pressure);
  const higher = simulate(withLimit(past, { ...limit, value: 188 }), pressure);
  const less = differenceOf(asIs, higher, zone);
  expect([less.asIs, less.changed, less.gone, less.new]).toEqual([3, 1, 2, 0]);
  expect(less.days).toEqual([
    { day: '2026-09-01', asIs: 1, changed: 0 },
    { day: '2026-09-11', asIs: 1, changed: 0 },
    { day: '2026-09-21', asIs: 1, changed: 1 },
  ]);
  const more = differenceOf(higher, asIs, zone);
  expect([more.asIs, more.changed, more.gone, more.new]).toEqual([1, 3, 0, 2]);
});

test('tells another urgency, and counts add up whatever overlaps', () => {
  const past = pastOf(highAndRepeated);
  const [content] = pressure.contents;
  if (content === undefined) throw new Error('No protocol.');
  const rules = content.definition.rules.map((rule) => ({
    ...rule,
    levels: rule.levels.map((level) => ({ ...level, priority: 'P1' as const })),
  }));
  const definition = { ...content.definition, rules: rules as typeof content.definition.rules };
  const urgent = simulate(past, draftThroughout({ ...content, definition }));
  const difference = differenceOf(simulate(past, pressure), urgent, zone);
  expect([difference.asIs, difference.priority, difference.changed]).toEqual([3, 3, 3]);
  for (const value of [100, 125, 150, 183, 187, 250]) {
    const other = simulate(withLimit(past, { ...limit, value }), pressure);
    const { asIs, gone, changed, ...rest } = differenceOf(urgent, other, zone);
    expect(asIs - gone + rest.new).toBe(changed);
  }
});
