import { expect, test } from 'vitest';

import type { Alert, AlertMoment } from './alert.ts';
import {
  arbitrate,
  calmAt,
  isFolded,
  isHeldOpen,
  isStorm,
  shownMoment,
  type Arbitration,
} from './arbiter.ts';
import { assess } from './assess.ts';
import { policyProblems } from './check-policy.ts';
import { minuteMs } from './numbers.ts';
import { replay } from './replay.ts';
import { randomCalls } from './testing-course.ts';
import { arbiter, input, noon, reading, shipped } from './testing-notation.ts';
import type { Verdict } from './verdict.ts';

function rank({ ruleId }: Alert, { level }: AlertMoment): number {
  const levels = shipped.newest(ruleId)?.rule.levels ?? [];
  return levels.findIndex((one) => one.id === level);
}

/** Whether what is shown says at least as much as the other moment. */
function saysAsMuch(alert: Alert, shown: AlertMoment, other: AlertMoment): boolean {
  if (shown.priority > other.priority) return false;
  const [own, theirs] = [rank(alert, shown), rank(alert, other)];
  return own < theirs || (own === theirs && shown.score >= other.score);
}

/** What of the alerts after a call is not on the card at least as bad. */
function hidden({ shown }: Arbitration<Alert>, alerts: readonly Alert[]): readonly Alert[] {
  return alerts.filter(
    (alert) =>
      alert.clearedAt === undefined &&
      !shown.some(
        (one) =>
          one.alert.ruleId === alert.ruleId &&
          one.alert.direction === alert.direction &&
          saysAsMuch(alert, one.moment, alert.latest),
      ),
  );
}

test('never hides anything that goes on, nor shows it milder than it is, whatever came before', () => {
  const wrong: unknown[] = [];
  let [merged, opposite] = [0, 0];
  for (const { before, alerts, after } of randomCalls(500, 10)) {
    const all = new Map(alerts);
    for (const { alert } of after.changes) all.set(alert.ruleId, alert);
    const changes = after.changes.map(({ change }) => change);
    const list = [...all.values()];
    const decided = arbitrate(list, changes, arbiter, before.now);
    wrong.push(...hidden(decided, list));
    merged += decided.shown.filter((one) => one.moment !== one.alert.latest).length;
    opposite += new Set(decided.shown.map(({ alert }) => alert.direction)).size > 1 ? 1 : 0;
    // Whatever fired is told; only an end alone is not.
    const fired = changes.some((change) => change !== 'clear');
    if (fired && !decided.raise && list.some((one) => one.clearedAt === undefined)) {
      wrong.push(changes);
    }
  }
  expect(wrong).toEqual([]);
  // All of it happens: repeats merged, and both directions side by side on one card.
  expect(merged).toBeGreaterThan(50);
  expect(opposite).toBeGreaterThan(100);
});

test('a bundle moves findings together and takes none away, and holds one direction only', () => {
  for (const { alerts, after, before } of randomCalls(200, 8, 900)) {
    const all = new Map(alerts);
    for (const { alert } of after.changes) all.set(alert.ruleId, alert);
    const { shown } = arbitrate([...all.values()], ['open'], arbiter, before.now);
    const bundles = Map.groupBy(shown, (one) => one.bundle ?? one.alert.ruleId);
    for (const [, members] of bundles) {
      expect(new Set(members.map(({ alert }) => alert.direction)).size).toBe(1);
    }
    expect([...bundles.values()].flat()).toHaveLength(shown.length);
  }
  expect(policyProblems(arbiter, shipped)).toEqual([]);
  const [first] = arbiter.bundles;
  const mixed = {
    id: 'mixed',
    label: first?.label ?? { en: '', es: '' },
    direction: 'high',
  } as const;
  const wrong = { ...mixed, rules: ['glucose/high', 'glucose/low', 'none/here'] };
  expect(policyProblems({ ...arbiter, bundles: [wrong] }, shipped)).toEqual([
    'glucose/low is not high, as mixed is.',
    'none/here in the bundle mixed is no rule.',
  ]);
});

/** A sensor whose values swing in and out of range, ten minutes each, as episodes. */
function swinging(turns: number): readonly Alert[] {
  const alerts = new Map<string, Alert>();
  const episodes: Alert[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const now = noon + turn * 10 * minuteMs;
    const value = turn % 2 === 0 ? 66 : 90;
    const newReadings = [reading(`glucose ${value} mg/dL`, now, { context: { ketones: 0 } })];
    const { changes } = assess(input({ newReadings, activeAlerts: [...alerts.values()], now }));
    for (const { change, alert } of changes) {
      alerts.set(alert.ruleId, alert);
      if (change === 'open') episodes.push(alert);
    }
  }
  return [...alerts.values()].map((alert) => ({ ...alert, occurrences: episodes.length }));
}

