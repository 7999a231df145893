import { expect, test } from 'vitest';

import { readTruthTable } from '../../platform/server/truth-table.ts';
import { raiseWork, settleWork } from './evidence.ts';
import type { Direction, Finding, Priority } from './finding.ts';
import { breaksHold } from './hold.ts';
import type { Hold, LiveWork, WorkItem } from './item.ts';
import { snoozeWork, waitForWork } from './progress.ts';
import { tickWork } from './tick.ts';
import { finding, opened, settingAt, signal } from './testing.ts';

const rows = readTruthTable('escalation/holds.csv', ['hold', 'held', 'now', 'breaks']);

function findingsOf(cell: string): readonly Finding[] {
  return cell
    .split(';')
    .filter((one) => one !== '')
    .map((one) => {
      const [ruleId = '', direction, priority, magnitude = ''] = one.split(':');
      return finding({
        ruleId,
        direction: direction as Direction,
        priority: Number(priority) as Priority,
        magnitude: Number(magnitude.replace('?', '')),
        unconfirmed: magnitude.endsWith('?'),
      });
    });
}

test('has every row of its truth table', () => {
  expect(rows.length).toBe(26);
});

test.each(rows)('$hold of "$held" with "$now": $breaks', (row) => {
  const type = row.hold as Hold['type'];
  const hold: Hold = { type, reason: 'test', covers: findingsOf(row.held), by: null };
  expect(breaksHold(hold, findingsOf(row.now))).toBe(row.breaks === 'yes');
});

/** Numbers that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One rule that looks both ways, and another. */
const dangers: readonly (readonly [string, Direction])[] = [
  ['glucose', 'high'],
  ['glucose', 'low'],
  ['pressure', 'high'],
];

function randomFindings(random: () => number): readonly Finding[] {
  return dangers
    .filter(() => random() < 0.5)
    .map(([ruleId, direction]) =>
      finding({
        ruleId,
        direction,
        priority: (1 + Math.floor(random() * 4)) as Priority,
        magnitude: Math.floor(random() * 4),
        unconfirmed: random() < 0.2,
      }),
    );
}

/** Snoozes or waits where that is allowed at all; a refusal leaves the item as it is. */
function holdIfAllowed(item: LiveWork, random: () => number, now: string): LiveWork {
  const setting = settingAt(now);
  const until = new Date(setting.now.getTime() + (1 + Math.floor(random() * 60)) * 60_000);
  const request = { until, reason: 'test', version: item.version };
  try {
    const hold = random() < 0.5 ? snoozeWork : waitForWork;
    return hold(item, 'spanish-nurse', request, setting).item;
  } catch {
    return item;
  }
}

/** Written apart from the code under test: what nobody has been shown, or is more than what was shown. */
function isNews(shown: readonly Finding[], now: Finding): boolean {
  const same = shown.find((one) => one.ruleId === now.ruleId && one.direction === now.direction);
  if (!same) return true;
  if (now.priority < same.priority || now.magnitude > same.magnitude) return true;
  return same.unconfirmed && !now.unconfirmed;
}

test('no sequence of snoozes, waits and readings hides what is worse, opposite or critical', () => {
  let hidden = 0;
  let heldSteps = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = randomFrom(seed);
    let minutes = 0;
    const nowOf = () => new Date(Date.UTC(2026, 10, 18, 15, minutes)).toISOString();
    let findings = randomFindings(random);
    let item: LiveWork = opened(findings, settingAt(nowOf()));
    let shown: readonly Finding[] = [];
    for (let step = 0; step < 30; step += 1) {
      minutes += 1 + Math.floor(random() * 20);
      const before: LiveWork = item;
      const choice = random();
      if (choice < 0.4) {
        item = holdIfAllowed(item, random, nowOf());
        if (item !== before) shown = findings;
      } else if (choice < 0.9) {
        findings = randomFindings(random);
        const setting = settingAt(nowOf());
        item = raiseWork(item, signal(findings), setting).item;
        const settled: WorkItem = settleWork(item, findings, setting).item;
        if (settled.state === 'closed') break;
        item = settled;
      } else {
        item = tickWork(item, false, settingAt(nowOf())).item;
      }
      if (item.state === 'open') continue;
      heldSteps += 1;
      const critical = item.state === 'snoozed' && findings.some((one) => one.priority === 1);
      if (critical || findings.some((one) => isNews(shown, one))) hidden += 1;
    }
  }
  expect(hidden).toBe(0);
  // The search must really have held items, or it proves nothing.
  expect(heldSteps).toBeGreaterThan(500);
});
