import { expect, test } from 'vitest';

import { policyInForce } from '../server/policies.ts';
import { hourMs } from './numbers.ts';
import {
  chanceOfAtLeast,
  findOutages,
  isCovered,
  silenceProblems,
  standardCadence,
  type Heard,
} from './silence.ts';
import { noon } from './testing-notation.ts';

const policy = policyInForce('silence', noon);
const cadenceOf = () => ({ everyHours: 24, silentAfterHours: 72 });

/** So many patients of a source who were heard so many hours ago. */
function heard(count: number, hoursAgo: number, source: string, vendor = 'tenovi'): Heard[] {
  return Array.from({ length: count }, (_, n) => ({
    patientId: `${source} ${hoursAgo} ${n}`,
    ...{ kind: 'weight', at: noon - hoursAgo * hourMs, source, vendor },
  }));
}

function outagesOf(rows: readonly Heard[], known: Parameters<typeof findOutages>[2] = []) {
  return findOutages(rows, cadenceOf, known, policy, noon).map(
    ({ scope, name, overdue, expected }) => `${scope} ${name} ${overdue}/${expected}`,
  );
}

test.each([
  [1, 1, 0.5, 0.5],
  [0, 10, 0.15, 1],
  [5, 5, 0.15, 0.15 ** 5],
  [2, 3, 0.5, 0.5],
  [300, 1_000, 0.15, 0],
])('chance of at least %d of %d at %d is %d', (count, of, each, expected) => {
  expect(chanceOfAtLeast(count, of, each)).toBeCloseTo(expected, 10);
});

test('a hundred patients of one source who fall silent together are one outage', () => {
  expect(outagesOf([...heard(96, 40, 'gateway'), ...heard(4, 2, 'gateway')])).toEqual([
    'source gateway 96/100',
  ]);
});

test('single lapses among many who send are no outage', () => {
  expect(outagesOf([...heard(15, 40, 'gateway'), ...heard(85, 5, 'gateway')])).toEqual([]);
});

test('the few patients of a small source are called, because chance could explain them', () => {
  expect(outagesOf(heard(4, 40, 'small'))).toEqual([]);
});

test('over night, nobody who measures once a day is missed', () => {
  expect(outagesOf(heard(200, 30, 'gateway'))).toEqual([]);
});

test('those who were silent long before do not make an outage', () => {
  expect(outagesOf([...heard(60, 200, 'gateway'), ...heard(40, 3, 'gateway')])).toEqual([]);
});

test('all sources of one vendor silent is an outage of the vendor, told once', () => {
  const rows = [...heard(30, 45, 'account-1'), ...heard(30, 45, 'account-2')];
  expect(outagesOf(rows)).toEqual(['vendor tenovi 60/60']);
  const one = [...heard(30, 45, 'account-1'), ...heard(30, 5, 'account-2')];
  expect(outagesOf(one)).toEqual(['source account-1 30/30']);
});

test('an outage lasts as long as its patients are silent, however long that is', () => {
  const rows = heard(50, 24 * 9, 'gateway');
  expect(outagesOf(rows)).toEqual([]);
  const known = { scope: 'source', name: 'gateway', referenceAt: noon - 24 * 9 * hourMs } as const;
  expect(outagesOf(rows, [known])).toEqual(['source gateway 50/50']);
});

test('it is over when most are heard again, and who is still silent is no longer covered', () => {
  const rows = [...heard(10, 24 * 9, 'gateway'), ...heard(40, 1, 'gateway')];
  const known = { scope: 'source', name: 'gateway', referenceAt: noon - 24 * 9 * hourMs } as const;
  expect(outagesOf(rows, [known])).toEqual([]);
  const [silent] = rows;
  expect(silent && isCovered(silent, [])).toBe(false);
  expect(silent && isCovered(silent, [known])).toBe(true);
});

test.each([
  [[], 'weight', 72, null],
  [['rpm'], 'weight', 72, 'rpm'],
  [['ccm'], 'weight', 72, null],
  [['rpm', 'tcm'], 'weight', 48, 'tcm'],
  [['tcm', 'rpm'], 'weight', 48, 'tcm'],
  [['tcm'], 'temperature', 72, null],
] as const)('programs %s expect %s within %d h, by %s', (programs, kind, silentAfterHours, by) => {
  expect(standardCadence(policy, programs, kind)).toEqual({
    ...{ kind, everyHours: 24, silentAfterHours, program: by },
  });
});

test('says what contradicts the programs there are, or is told before it is due', () => {
  expect(silenceProblems(policy, new Set(['rpm', 'tcm']))).toEqual([]);
  expect(silenceProblems(policy, new Set(['rpm']))).toEqual(['tcm is no program.']);
  const early = { kind: 'weight', everyHours: 24, silentAfterHours: 12 } as const;
  const wrong = { ...policy, programs: [{ program: 'rpm', expected: [early] }] };
  expect(silenceProblems(wrong, new Set(['rpm']))).toEqual(['weight is told before it is due.']);
});
