import { expect, test } from 'vitest';

import { generateDemonstration } from './population.ts';
import { stories } from './stories.ts';

const now = Date.UTC(2026, 10, 21, 15, 0, 0);

test('the same seed and moment invent the same demonstration', () => {
  expect(generateDemonstration(7, now)).toEqual(generateDemonstration(7, now));
});

test('about 250 people, 60 % of them Spanish-speaking, over two practices, with 90 days of readings', () => {
  const { patients } = generateDemonstration(7, now);
  const spanish = patients.filter((patient) => patient.language === 'es').length;
  const oldest = Math.min(
    ...patients.flatMap((patient) => patient.readings.map((reading) => reading.at)),
  );
  expect(patients).toHaveLength(250);
  expect(spanish / patients.length).toBeCloseTo(0.6, 2);
  expect(new Set(patients.map((patient) => patient.practice))).toEqual(new Set([0, 1]));
  expect((now - oldest) / 86_400_000).toBeGreaterThan(88);
});

test('every story is told once and no reading lies in the future', () => {
  const { patients } = generateDemonstration(7, now);
  const told = patients.flatMap((patient) => patient.story ?? []);
  expect(told.toSorted()).toEqual(stories.map((story) => story.key).toSorted());
  expect(
    patients.flatMap((patient) => patient.readings).filter((reading) => reading.at > now),
  ).toEqual([]);
});

test('source ids are unique within a person', () => {
  for (const patient of generateDemonstration(7, now).patients) {
    expect(new Set(patient.readings.map((reading) => reading.id)).size).toBe(
      patient.readings.length,
    );
  }
});
