import { expect, test } from 'vitest';
import type { AlertChange } from './alert.ts';
import { assess } from './assess.ts';
import { readingKey } from './evidence-reading.ts';
import { historyNeeded } from './history.ts';
import { lateReason } from './lateness.ts';
import { areAllQuiet } from './quiet-path.ts';
import { replay } from './replay.ts';
import { randomCalls } from './testing-course.ts';
import { pick, randomProfile, randomReading, seeded } from './testing-generator.ts';
import { input, noon, shipped } from './testing-notation.ts';
import type { Verdict } from './verdict.ts';

test('replays every verdict of every rule from its own evidence, through JSON, to the very same verdict', () => {
  const fired = new Set<string>();
  const notSame: Verdict[] = [];
  let verdictCount = 0;
  for (const { before } of randomCalls(250, 6)) {
    for (const verdict of assess({ ...before, detail: 'all' }).verdicts) {
      const stored = JSON.parse(JSON.stringify(verdict)) as Verdict;
      if (replay(stored, shipped).outcome !== 'same') notSame.push(stored);
      if (verdict.state === 'fires') fired.add(verdict.ruleId);
      verdictCount += 1;
    }
  }
  const rules = shipped.contents.flatMap(({ definition }) =>
    definition.rules.map((rule) => `${definition.id}/${rule.id}`),
  );
  expect(notSame).toEqual([]);
  expect([...fired].toSorted()).toEqual(rules.toSorted());
  expect(verdictCount).toBeGreaterThan(5_000);
});

test('takes the quiet path only where the full judgement finds nothing but clear', () => {
  const random = seeded(7);
  const quiet: ReturnType<typeof assess>[] = [];
  for (let round = 0; round < 6_000; round += 1) {
    const profile = { ...randomProfile(random), limits: [] };
    const before = input({
      profile,
      newReadings: [randomReading(random, noon, pick(random, [1, 30]))],
    });
    const full = assess({ ...before, detail: 'all' });
    if (areAllQuiet(before, shipped.at(noon))) quiet.push(full);
    const verdicts = full.verdicts.filter(({ state }) => state === 'fires' || state === 'unknown');
    expect(assess(before)).toEqual({ ...full, verdicts });
  }
  const states = quiet.flatMap(({ verdicts }) => verdicts.map(({ state }) => state));
  expect(new Set(states)).toEqual(new Set(['clear', 'not-applicable']));
  expect(quiet.flatMap(({ changes, late }) => [...changes, ...late])).toEqual([]);
  // Few are quiet here: values are drawn near the limits, and patients with every flag.
  expect(quiet.length).toBeGreaterThan(600);
});

test('never opens, worsens or clears an alert by a reading older than the newest judged, or over a day old', () => {
  let lateCount = 0;
  for (const { before } of randomCalls(300, 6)) {
    const late = before.newReadings.filter((reading) => {
      const newest = before.newestJudgedAt[reading.kind];
      return lateReason(reading, newest, before.now) !== undefined;
    });
    const onlyLate = { ...before, newReadings: late, newSymptoms: [], expectedKinds: [] };
    const byClockAlone = assess({ ...onlyLate, newReadings: [] });
    const assessed = assess(onlyLate);
    expect(assessed.changes).toEqual(byClockAlone.changes);
    expect(new Set(assessed.late.map(({ key }) => key))).toEqual(new Set(late.map(readingKey)));
    lateCount += late.length;
  }
  expect(lateCount).toBeGreaterThan(200);
});

test('clears an alert only by a trustworthy newer reading or a rule that no longer applies, and never what a person must end', () => {
  const clears: AlertChange[] = [];
  for (const { after } of randomCalls(400, 6, 500)) {
    clears.push(...after.changes.filter(({ change }) => change === 'clear'));
  }
  const wrong = clears.filter(({ verdict, alert }) => {
    const { reading } = verdict.evidence;
    const trusted = reading?.standing === 'accepted' && reading.trust !== 'clock-suspect';
    // Silence is broken by any reading of the kind; the clock then only says so.
    const heard = reading === undefined && verdict.evidence.newestAt !== undefined;
    const cleared = verdict.state === 'clear' && (trusted || heard);
    const rightly = verdict.state === 'not-applicable' || cleared;
    return !rightly || alert.needsPerson;
  });
  expect(wrong).toEqual([]);
  expect(clears.length).toBeGreaterThan(50);
});

test('says nothing about alerts when nothing is new and no time has run out', () => {
  for (const { before } of randomCalls(200, 5)) {
    const due = before.activeAlerts.some(
      ({ recheck }) => recheck !== undefined && recheck.recheckDueAt <= before.now,
    );
    const idle = { ...before, newReadings: [], newSymptoms: [], expectedKinds: [] };
    const { changes } = assess(idle);
    expect(changes.length > 0 && !due).toBe(false);
  }
});

test('gives the same result from the history that was asked for as from all of it', () => {
  for (const { before, after } of randomCalls(300, 5)) {
    const needs = historyNeeded(before);
    const asked = before.history.filter((reading) =>
      needs.some(({ kind, sinceMs }) => reading.kind === kind && reading.at >= sinceMs),
    );
    expect(assess({ ...before, history: asked })).toEqual(after);
  }
});

test('says the same whatever the order in which readings come in one call', () => {
  for (const { before, after } of randomCalls(300, 5)) {
    const newReadings = before.newReadings.toReversed();
    expect(assess({ ...before, newReadings }).changes).toEqual(after.changes);
  }
});

test('keeps the worst moment of an episode whatever comes after', () => {
  let continued = 0;
  for (const { alerts, after } of randomCalls(300, 8)) {
    for (const { change, alert } of after.changes) {
      const earlier = alerts.get(alert.ruleId);
      const again = change !== 'open' && earlier !== undefined && earlier.clearedAt === undefined;
      const worst = again ? rank(earlier.ruleId, earlier.worst.level) : Number.POSITIVE_INFINITY;
      expect(rank(alert.ruleId, alert.worst.level)).toBeLessThanOrEqual(worst);
      continued += again ? 1 : 0;
    }
  }
  expect(continued).toBeGreaterThan(100);
});

function rank(ruleId: string, levelId: string): number {
  const levels = shipped.newest(ruleId)?.rule.levels ?? [];
  return levels.findIndex((level) => level.id === levelId);
}
