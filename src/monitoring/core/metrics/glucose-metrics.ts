import { convert } from '../../../vitals/core/units.ts';
import { glucoseEvents, type GlucoseEvents } from './glucose-events.ts';
import {
  glucoseShares,
  type GlucoseRange,
  type GlucoseSensor,
  type GlucoseShare,
  type TargetSet,
} from './glucose-sensor.ts';
import type { Lack } from './lack.ts';
import { expectedReadings, inUnit, type SensorSeries, type SensorValue } from './sensor-values.ts';

/** Per cent of the readings, not rounded; nested. */
export type GlucoseShares = Readonly<Record<GlucoseShare, number>>;

export interface GlucoseFigures {
  readonly shares: GlucoseShares;
  readonly mean: { readonly 'mg/dL': number; readonly 'mmol/L': number };
  /** Glucose management indicator. */
  readonly gmi: { readonly percent: number; readonly mmolPerMol: number };
  /** Coefficient of variation, %, by the standard deviation of a sample. */
  readonly variation: number | undefined;
  /** LO and HI, which are in the shares, and in the mean as the figures that stand for them. */
  readonly beyond: { readonly LO: number; readonly HI: number };
  readonly low: GlucoseEvents;
  readonly veryLow: GlucoseEvents;
}

export interface GlucoseMetrics {
  readonly readings: number;
  readonly expected: number | undefined;
  readonly activePercent: number | undefined;
  readonly intervalMinutes: number | undefined;
  readonly unit: string;
  /** Empty when it suffices. */
  readonly lacks: readonly Lack[];
  /** Undefined without readings. When it does not suffice, they are no ground for decisions. */
  readonly figures: GlucoseFigures | undefined;
}

/**
 * Metrics of a continuous glucose sensor over so many days (clinical-rules 1.4, Battelino 2019):
 * shares of readings, not of time between them. Each value is compared in the unit it came in with
 * the figure published in that unit: 10.0 mmol/L is in range, although it converts to 180.2 mg/dL.
 */
export function glucoseMetrics(
  definition: GlucoseSensor,
  series: SensorSeries,
  targets: TargetSet,
  days: number,
): GlucoseMetrics {
  const { values, intervalMinutes, unit } = series;
  const expected =
    intervalMinutes === undefined ? undefined : expectedReadings(days, intervalMinutes);
  const activePercent = expected === undefined ? undefined : (values.length * 100) / expected;
  const need = definition.activePercentAbove;
  const have = activePercent ?? 0;
  return {
    readings: values.length,
    expected,
    activePercent,
    intervalMinutes,
    unit,
    lacks: have > need ? [] : [{ of: 'active-percent', have, need }],
    figures: values.length === 0 ? undefined : figuresOf(definition, series, targets),
  };
}

function figuresOf(
  definition: GlucoseSensor,
  series: SensorSeries,
  targets: TargetSet,
): GlucoseFigures {
  const { values, unit } = series;
  const inUsual = values.map((value) => inUnit(value, unit));
  const average = inUsual.reduce((sum, value) => sum + value, 0) / inUsual.length;
  const mean = {
    'mg/dL': convert(average, 'glucose', unit, 'mg/dL'),
    'mmol/L': convert(average, 'glucose', unit, 'mmol/L'),
  };
  const deviation = sampleDeviation(inUsual, average);
  const below = (of: 'low' | 'veryLow') => (value: SensorValue) =>
    isBelow(value, rangeOf(targets, value.unit), of);
  return {
    shares: glucoseSharesOf(values, targets),
    mean,
    gmi: gmiOf(mean),
    variation: deviation === undefined ? undefined : (deviation * 100) / average,
    beyond: {
      LO: values.filter((one) => one.beyond === 'LO').length,
      HI: values.filter((one) => one.beyond === 'HI').length,
    },
    low: glucoseEvents(definition, series, below('low')),
    veryLow: glucoseEvents(definition, series, below('veryLow')),
  };
}

/** Glucose management indicator of a mean (jaeb.org/gmi): each from the mean in its own unit. */
export function gmiOf(mean: GlucoseFigures['mean']): GlucoseFigures['gmi'] {
  return {
    percent: 3.31 + 0.02392 * mean['mg/dL'],
    mmolPerMol: 12.71 + 4.70587 * mean['mmol/L'],
  };
}

/** The shares of values in each part of the targets, per cent. */
export function glucoseSharesOf(values: readonly SensorValue[], targets: TargetSet): GlucoseShares {
  const counts = Object.fromEntries(glucoseShares.map((share) => [share, 0])) as Record<
    GlucoseShare,
    number
  >;
  for (const value of values) {
    for (const share of sharesOf(value, rangeOf(targets, value.unit))) counts[share] += 1;
  }
  const percent = (share: GlucoseShare) => [share, (counts[share] * 100) / values.length] as const;
  return Object.fromEntries(glucoseShares.map(percent)) as Record<GlucoseShare, number>;
}

function sharesOf(value: SensorValue, range: GlucoseRange): readonly GlucoseShare[] {
  if (isBelow(value, range, 'veryLow')) return ['below', 'very-low'];
  if (isBelow(value, range, 'low')) return ['below'];
  const isHigh = value.beyond === 'HI';
  if (range.veryHigh !== undefined && (isHigh || value.value > range.veryHigh))
    return ['above', 'very-high'];
  return isHigh || value.value > range.high ? ['above'] : ['in-range'];
}

function isBelow(
  { value, beyond }: SensorValue,
  range: GlucoseRange,
  of: 'low' | 'veryLow',
): boolean {
  if (beyond !== undefined) return beyond === 'LO';
  return value < range[of];
}

/** The published figures in the unit of a value; throws RangeError when there are none, which is an error of the content. */
export function rangeOf({ id, ranges }: TargetSet, unit: string): GlucoseRange {
  const range = ranges.find((one) => one.unit === unit);
  if (range === undefined) throw new RangeError(`The targets ${id} have no figures in ${unit}.`);
  return range;
}

function sampleDeviation(values: readonly number[], average: number): number | undefined {
  if (values.length < 2) return undefined;
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
