import { expect, test } from 'vitest';
import type { Reading } from '../../vitals/core/reading.ts';
import type { Alert } from './alert.ts';
import { assess } from './assess.ts';
import type { AssessInput } from './assessment.ts';
import { historyNeeded } from './history.ts';
import { judgedInstant } from './lateness.ts';
import { dayMs, hourMs, minuteMs } from './numbers.ts';
import type { PatientLimit } from './profile.ts';
import {
  changeNote,
  input,
  noon,
  profileOf,
  reading,
  readingsBefore,
  verdictNote,
} from './testing-notation.ts';

const minutes = (count: number) => noon + count * minuteMs;
const told = { context: { symptoms: 'none', ketones: 0 } };

/** Changes of one call, as notes. */
function changes(more: Partial<AssessInput>): readonly string[] {
  return assess(input(more)).changes.map(changeNote).toSorted();
}

function alertsAfter(newReadings: readonly Reading[], more: Partial<AssessInput> = {}): Alert[] {
  return assess(input({ newReadings, ...more })).changes.map(({ alert }) => alert);
}

const lowOxygen = alertsAfter([reading('spo2 93 %', noon, told)]);

test('opens one alert per rule and gathers what follows on it, keeping the worst', () => {
  const [alert] = alertsAfter(
    [89, 93, 91].map((value, index) => reading(`spo2 ${value} %`, minutes(index), told)),
    { activeAlerts: lowOxygen, now: minutes(3) },
  );
  expect(alert).toMatchObject({
    occurrences: 3,
    openedAt: noon,
    latest: { level: 'urgent', at: minutes(2), finding: { values: [91] } },
    worst: { level: 'emergency', at: minutes(0), priority: 'P1', finding: { values: [89] } },
  });
});

test.each([
  ['a worse level', 'spo2 91 %', 'worsen spo2/low:urgent P2'],
  ['the same value again', 'spo2 93 %', 'repeat spo2/low:review P3'],
  ['a better value that is still low', 'spo2 94 %', 'repeat spo2/low:review P3'],
  ['a normal value', 'spo2 97 %', 'clear spo2/low:review P3'],
])('with an alert at 93 %%, %s: %s → %s', (_, text, expected) => {
  const newReadings = [reading(text, minutes(5), told)];
  expect(changes({ newReadings, activeAlerts: lowOxygen, now: minutes(5) })).toEqual([expected]);
});

test('calls a worse value of the same level worse, so that a snooze does not hide it', () => {
  const low = alertsAfter([reading('glucose 52 mg/dL', noon, told)]);
  const newReadings = [reading('glucose 45 mg/dL', minutes(5), told)];
  expect(changes({ newReadings, activeAlerts: low, now: minutes(5) })).toEqual([
    'worsen glucose/low:level-2-confirmed P1',
  ]);
});

test('keeps high and low apart: a low value opens its own alert beside a high one', () => {
  const high = alertsAfter([reading('glucose 420 mg/dL', noon, told)]);
  const newReadings = [reading('glucose 45 mg/dL', minutes(10), told)];
  const { changes: found } = assess(input({ newReadings, activeAlerts: high, now: minutes(10) }));
  expect(found.map((change) => [changeNote(change), change.alert.direction])).toEqual([
    ['open glucose/low:level-2 P1', 'low'],
    ['clear glucose/high:very-high P2', 'high'],
  ]);
});

test('keeps the episode with its worst value when it clears', () => {
  const newReadings = [reading('spo2 97 %', minutes(5), told)];
  const [alert] = alertsAfter(newReadings, { activeAlerts: lowOxygen, now: minutes(5) });
  expect(alert).toMatchObject({ clearedAt: minutes(5), worst: { finding: { values: [93] } } });
});

test('goes on with the same episode within 30 minutes of clearing, and begins another after', () => {
  const cleared = alertsAfter([reading('spo2 97 %', minutes(5), told)], {
    activeAlerts: lowOxygen,
    now: minutes(5),
  });
  const again = (at: number) =>
    alertsAfter([reading('spo2 93 %', minutes(at), told)], {
      activeAlerts: cleared,
      now: minutes(at),
    });
  expect(again(34)).toMatchObject([{ openedAt: noon, occurrences: 2 }]);
  expect(again(34)[0]).not.toHaveProperty('clearedAt');
  expect(again(35)).toMatchObject([{ openedAt: minutes(35), occurrences: 1 }]);
});

test('draws an alert that rises and ends within one call together', () => {
  const values = [92, 97, 93, 97];
  const newReadings = values.map((value, index) =>
    reading(`spo2 ${value} %`, minutes(index * 5 - 30), told),
  );
  expect(changes({ newReadings })).toEqual(['clear spo2/low:review P3', 'open spo2/low:review P3']);
});

