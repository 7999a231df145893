import { expect, test } from 'vitest';

import type { ReadingView } from '../../core/reading-view.ts';
import { vitalOf } from '../../core/vitals.ts';
import { loadVitals } from '../../server/definitions.ts';
import { columnsOf, picturesOf, pointsOf, usualUnit, type PlotPoint } from './plot-data.ts';

const vitals = loadVitals('2026-11-20');
const weight = vitalOf(vitals, 'weight');
const pressure = vitalOf(vitals, 'blood-pressure');

function reading(at: string, values: Record<string, number>, unit: string): ReadingView {
  const common = { sourceId: `test/${at}`, beyond: null, correction: null } as const;
  return {
    ...common,
    kind: 'weight',
    at,
    values,
    unit,
    standing: 'accepted',
    trust: 'zone-assumed',
  };
}

const point = (at: number, value: number): PlotPoint => ({
  at,
  values: { value },
  beyond: null,
  count: 1,
});

const bucket = (from: string, mean: number) => ({
  from,
  unit: 'kg',
  count: 24,
  beyond: { HI: 0, LO: 1 },
  low: { value: mean - 1 },
  mean: { value: mean },
  high: { value: mean + 1 },
});

test('draws readings of two units in the one of the newest', () => {
  const series = {
    kind: 'weight' as const,
    readings: [
      reading('2026-11-18T12:00:00.000Z', { value: 180 }, '[lb_av]'),
      reading('2026-11-19T12:00:00.000Z', { value: 82 }, 'kg'),
    ],
    buckets: [],
  };
  const unit = usualUnit(weight, series);
  const values = pointsOf(weight, series, unit).map((one) => one.values['value']);
  expect(unit).toBe('kg');
  expect(values).toEqual([expect.closeTo(81.6466266, 6), 82]);
});

test('leaves out what was withdrawn', () => {
  const correction = {
    action: 'withdrawn',
    reason: 'Another person',
    at: '2026-11-19T13:00:00.000Z',
    replacedByAt: null,
    replacedBySourceId: null,
  } as const;
  const wrong = { ...reading('2026-11-18T12:00:00.000Z', { value: 60 }, 'kg'), correction };
  const series = { kind: 'weight' as const, readings: [wrong], buckets: [] };
  expect(pointsOf(weight, series, 'kg')).toEqual([]);
});

test('draws a stretch of time in its middle, with its lowest, mean and highest', () => {
  const buckets = [bucket('2026-11-18T00:00:00.000Z', 80), bucket('2026-11-18T02:00:00.000Z', 81)];
  const [first] = pointsOf(weight, { kind: 'weight', readings: [], buckets }, 'kg');
  expect(first).toEqual({
    at: Date.parse('2026-11-18T01:00:00.000Z'),
    values: { value: 80 },
    low: { value: 79 },
    high: { value: 81 },
    beyond: 'LO',
    count: 24,
  });
});

test('breaks the line where readings stopped coming', () => {
  const day = 86_400_000;
  const points = [0, 1, 2, 3, 9, 10].map((index) => point(index * day, 80));
  const [times, values] = columnsOf(points, ['value']);
  expect(times).toEqual([0, 1, 2, 3, 6, 9, 10].map((index) => index * 86_400));
  expect(values).toEqual([80, 80, 80, 80, null, 80, 80]);
});

test('draws a value with a unit of its own in a picture of its own', () => {
  const ids = picturesOf(pressure).map((picture) => picture.map((component) => component.id));
  expect(ids).toEqual([['systolic', 'diastolic'], ['pulse']]);
});
