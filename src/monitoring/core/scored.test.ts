import { expect, test } from 'vitest';
import { readTruthTable } from '../../platform/server/truth-table.ts';
import type { Reading } from '../../vitals/core/reading.ts';
import { assess } from './assess.ts';
import { explain } from './explanation.ts';
import { minuteMs } from './numbers.ts';
import { replay } from './replay.ts';
import { scoreAt, scoreLevel } from './scored.ts';
import { changeNote, input, noon, profileOf, reading, shipped } from './testing-notation.ts';

function news2() {
  const found = shipped.newest('news2/score');
  if (found?.rule.operator !== 'score') throw new Error('There is no NEWS2.');
  return { rule: found.rule, protocol: found.protocol };
}

const columns = [
  ...(['respiratoryRate', 'spo2', 'scale', 'oxygen', 'systolic', 'pulse'] as const),
  ...(['consciousness', 'temperature', 'score', 'atLeast', 'level', 'missing'] as const),
];
const rows = readTruthTable('metrics/news2.csv', columns);

/** A value as "16@61": 61 minutes old. */
function told(text: string, form: (value: string) => Reading): readonly Reading[] {
  const [value = '', minutes = '0'] = text.split('@');
  if (value === '') return [];
  const one = form(value);
  return [{ ...one, at: noon - Number(minutes) * minuteMs }];
}

test('has 40 rows', () => {
  expect(rows).toHaveLength(40);
});

test.each(rows.map((row, index) => [index + 1, row] as const))('row %i: %o', (_, row) => {
  const { rule, protocol } = news2();
  const oxygen = row.oxygen === '' ? {} : { context: { oxygen: row.oxygen === 'air' ? 'air' : 2 } };
  const carrier = reading('weight 80 kg');
  const readings = [
    ...told(row.respiratoryRate, (value) => reading(`respiratory-rate ${value} /min`)),
    ...told(row.spo2, (value) => reading(`spo2 ${value} %`)),
    ...told(row.systolic, (value) => reading(`blood-pressure ${value}/70 mm[Hg]`)),
    ...told(row.pulse, (value) => reading(`heart-rate ${value} /min`)),
    ...told(row.temperature, (value) => reading(`temperature ${value} Cel`)),
    ...told(row.consciousness, (value) => ({ ...carrier, context: { consciousness: value } })),
    ...(row.oxygen === '' ? [] : [reading('weight 80 kg', noon, oxygen)]),
  ];
  const flags = new Set(row.scale === '2' ? ['spo2-scale-2'] : []);
  const found = scoreAt(rule, protocol, flags, readings, noon);
  expect({
    score: String(found.total ?? ''),
    atLeast: String(found.atLeast),
    level: found.total === undefined ? 'incomplete' : (scoreLevel(rule, found)?.id ?? 'low'),
    missing: found.parameters
      .filter(({ points }) => points === undefined)
      .map(({ parameter }) => parameter.id)
      .join(' '),
  }).toEqual({
    ...{ score: row.score, atLeast: row.atLeast },
    ...{ level: row.level, missing: row.missing },
  });
});

/** What a nurse enters during one call: everything at one instant, each with what was seen. */
function observation(values: readonly string[], consciousness = 'A', at = noon) {
  const context = { consciousness, oxygen: 2 };
  return values.map((value) => reading(value, at, { context }));
}

const septic = [
  ...['respiratory-rate 25 /min', 'spo2 90 %', 'blood-pressure 95/50/120 mm[Hg]'],
  ...['temperature 39.4 Cel'],
];

test('opens one alert for a set that is entered at one instant, whatever the order', () => {
  for (const set of [septic, septic.toReversed()]) {
    const { changes } = assess(input({ newReadings: observation(set) }));
    const own = changes.filter(({ alert }) => alert.ruleId === 'news2/score');
    expect(own.map(changeNote)).toEqual(['open news2/score:high P1']);
    expect(own[0]?.alert.latest.finding).toMatchObject({
      ...{ kind: 'respiratory-rate', values: [], unconfirmed: false },
      amount: { value: 14, unit: '{score}' },
    });
  }
});

test('ends the alert by a complete set that is low, and not by an incomplete one', () => {
  const first = assess(input({ newReadings: observation(septic, 'A', noon - 90 * minuteMs) }));
  const alerts = first.changes.map(({ alert }) => alert);
  const before = { activeAlerts: alerts.filter(({ ruleId }) => ruleId === 'news2/score') };
  const well = ['spo2 97 %', 'blood-pressure 125/70/80 mm[Hg]', 'temperature 37 Cel'];
  const half = assess(input({ ...before, newReadings: observation(well) }));
  expect(half.changes.filter(({ alert }) => alert.ruleId === 'news2/score')).toEqual([]);
  const whole = observation([...well, 'respiratory-rate 16 /min']);
  const { changes } = assess(input({ ...before, newReadings: whole }));
  const own = changes.filter(({ alert }) => alert.ruleId === 'news2/score');
  expect(own.map(({ change }) => change)).toEqual(['clear']);
});

test('replays from its evidence to the same verdict, and explains the values it added up', () => {
  const { changes } = assess(
    input({ profile: profileOf('flags=spo2-scale-2'), newReadings: observation(septic) }),
  );
  const verdict = changes.find(({ alert }) => alert.ruleId === 'news2/score')?.verdict;
  if (verdict === undefined) throw new Error('No verdict.');
  const stored = JSON.parse(JSON.stringify(verdict)) as typeof verdict;
  expect(replay(stored, shipped).outcome).toBe('same');
  expect(verdict.evidence.flags).toContain('spo2-scale-2');
  // Scale 2: 90 % on oxygen scores nothing, so 14 becomes 11.
  expect(verdict.limits[0]).toMatchObject({ of: 'total', measured: 11, value: 7 });
  expect(explain(verdict, shipped).readings).toHaveLength(4);
});

test('does not count a value whose clock is doubted, and marks one that waits for its repeat', () => {
  const set = observation(septic);
  const withSpo2 = (more: Partial<Reading>) =>
    set.map((one) => (one.kind === 'spo2' ? { ...one, ...more } : one));
  const doubted = assess(input({ newReadings: withSpo2({ trust: 'clock-suspect' }) }));
  expect(doubted.changes.map(({ alert }) => alert.ruleId)).not.toContain('news2/score');
  const unconfirmed = assess(input({ newReadings: withSpo2({ standing: 'unconfirmed' }) }));
  const own = unconfirmed.changes.find(({ alert }) => alert.ruleId === 'news2/score');
  expect(own?.verdict.unconfirmed).toBe(true);
});