test.each([
  ['over 24 hours old', -25 * hourMs, {}, 'over-24-hours'],
  ['older than the newest judged', -hourMs, { spo2: noon - minuteMs }, 'older-than-newest'],
] as const)('keeps a reading %s without alarm and says so', (_, ago, newestJudgedAt, reason) => {
  const late = reading('spo2 85 %', noon + ago, told);
  const assessment = assess(input({ newReadings: [late], newestJudgedAt }));
  expect(assessment).toEqual({
    verdicts: [],
    changes: [],
    proposals: [],
    late: [
      { key: `spo2|${late.at}|${late.sourceId}`, kind: 'spo2', at: late.at, reason, quiet: false },
    ],
  });
});

test('says of a late reading with a normal value that nobody need look', () => {
  const late = reading('spo2 97 %', noon - 2 * dayMs, told);
  const plain = reading('heart-rate 70 /min', noon - 2 * dayMs);
  const { late: found } = assess(input({ newReadings: [late, plain] }));
  // Told symptoms are judged only in full: the answer is on the side of looking.
  expect(found.map(({ kind, quiet }) => [kind, quiet])).toEqual([
    ['heart-rate', true],
    ['spo2', false],
  ]);
});

test('does not let a normal reading that is older than the alert clear it', () => {
  const newReadings = [reading('spo2 98 %', minutes(-30), told)];
  const assessment = assess(
    input({ newReadings, activeAlerts: lowOxygen, newestJudgedAt: { spo2: noon } }),
  );
  expect(assessment.changes).toEqual([]);
});

test('alerts on an unconfirmed critical value, marked so, and lets an unconfirmed normal one clear nothing', () => {
  const doubtful = { ...told, standing: 'unconfirmed' } as const;
  const [alert] = alertsAfter([reading('spo2 76 %', noon, doubtful)]);
  expect(alert?.latest).toMatchObject({ priority: 'P1', finding: { unconfirmed: true } });
  const normal = [reading('spo2 97 %', minutes(5), doubtful)];
  const { verdicts, changes: found } = assess(
    input({ newReadings: normal, activeAlerts: lowOxygen, now: minutes(5) }),
  );
  expect(found).toEqual([]);
  expect(verdicts.map(verdictNote)).toEqual(['?spo2/low confirmation']);
});

test('a device that lives in the future alarms, reassures nobody and does not make later readings late', () => {
  const ahead = { ...told, trust: 'clock-suspect', standing: 'unconfirmed' } as const;
  const future = reading('spo2 88 %', noon + dayMs, ahead);
  expect(changes({ newReadings: [future] })).toEqual(['open spo2/low:emergency P1']);
  expect(judgedInstant(future, noon)).toBeUndefined();
  expect(judgedInstant(reading('spo2 97 %', minutes(5)), noon)).toBe(noon);
});

test('merges the pulse of cuff, oximeter and heart-rate monitor into one series, the newest deciding', () => {
  const fast = alertsAfter([reading('blood-pressure 120/70/135 mm[Hg]', noon, told)]);
  expect(fast).toMatchObject([{ ruleId: 'heart-rate/high', kind: 'heart-rate' }]);
  const newReadings = [reading('spo2 97/80 %', minutes(5), told)];
  expect(changes({ newReadings, activeAlerts: fast, now: minutes(5) })).toEqual([
    'clear heart-rate/high:emergency P1',
  ]);
  const older = [reading('spo2 97/80 %', minutes(-5), told)];
  const newestJudgedAt = { 'blood-pressure': noon };
  expect(changes({ newReadings: older, activeAlerts: fast, newestJudgedAt })).toEqual([]);
});

test('what needed help is ended by a person, not by a normal reading', () => {
  const helped = alertsAfter([
    reading('glucose 110 mg/dL', noon, { context: { symptoms: 'needed-assistance', ketones: 0 } }),
  ]);
  expect(helped).toMatchObject([{ ruleId: 'glucose/assistance', needsPerson: true }]);
  const newReadings = [reading('glucose 120 mg/dL', minutes(300), told)];
  expect(changes({ newReadings, activeAlerts: helped, now: minutes(300) })).toEqual([]);
});

test('takes symptoms told by phone into account for the reading they belong to', () => {
  const spo2 = reading('spo2 92 %', noon);
  const first = assess(input({ newReadings: [spo2] }));
  expect(first.verdicts.map((verdict) => [verdictNote(verdict), verdict.missing])).toEqual([
    ['spo2/low:urgent', ['symptoms']],
  ]);
  const answer = { at: minutes(4), present: ['shortness-of-breath' as const], sourceId: 'call/1' };
  const next = {
    newSymptoms: [answer],
    history: [spo2],
    activeAlerts: first.changes.map(({ alert }) => alert),
    newestJudgedAt: { spo2: noon },
    now: minutes(4),
  };
  expect(changes(next)).toEqual(['worsen spo2/low:emergency-with-symptoms P1']);
  expect(historyNeeded(input(next))).toContainEqual({ kind: 'spo2', sinceMs: minutes(4 - 60) });
});

