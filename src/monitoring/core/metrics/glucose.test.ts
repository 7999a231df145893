import { describe, expect, test } from 'vitest';
import { readTruthTable } from '../../../platform/server/truth-table.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { convert } from '../../../vitals/core/units.ts';
import { dayMs, minuteMs } from '../numbers.ts';
import { noon, reading } from '../testing-notation.ts';
import { glucoseMetrics, gmiOf } from './glucose-metrics.ts';
import { glucoseProfile } from './glucose-profile.ts';
import { GlucoseSensor, meetsGoal, targetSetFor } from './glucose-sensor.ts';
import { sensorSeries } from './sensor-values.ts';
import { shippedMetric } from './testing-content.ts';

const definition = shippedMetric('glucose-sensor', GlucoseSensor);
const context = { sensor: true };

function targetsOf(flags: string) {
  const found = targetSetFor(definition, new Set(flags.split(',')));
  if (found === undefined) throw new Error('No targets.');
  return found;
}

function sensed(values: readonly string[], unit = 'mg/dL', step = 5): readonly Reading[] {
  return values.map((value, index) =>
    reading(`glucose ${value} ${unit}`, noon + index * step * minuteMs, { context }),
  );
}

function metrics(readings: readonly Reading[], flags = '') {
  return glucoseMetrics(definition, sensorSeries(definition, readings), targetsOf(flags), 14);
}

function rowsOf<const Column extends string>(name: string, columns: readonly Column[]) {
  const rows = readTruthTable(`metrics/${name}.csv`, columns);
  return rows.map((row, index) => [index + 1, row] as const);
}

describe('content/metrics/glucose-shares.csv', () => {
  const rows = rowsOf('glucose-shares', [
    ...['flags', 'values', 'inRange', 'below', 'veryLow', 'above', 'veryHigh', 'goals'],
  ] as const);
  test('has 10 rows', () => expect(rows).toHaveLength(10));

  test.each(rows)('row %i: %o', (_, row) => {
    const parts = row.values.split(' ');
    const { figures } = metrics(sensed(parts.slice(0, -1), parts.at(-1)), row.flags);
    const shares = figures?.shares;
    if (shares === undefined) throw new Error('No figures.');
    expect([
      ...[shares['in-range'], shares.below, shares['very-low'], shares.above],
      ...[shares['very-high']],
      targetsOf(row.flags)
        .goals.map((goal) => `${goal.of}:${meetsGoal(goal, shares[goal.of]) ? 'yes' : 'no'}`)
        .join(' '),
    ]).toEqual([
      ...[row.inRange, row.below, row.veryLow, row.above, row.veryHigh].map(Number),
      row.goals,
    ]);
  });
});

describe('content/metrics/glucose-active.csv', () => {
  const rows = rowsOf('glucose-active', [
    ...(['interval', 'received', 'expected', 'active', 'sufficient'] as const),
  ]);
  test('has 7 rows', () => expect(rows).toHaveLength(7));

  test.each(rows)('row %i: %o', (_, { interval, received, ...row }) => {
    const values = Array.from({ length: Number(received) }, () => '120');
    const result = metrics(sensed(values, 'mg/dL', Number(interval)));
    expect(result.intervalMinutes).toBe(Number(interval));
    expect({
      expected: String(result.expected),
      active: result.activePercent?.toFixed(3),
      sufficient: result.lacks.length === 0 ? 'yes' : 'no',
    }).toEqual(row);
  });
});

describe('content/metrics/glucose-management-indicator.csv', () => {
  const rows = rowsOf('glucose-management-indicator', [
    ...(['mean', 'unit', 'percent', 'shown', 'mmolPerMol'] as const),
  ]);
  test('has 7 rows', () => expect(rows).toHaveLength(7));

  test.each(rows)('row %i: %o', (_, { mean, unit, percent, shown, mmolPerMol }) => {
    const as = (target: string) => convert(Number(mean), 'glucose', unit, target);
    const gmi = gmiOf({ 'mg/dL': as('mg/dL'), 'mmol/L': as('mmol/L') });
    expect(gmi.percent).toBeCloseTo(Number(percent), 5);
    expect(gmi.percent.toFixed(1)).toBe(shown);
    expect(gmi.mmolPerMol).toBeCloseTo(Number(mmolPerMol), 3);
  });
});

