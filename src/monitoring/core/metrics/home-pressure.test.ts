import { expect, test } from 'vitest';
import { readTruthTable } from '../../../platform/server/truth-table.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { instantOfWallClock } from '../../../vitals/core/zone.ts';
import { dayMs, hourMs, minuteMs } from '../numbers.ts';
import { reading, shipped } from '../testing-notation.ts';
import { homePressure, HomePressure, type PressureAverage } from './home-pressure.ts';
import { pressureCategory } from './pressure-category.ts';
import { shippedMetric } from './testing-content.ts';

const definition = shippedMetric('home-pressure', HomePressure);
const zone = 'America/New_York';
const lastDay = Date.UTC(2026, 10, 20);

function kPa(mmHg: number): number {
  return mmHg * 0.133322387415;
}

/** Days as "2x130/80@7 2x128/79@19|…", the last one 20 November. */
function readingsOf(text: string): readonly Reading[] {
  const days = text.split('|');
  return days.flatMap((day, index) => {
    const midnight = lastDay - (days.length - 1 - index) * dayMs;
    return day.split(' ').flatMap((part) => {
      const match = /^(\d+)x(\d+\/\d+)@(\d+)$/.exec(part);
      if (match === null) return [];
      const [, times, figures = '', hour] = match;
      return Array.from({ length: Number(times) }, (_, place) => {
        const wall = midnight + Number(hour) * hourMs + place * minuteMs;
        return reading(`blood-pressure ${figures} mm[Hg]`, instantOfWallClock(wall, zone));
      });
    });
  });
}

function average(readings: readonly Reading[], inZone = zone) {
  const protocol = shipped.newest('blood-pressure/severe')?.protocol;
  if (protocol === undefined) throw new Error('There is no pressure protocol.');
  const until = instantOfWallClock(lastDay + 23 * hourMs, inZone);
  return homePressure(definition, readings, { zone: inZone, until }, (systolic, diastolic) =>
    pressureCategory(protocol, systolic, diastolic),
  );
}

function note(one: PressureAverage | undefined): string {
  return one === undefined ? '' : `${one.systolic}/${one.diastolic} ${one.category ?? '-'}`;
}

const columns = ['days', 'all', 'discard', 'differ', 'lacks'] as const;
const rows = readTruthTable('metrics/home-pressure.csv', columns);

test('has 10 rows', () => {
  expect(rows).toHaveLength(10);
});

test.each(rows.map((row, index) => [index + 1, row] as const))('row %i: %o', (_, row) => {
  const { averages, differ, lacks } = average(readingsOf(row.days));
  expect({
    days: row.days,
    all: note(averages?.all),
    discard: note(averages?.['discard-day-1']),
    differ: differ ? 'yes' : 'no',
    lacks: lacks.map(({ of, have, need }) => `${of} ${have}/${need}`).join(' '),
  }).toEqual(row);
});

test('tells morning and evening apart, and counts other hours in the average alone', () => {
  const { averages } = average(readingsOf('4x140/90@7|4x120/70@20|4x130/80@14'));
  expect(averages?.all).toMatchObject({
    ...{ systolic: 130, diastolic: 80, readings: 12 },
    morning: { systolic: 140, diastolic: 90, readings: 4 },
    evening: { systolic: 120, diastolic: 70, readings: 4 },
  });
});

test('leaves out what is unconfirmed or of a doubted time, and says how many', () => {
  const good = readingsOf('4x130/80@7|4x130/80@7|4x130/80@7');
  const doubtful = good.map((one, index): Reading =>
    index === 0 ? { ...one, standing: 'unconfirmed' } : { ...one, trust: 'clock-suspect' },
  );
  const result = average([...good.slice(2), ...doubtful.slice(0, 2)]);
  expect([result.readings, result.leftOut, result.averages]).toEqual([10, 2, undefined]);
});

test('takes the days and hours of the place where the patient lives', () => {
  // 23:30 in New York is 04:30 of the next day in London: another day, and a morning.
  const readings = readingsOf('6x130/80@23|6x130/80@23|6x130/80@23|6x130/80@23');
  const london = average(readings, 'Europe/London');
  expect(london.averages?.all.morning?.readings).toBe(18);
  expect(average(readings).averages?.all.morning).toBeUndefined();
});

test('averages what was received in kPa with what was received in mmHg', () => {
  const { averages } = average(
    readingsOf('4x120/75@7|4x120/75@7|4x120/75@7').map((one): Reading => {
      const { systolic = 0, diastolic = 0 } = one.values;
      return {
        ...one,
        unit: 'kPa',
        values: { systolic: kPa(systolic), diastolic: kPa(diastolic) },
      };
    }),
  );
  expect(note(averages?.all)).toBe('120/75 elevated');
});