test('raises help that somebody told of without any reading', () => {
  const answer = { at: noon, present: ['needed-assistance' as const], sourceId: 'call/1' };
  expect(changes({ newSymptoms: [answer] })).toEqual(['open glucose/assistance:level-3 P1']);
});

test('raises silence after three days, counts from the newest reading and ends with the next', () => {
  const expectedKinds = ['weight'] as const;
  const silentFor = (hours: number) => ({
    expectedKinds,
    newestJudgedAt: { weight: noon - hours * hourMs },
    profile: profileOf('flags=heart-failure'),
  });
  expect(changes(silentFor(71.9))).toEqual([]);
  expect(changes(silentFor(72))).toEqual([
    'open heart-failure-weight/data-gap:data-gap P4',
    'open silence/weight:patient P4',
  ]);
  const silent = assess(input(silentFor(72))).changes.map(({ alert }) => alert);
  const newReadings = [reading('weight 180 [lb_av]', minutes(1))];
  const history = readingsBefore('-20h weight 180 [lb_av]');
  expect(
    changes({
      ...silentFor(72),
      expectedKinds: [],
      newReadings,
      history,
      activeAlerts: silent,
      now: minutes(1),
    }),
  ).toEqual(['clear heart-failure-weight/data-gap:data-gap P4', 'clear silence/weight:patient P4']);
});

test('says that a silent patient was never heard instead of calling it normal', () => {
  const { verdicts } = assess(input({ expectedKinds: ['spo2'] }));
  expect(verdicts.map(verdictNote)).toEqual(['?silence/spo2 any-reading']);
});

test('ends the alert of a rule that no longer applies when the next reading comes', () => {
  const adult = alertsAfter([reading('blood-pressure 190/110 mm[Hg]', noon, told)]);
  const newReadings = [reading('blood-pressure 150/95 mm[Hg]', minutes(5), told)];
  const profile = profileOf('flags=pregnant-or-postpartum');
  expect(changes({ newReadings, activeAlerts: adult, profile, now: minutes(5) })).toEqual([
    'clear blood-pressure/severe:awaiting-recheck P2',
  ]);
});

test('proposes a better personal best and does not put it in place', () => {
  const blow = reading('peak-flow 450 L/min');
  const { proposals } = assess(
    input({ newReadings: [blow], profile: profileOf('personalBestPeakFlow=400') }),
  );
  expect(proposals).toEqual([
    {
      fact: 'personalBestPeakFlow',
      value: 450,
      readingKey: `peak-flow|${blow.at}|${blow.sourceId}`,
    },
  ]);
});

function limitOf(id: string, value: number, from: number, to?: number): PatientLimit {
  return {
    id,
    ruleId: 'spo2/low',
    name: 'review',
    value,
    unit: '%',
    author: 'clinician',
    reason: 'usual value',
    effectiveFrom: from,
    ...(to === undefined ? {} : { effectiveTo: to }),
  };
}

test('uses the limit that is in force at the time, the later of two', () => {
  const profile = profileOf('');
  const limits = [
    limitOf('over', 90, noon - 9 * dayMs, noon),
    limitOf('older', 92, noon - 5 * dayMs),
    limitOf('newer', 93, noon - dayMs),
    limitOf('future', 99, noon + minuteMs),
  ];
  const newReadings = [reading('spo2 93 %', noon, told)];
  const { verdicts } = assess(
    input({ newReadings, profile: { ...profile, limits }, detail: 'all' }),
  );
  const verdict = verdicts.find(({ ruleId }) => ruleId === 'spo2/low');
  expect(verdict).toMatchObject({
    state: 'clear',
    limits: [{ name: 'review', value: 93, origin: { from: 'patient', limitId: 'newer' } }],
  });
});

test('asks for what a told symptom can bring up again: the reading near it and what that looks back on', () => {
  const answer = { at: noon, present: ['vomiting' as const], sourceId: 'call/1' };
  expect(historyNeeded(input({ newSymptoms: [answer] }))).toContainEqual({
    kind: 'glucose',
    sinceMs: noon - 2 * hourMs - 48 * hourMs,
  });
});

test('keeps the reading that broke the row as evidence', () => {
  const history = readingsBefore('-20m glucose 75 mg/dL; -40m glucose 62 mg/dL');
  const { verdicts } = assess(input({ newReadings: [reading('glucose 65 mg/dL')], history }));
  expect(verdicts[0]?.evidence.earlier.map(({ values }) => values)).toEqual([{ value: 75 }]);
});

test('asks for no history for normal values, and for a week of weights', () => {
  const normal = ['blood-pressure 124/78/70 mm[Hg]', 'glucose 110 mg/dL', 'spo2 97 %'].map((text) =>
    reading(text),
  );
  expect(historyNeeded(input({ newReadings: normal }))).toEqual([]);
  const profile = profileOf('flags=heart-failure');
  expect(historyNeeded(input({ profile, newReadings: [reading('weight 80 kg')] }))).toEqual([
    { kind: 'weight', sinceMs: noon - 7 * dayMs },
  ]);
});