describe('content/metrics/glucose-events.csv', () => {
  const rows = rowsOf('glucose-events', [
    ...(['interval', 'course', 'low', 'prolonged', 'longest', 'veryLow'] as const),
  ]);
  test('has 17 rows', () => expect(rows).toHaveLength(17));

  test.each(rows)('row %i: %o', (_, { interval, course, low, prolonged, longest, veryLow }) => {
    const step = Number(interval) * minuteMs;
    let at = noon;
    const readings = course.split(' ').flatMap((part) => {
      if (part.startsWith('gap')) at += Number(part.slice(3)) * minuteMs - step;
      const [times = '0', value = ''] = part.startsWith('gap') ? [] : part.split('x');
      return Array.from({ length: Number(times) }, () => {
        // Sensors are some seconds early.
        at += step - 2_000;
        return reading(`glucose ${value} mg/dL`, at, { context });
      });
    });
    const { figures } = metrics(readings);
    expect([
      ...[figures?.low.count, figures?.low.prolonged, figures?.low.longestMinutes],
      figures?.veryLow.count,
    ]).toEqual([low, prolonged, longest, veryLow].map(Number));
  });
});

test('computes mean and variation of the published example with the deviation of a sample', () => {
  const { figures } = metrics(sensed('53 54 69 70 180 181 250 251 100 140'.split(' ')));
  expect(figures?.mean['mg/dL']).toBeCloseTo(134.8, 6);
  expect(figures?.variation?.toFixed(2)).toBe('57.43');
});

test('counts neither fingersticks, nor unconfirmed values, nor the copy of a second receiver', () => {
  const values = sensed(['100', '110', '120']);
  const finger = reading('glucose 300 mg/dL', noon + 60_000);
  const doubted = reading('glucose 30 mg/dL', noon + 20 * minuteMs, {
    ...{ context, standing: 'unconfirmed' },
  });
  const copies = values.map((one) => ({ ...one, at: one.at + 20_000, sourceId: 'second' }));
  const result = metrics([...values, finger, doubted, ...copies]);
  expect([result.readings, result.figures?.mean['mg/dL']]).toEqual([3, 110]);
});

test('says that figures are not enough without inventing any', () => {
  expect(metrics([])).toMatchObject({
    ...{ readings: 0, activePercent: undefined, figures: undefined },
    lacks: [{ of: 'active-percent', have: 0, need: 70 }],
  });
});

test('tells LO and HI, and takes the figures that stand for them into the mean', () => {
  const { figures } = metrics(sensed(['LO', '120', 'HI']));
  expect(figures?.beyond).toEqual({ LO: 1, HI: 1 });
  expect(figures?.mean['mg/dL']).toBeCloseTo((39 + 120 + 401) / 3, 9);
});

/** Seven days on which the value is 100 plus the local hour, and 10 more each day. */
function week(zone: string) {
  const first = Date.UTC(2026, 10, 10);
  const readings = Array.from({ length: 7 * 288 }, (_, index) => {
    const at = first + index * 5 * minuteMs;
    const hour = Math.floor((at % dayMs) / 3_600_000);
    const value = 100 + hour + 10 * Math.floor(index / 288);
    return reading(`glucose ${value} mg/dL`, at, { context });
  });
  return glucoseProfile(definition, sensorSeries(definition, readings), targetsOf(''), zone);
}

describe('the profile', () => {
  test('gives the percentiles of each quarter of an hour on the clock of the patient', () => {
    const utc = week('UTC');
    expect(utc.bins).toHaveLength(96);
    // 12:00 to 13:00: 112, 122 … 172 on seven days, three readings each.
    const lines = [112, 122, 142, 162, 172];
    expect(utc.bins[49]).toMatchObject({ minute: 735, days: 7 });
    // A ninth of the weight at 12:30 lies on 13:00, where everything is 1 higher.
    expect(utc.bins[50]?.lines).toEqual(lines.map((line) => line + 0.111111));
    // New York is five hours behind: its 07:30 is the same instant.
    expect(week('America/New_York').bins[30]?.lines).toEqual(utc.bins[50]?.lines);
  });

  test('smooths around midnight and leaves a time of day with too few days blank', () => {
    const utc = week('UTC');
    // The bins before midnight (123 …) and after it (100 …), weighted 1 2 3 2 1: a third comes from yesterday.
    expect(utc.bins[0]?.lines?.[2]).toBeCloseTo((3 * (123 + 30) + 6 * (100 + 30)) / 9, 6);
    const few = sensed(['100', '110', '120']);
    const profile = glucoseProfile(
      ...([definition, sensorSeries(definition, few), targetsOf(''), 'UTC'] as const),
    );
    expect(profile.bins.filter(({ lines }) => lines !== undefined)).toEqual([]);
  });

  test('gives the single days with their share in range', () => {
    const { days } = week('UTC');
    expect(days.map(({ day }) => day)).toHaveLength(7);
    expect(days[6]).toMatchObject({ day: '2026-11-16', readings: 288 });
    // 160 to 183 on the last day: three hours of 24 above 180.
    expect(days[6]?.inRangePercent).toBeCloseTo((21 * 100) / 24, 6);
    expect(days[6]?.bins[50]).toBe(172);
  });
});