test('an alert that comes and goes is one episode, told as going on until it has been calm', () => {
  const [alert] = swinging(8);
  if (alert?.clearedAt === undefined) throw new Error('It should have cleared last.');
  expect([alert.occurrences, alert.returns.length]).toEqual([1, 3]);
  const { flapping } = arbiter;
  const calm = alert.clearedAt + flapping.calmMinutes * minuteMs;
  expect(calmAt(alert, flapping)).toBe(calm);
  expect([calm - 1, calm].map((now) => isHeldOpen(alert, flapping, now))).toEqual([true, false]);
  const during = arbitrate([alert], ['clear'], arbiter, calm - 1);
  expect(during).toMatchObject({ settle: true, shown: [{ alert: { ruleId: 'glucose/low' } }] });
  expect(arbitrate([alert], ['clear'], arbiter, calm).shown).toEqual([]);
});

test('an alert that cleared once is over at once', () => {
  const [alert] = swinging(2);
  expect(alert?.returns).toEqual([]);
  expect(alert && calmAt(alert, arbiter.flapping)).toBeUndefined();
});

test('what is worse comes through while an alert is held open', () => {
  const [alert] = swinging(8);
  if (alert === undefined) throw new Error('There is none.');
  const now = noon + 81 * minuteMs;
  const newReadings = [reading('glucose 45 mg/dL', now)];
  const [change] = assess(input({ newReadings, activeAlerts: [alert], now })).changes;
  expect(change).toMatchObject({ change: 'worsen', alert: { latest: { level: 'level-2' } } });
  const { shown, raise } = arbitrate(change ? [change.alert] : [], ['worsen'], arbiter, now);
  expect([raise, shown[0]?.moment.priority]).toEqual([true, 'P1']);
});

function moment(minutes: number, priority: 'P1' | 'P3', score: number): AlertMoment {
  const { latest } = swinging(1)[0] ?? {};
  if (latest === undefined) throw new Error('There is none.');
  return { ...latest, at: noon + minutes * minuteMs, priority, score };
}

test('merges a repeat that is no worse for 30 minutes, and shows a lowered value as it is', () => {
  const base = { ruleId: 'glucose/low', direction: 'low', returns: [] } as const;
  const worst = moment(0, 'P3', 0.3);
  const shownAt = (latest: AlertMoment) => shownMoment({ ...base, worst, latest }, arbiter);
  expect(shownAt(moment(29, 'P3', 0.1))).toBe(worst);
  expect(shownAt(moment(30, 'P3', 0.1))).toMatchObject({ score: 0.1 });
  const critical = moment(0, 'P1', 0.3);
  const lowered = moment(10, 'P3', 0.1);
  expect(shownMoment({ ...base, worst: critical, latest: lowered }, arbiter)).toBe(lowered);
});

test('a flood folds what can wait until the same day, and never what is critical or urgent', () => {
  const { storm } = arbiter;
  expect([39, 40].map((opened) => isStorm(opened, 100, storm))).toEqual([false, true]);
  // A large organization opens forty cards every quarter of an hour without any flood.
  expect([40, 500].map((opened) => isStorm(opened, 10_000, storm))).toEqual([false, true]);
  const folded = ([1, 2, 3, 4] as const).map((priority) => isFolded(priority, true));
  expect(folded).toEqual([false, false, true, true]);
  expect(isFolded(4, false)).toBe(false);
});

test('every verdict kept along an episode replays to the very same verdict', () => {
  const stored = new Map<string, Verdict[]>();
  for (const { after } of randomCalls(200, 10, 4_000)) {
    for (const { change, alert, verdict } of after.changes) {
      const kept = change === 'open' ? [] : (stored.get(alert.ruleId) ?? []);
      stored.set(alert.ruleId, [...kept, JSON.parse(JSON.stringify(verdict)) as Verdict]);
      expect(replay(verdict, shipped).outcome).toBe('same');
    }
  }
  const longest = Math.max(...[...stored.values()].map((verdicts) => verdicts.length));
  expect(longest).toBeGreaterThan(2);
  for (const verdict of [...stored.values()].flat()) {
    expect(replay(verdict, shipped).outcome).toBe('same');
  }
});
