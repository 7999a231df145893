import { localDate, zoneOffset } from '../../../vitals/core/zone.ts';
import { dayMs, denoise, minuteMs } from '../numbers.ts';
import { glucoseSharesOf } from './glucose-metrics.ts';
import type { GlucoseSensor, TargetSet } from './glucose-sensor.ts';
import { percentile } from './percentile.ts';
import { inUnit, type SensorSeries, type SensorValue } from './sensor-values.ts';

/** The lines of the picture, per cent of the values below. */
export const profileLines = [5, 25, 50, 75, 95] as const;

/** One time of day. */
export interface ProfileBin {
  /** Minutes since local midnight at which it begins. */
  readonly minute: number;
  readonly days: number;
  /** In the unit of the profile and the order of `profileLines`; undefined where too few days have readings. */
  readonly lines: readonly number[] | undefined;
}

export interface ProfileDay {
  /** Local, YYYY-MM-DD. */
  readonly day: string;
  readonly readings: number;
  readonly inRangePercent: number;
  /** Median per bin; null where there is none. */
  readonly bins: readonly (number | null)[];
}

/** The ambulatory glucose profile: what is usual at each time of day, and the single days. */
export interface GlucoseProfile {
  readonly unit: string;
  readonly binMinutes: number;
  readonly bins: readonly ProfileBin[];
  readonly days: readonly ProfileDay[];
}

/**
 * Percentiles of sensor glucose by time of day on the patient's clock (Bergenstal 2013; clinical-rules
 * 1.4), each bin smoothed with its neighbours, around midnight too. In the usual unit of the series.
 */
export function glucoseProfile(
  definition: GlucoseSensor,
  series: SensorSeries,
  targets: TargetSet,
  zone: string,
): GlucoseProfile {
  const { binMinutes } = definition.profile;
  const count = Math.ceil(dayMs / minuteMs / binMinutes);
  const placed = series.values.map((value) => placeOf(value, zone, binMinutes));
  const byBin = Map.groupBy(placed, ({ bin }) => bin);
  const raw = Array.from({ length: count }, (_, bin) =>
    binOf(definition, byBin.get(bin) ?? [], bin, series.unit),
  );
  return {
    unit: series.unit,
    binMinutes,
    bins: smoothed(raw, definition.profile.smoothing),
    days: daysOf(placed, count, targets, series.unit),
  };
}

interface PlacedValue {
  readonly value: SensorValue;
  readonly day: string;
  readonly bin: number;
}

function placeOf(value: SensorValue, zone: string, binMinutes: number): PlacedValue {
  const local = value.at + zoneOffset(value.at, zone);
  const minute = (((local % dayMs) + dayMs) % dayMs) / minuteMs;
  return { value, day: localDate(value.at, zone), bin: Math.floor(minute / binMinutes) };
}

function binOf(
  { profile }: GlucoseSensor,
  placed: readonly PlacedValue[],
  bin: number,
  unit: string,
): ProfileBin {
  const days = new Set(placed.map(({ day }) => day)).size;
  const sorted = placed.map(({ value }) => inUnit(value, unit)).toSorted((a, b) => a - b);
  return {
    minute: bin * profile.binMinutes,
    days,
    lines:
      days < profile.minimumDays ? undefined : profileLines.map((line) => percentile(sorted, line)),
  };
}

/** Weighted mean with the bins around; blank bins stay blank and lend nothing. */
function smoothed(bins: readonly ProfileBin[], weights: readonly number[]): readonly ProfileBin[] {
  const half = Math.floor(weights.length / 2);
  return bins.map((bin, index) => {
    if (bin.lines === undefined) return bin;
    const lines = bin.lines.map((_, line) => {
      let [sum, weight] = [0, 0];
      for (const [place, own] of weights.entries()) {
        const neighbour = bins.at((index + place - half) % bins.length)?.lines?.[line];
        if (neighbour === undefined) continue;
        sum += own * neighbour;
        weight += own;
      }
      return denoise(sum / weight);
    });
    return { ...bin, lines };
  });
}

function daysOf(
  placed: readonly PlacedValue[],
  count: number,
  targets: TargetSet,
  unit: string,
): readonly ProfileDay[] {
  const byDay = Map.groupBy(placed, ({ day }) => day);
  return [...byDay].map(([day, own]) => {
    const byBin = Map.groupBy(own, ({ bin }) => bin);
    return {
      day,
      readings: own.length,
      inRangePercent: glucoseSharesOf(
        own.map(({ value }) => value),
        targets,
      )['in-range'],
      bins: Array.from({ length: count }, (_, bin) => medianOf(byBin.get(bin), unit)),
    };
  });
}

function medianOf(placed: readonly PlacedValue[] | undefined, unit: string): number | null {
  if (placed === undefined) return null;
  const sorted = placed.map(({ value }) => inUnit(value, unit)).toSorted((a, b) => a - b);
  return denoise(percentile(sorted, 50));
}
