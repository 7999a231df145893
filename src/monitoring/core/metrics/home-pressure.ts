import { Type, type Static } from 'typebox';
import { contentHeader, strictObject } from '../../../platform/core/content.ts';
import { TextSchema } from '../../../platform/core/text.ts';
import type { Reading } from '../../../vitals/core/reading.ts';
import { convert } from '../../../vitals/core/units.ts';
import { localDate, zoneOffset } from '../../../vitals/core/zone.ts';
import { dayMs, denoise, hourMs, roundHalfUp } from '../numbers.ts';
import type { Lack } from './lack.ts';

export const averagePolicies = ['all', 'discard-day-1'] as const;
export type AveragePolicy = (typeof averagePolicies)[number];

/** Local hours of a day, the end excluded. */
const Hours = strictObject({
  from: Type.Integer({ minimum: 0, maximum: 24 }),
  to: Type.Integer({ minimum: 0, maximum: 24 }),
});
type Hours = Static<typeof Hours>;

/** The file content/metrics/home-pressure.yaml. */
export const HomePressure = strictObject({
  ...contentHeader,
  id: Type.Literal('home-pressure'),
  title: TextSchema,
  /** Which average counts; the other is shown beside it when its category is another. */
  policy: Type.Enum([...averagePolicies]),
  days: Type.Integer({ minimum: 1 }),
  minimumReadings: Type.Integer({ minimum: 1 }),
  /** At least 2, so that something is left without day 1. */
  minimumDays: Type.Integer({ minimum: 2 }),
  morning: Hours,
  evening: Hours,
});
export type HomePressure = Static<typeof HomePressure>;

export interface PressureMean {
  /** mmHg, rounded half up: what is shown and put into a category. */
  readonly systolic: number;
  readonly diastolic: number;
  readonly readings: number;
}

export interface PressureAverage extends PressureMean {
  /** mmHg, not rounded. */
  readonly exact: { readonly systolic: number; readonly diastolic: number };
  /** Of the rounded average; undefined when no protocol of the patient has categories. */
  readonly category: string | undefined;
  readonly morning: PressureMean | undefined;
  readonly evening: PressureMean | undefined;
}

export interface HomePressureResult {
  /** Local days, both included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly readings: number;
  /** Unconfirmed, or of a time that is doubted: not counted. */
  readonly leftOut: number;
  readonly days: number;
  /** Empty when it suffices. */
  readonly lacks: readonly Lack[];
  /** Undefined when it does not suffice. */
  readonly averages: Readonly<Record<AveragePolicy, PressureAverage>> | undefined;
  /** Whether the policies lead to different categories. */
  readonly differ: boolean;
}

interface Taken {
  readonly day: string;
  /** Local, with its fraction. */
  readonly hour: number;
  readonly systolic: number;
  readonly diastolic: number;
}

/**
 * Average home pressure of the days that end with the local day of `until`, by both policies
 * (clinical-rules 1.2). Whether it suffices is asked of all readings; day 1 is the first day of the
 * period with a reading. `categoryOf` names the category of a rounded average in mmHg.
 */
export function homePressure(
  definition: HomePressure,
  readings: readonly Reading[],
  { zone, until }: { readonly zone: string; readonly until: number },
  categoryOf: (systolic: number, diastolic: number) => string | undefined,
): HomePressureResult {
  const to = localDate(until, zone);
  const from = dayBefore(to, definition.days - 1);
  const inPeriod = readings.filter((reading) => {
    const day = localDate(reading.at, zone);
    return reading.kind === 'blood-pressure' && reading.at <= until && day >= from && day <= to;
  });
  const taken = inPeriod.flatMap((reading) => takenOf(reading, zone));
  const days = [...new Set(taken.map(({ day }) => day))].toSorted();
  const lacks = lacksOf(definition, taken.length, days.length);
  const average = (policy: AveragePolicy) => {
    const counted = policy === 'all' ? taken : taken.filter(({ day }) => day !== days[0]);
    return averageOf(definition, counted, categoryOf);
  };
  const averages =
    lacks.length > 0
      ? undefined
      : { all: average('all'), 'discard-day-1': average('discard-day-1') };
  return {
    period: { from, to },
    readings: taken.length,
    leftOut: inPeriod.length - taken.length,
    days: days.length,
    lacks,
    averages,
    differ: averages !== undefined && averages.all.category !== averages['discard-day-1'].category,
  };
}

function lacksOf(
  { minimumReadings, minimumDays }: HomePressure,
  readings: number,
  days: number,
): readonly Lack[] {
  return [
    ...(readings < minimumReadings
      ? [{ of: 'readings' as const, have: readings, need: minimumReadings }]
      : []),
    ...(days < minimumDays ? [{ of: 'days' as const, have: days, need: minimumDays }] : []),
  ];
}

/** The calendar day so many days earlier. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10);
}

function takenOf(reading: Reading, zone: string): readonly Taken[] {
  const { systolic, diastolic } = reading.values;
  if (systolic === undefined || diastolic === undefined) return [];
  if (reading.standing !== 'accepted' || reading.trust === 'clock-suspect') return [];
  const inMmHg = (value: number) => convert(value, 'blood-pressure', reading.unit, 'mm[Hg]');
  const local = reading.at + zoneOffset(reading.at, zone);
  return [
    {
      day: localDate(reading.at, zone),
      hour: (((local % dayMs) + dayMs) % dayMs) / hourMs,
      systolic: inMmHg(systolic),
      diastolic: inMmHg(diastolic),
    },
  ];
}

function averageOf(
  { morning, evening }: HomePressure,
  taken: readonly Taken[],
  categoryOf: (systolic: number, diastolic: number) => string | undefined,
): PressureAverage {
  const exact = {
    systolic: denoise(mean(taken.map((one) => one.systolic))),
    diastolic: denoise(mean(taken.map((one) => one.diastolic))),
  };
  const [systolic, diastolic] = [roundHalfUp(exact.systolic, 0), roundHalfUp(exact.diastolic, 0)];
  return {
    systolic,
    diastolic,
    readings: taken.length,
    exact,
    category: categoryOf(systolic, diastolic),
    morning: partOf(taken, morning),
    evening: partOf(taken, evening),
  };
}

function partOf(taken: readonly Taken[], { from, to }: Hours): PressureMean | undefined {
  const part = taken.filter(({ hour }) => hour >= from && hour < to);
  if (part.length === 0) return undefined;
  return {
    systolic: roundHalfUp(denoise(mean(part.map((one) => one.systolic))), 0),
    diastolic: roundHalfUp(denoise(mean(part.map((one) => one.diastolic))), 0),
    readings: part.length,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
