import { expect, test } from 'vitest';

import { shipped } from './testing-notation.ts';
import { editProtocol, nextOwnVersion, versionText, type LevelEdit } from './what-if-edit.ts';

function protocolOf(id: string) {
  const content = shipped.contents.find(({ definition }) => definition.id === id);
  if (content === undefined) throw new Error(`There is no protocol ${id}.`);
  return content.definition;
}

const pressure = protocolOf('blood-pressure');
const glucose = protocolOf('glucose');

function systolic(value: number, unit = 'mm[Hg]') {
  return [{ name: 'systolic', thresholds: [{ value, unit }] }];
}

function low(mgdl: number, mmol: number): LevelEdit {
  const thresholds = [
    { value: mgdl, unit: 'mg/dL' },
    { value: mmol, unit: 'mmol/L' },
  ];
  return { rule: 'low', level: 'level-1', limits: [{ name: 'level-1', thresholds }] };
}

test('changes the figures, persistence and urgency of a level, and nothing else', () => {
  const edited = editProtocol(pressure, [
    {
      rule: 'stage-2',
      level: 'repeated',
      priority: 'P2',
      limits: systolic(150),
      pattern: { count: 4 },
    },
  ]);
  if (!edited.ok) throw new Error(edited.problem);
  const [before, after] = [pressure, edited.protocol].map((one) =>
    one.rules.find(({ id }) => id === 'stage-2'),
  );
  expect(after?.levels[0]).toEqual({
    ...before?.levels[0],
    priority: 'P2',
    limits: before?.levels[0]?.limits.map((limit) =>
      limit.name === 'systolic'
        ? { ...limit, thresholds: [{ value: 150, unit: 'mm[Hg]' }] }
        : limit,
    ),
    pattern: { pattern: 'count', count: 4, apartMinutes: 60, withinHours: 168 },
  });
  const rest = (one: typeof pressure) => one.rules.filter(({ id }) => id !== 'stage-2');
  expect(rest(edited.protocol)).toEqual(rest(pressure));
});

test('changes the times of a confirmation and the urgency of its stages; the words to the patient stay', () => {
  const confirm = { withinMinutes: 10, priorities: { unresolved: 'P1' as const } };
  const edited = editProtocol(pressure, [{ rule: 'severe', level: 'awaiting-recheck', confirm }]);
  if (!edited.ok) throw new Error(edited.problem);
  const [before, after] = [pressure, edited.protocol].map(
    (one) => one.rules.find(({ id }) => id === 'severe')?.levels[0]?.confirm,
  );
  expect(before?.unresolved.priority).not.toBe('P1');
  expect(after).toEqual({
    ...before,
    withinMinutes: 10,
    unresolved: { ...before?.unresolved, priority: 'P1' },
  });
});

const refused: readonly (readonly [string, LevelEdit, string])[] = [
  ['a rule that is not there', { rule: 'none', level: 'repeated' }, 'unknown'],
  ['a level that is not there', { rule: 'stage-2', level: 'none' }, 'unknown'],
  [
    'a unit that is not published',
    { rule: 'stage-2', level: 'repeated', limits: systolic(15, 'kPa') },
    'unknown',
  ],
  [
    'persistence where there is none',
    { rule: 'severe', level: 'awaiting-recheck', pattern: { count: 2 } },
    'unknown',
  ],
  [
    'a confirmation where there is none',
    { rule: 'stage-2', level: 'repeated', confirm: { withinMinutes: 10 } },
    'unknown',
  ],
  [
    'a time that a confirmation does not have',
    { rule: 'severe', level: 'awaiting-recheck', confirm: { treatWithinMinutes: 10 } },
    'unknown',
  ],
  [
    'a confirmation that leaves no time for a second value',
    { rule: 'severe', level: 'awaiting-recheck', confirm: { afterMinutes: 15 } },
    'unusable',
  ],
  [
    'a confirmed value that is less urgent than the first one',
    {
      ...{ rule: 'severe', level: 'awaiting-recheck' },
      confirm: { priorities: { confirmed: 'P3' } },
    },
    'levels-out-of-order',
  ],
  ['nothing', { rule: 'stage-2', level: 'repeated', limits: systolic(140) }, 'nothing-changes'],
];

test.each(refused)('refuses %s', (_name, edit, problem) => {
  expect(editProtocol(pressure, [edit])).toMatchObject({ ok: false, problem });
});

test('refuses one limit that says different things in its units, but not what rounding explains', () => {
  expect(editProtocol(glucose, [low(75, 4.2)]).ok).toBe(true);
  expect(editProtocol(glucose, [low(75, 3.9)])).toMatchObject({ problem: 'units-disagree' });
  const half = {
    ...low(75, 4.2),
    limits: [{ name: 'level-1', thresholds: [{ value: 75, unit: 'mg/dL' }] }],
  };
  expect(editProtocol(glucose, [half])).toMatchObject({ problem: 'unknown' });
});

test('refuses a worse level that begins before a milder one', () => {
  expect(editProtocol(glucose, [low(50, 2.8)])).toMatchObject({ problem: 'levels-out-of-order' });
});

test('counts the own versions of an organization above the shipped one they began from', () => {
  expect([1, 1_001, 2, 2_001].map(nextOwnVersion)).toEqual([1_001, 1_002, 2_001, 2_002]);
  expect([1, 1_001, 1_002, 2_013].map(versionText)).toEqual(['1', '1.1', '1.2', '2.13']);
});

test('takes a change of one time of every confirmation that is shipped', () => {
  const confirmed = shipped.contents.flatMap(({ definition }) =>
    definition.rules.flatMap(({ id, levels }) =>
      levels.flatMap(({ id: level, confirm }) => {
        if (confirm === undefined) return [];
        const edit = { rule: id, level, confirm: { withinMinutes: confirm.withinMinutes + 1 } };
        return [[`${definition.id}/${id}`, editProtocol(definition, [edit]).ok] as const];
      }),
    ),
  );
  expect(confirmed.length).toBeGreaterThan(5);
  expect(confirmed.filter(([, ok]) => !ok)).toEqual([]);
});
