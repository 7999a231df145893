import type { Reading } from '../../../vitals/core/reading.ts';
import { convert } from '../../../vitals/core/units.ts';
import { dayMs, minuteMs } from '../numbers.ts';
import type { GlucoseSensor } from './glucose-sensor.ts';

/** One value of a sensor in the unit it came in. */
export interface SensorValue {
  readonly at: number;
  readonly value: number;
  readonly unit: string;
  /** The sensor said LO or HI; `value` only stands for it. */
  readonly beyond: 'HI' | 'LO' | undefined;
}

export interface SensorSeries {
  /** Oldest first, at most one per interval. */
  readonly values: readonly SensorValue[];
  /** Minutes between two readings; undefined when there are fewer than two. */
  readonly intervalMinutes: number | undefined;
  /** The unit of most values. */
  readonly unit: string;
}

/**
 * The values of a continuous sensor among readings of glucose: fingersticks, unconfirmed values and
 * doubted times do not count, and of two within half an interval (two receivers) the first does.
 */
export function sensorSeries(
  definition: GlucoseSensor,
  readings: readonly Reading[],
): SensorSeries {
  const values = readings
    .filter(isOfSensor)
    .flatMap((reading) => valueOf(definition, reading))
    .toSorted((one, other) => one.at - other.at);
  const intervalMinutes = intervalOf(definition, values);
  const apart = ((intervalMinutes ?? 0) * minuteMs) / 2;
  const kept: SensorValue[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || value.at - last.at >= Math.max(1, apart)) kept.push(value);
  }
  return { values: kept, intervalMinutes, unit: usualUnit(kept) };
}

function isOfSensor({ kind, context, standing, trust }: Reading): boolean {
  const counts = standing === 'accepted' && trust !== 'clock-suspect';
  return kind === 'glucose' && context?.sensor === true && counts;
}

function valueOf({ standIns }: GlucoseSensor, reading: Reading): readonly SensorValue[] {
  const { at, unit, beyond } = reading;
  const standIn = standIns.find((one) => one.unit === unit);
  const value = beyond === undefined ? reading.values.value : standIn?.[beyond];
  return value === undefined ? [] : [{ at, value, unit, beyond }];
}

/** The known interval nearest to the usual distance of two readings. */
function intervalOf(
  { intervals }: GlucoseSensor,
  values: readonly SensorValue[],
): number | undefined {
  const gaps = values.slice(1).map(({ at }, index) => at - (values[index]?.at ?? at));
  const usual = gaps.filter((gap) => gap > 0).toSorted((a, b) => a - b)[
    Math.floor(gaps.length / 2)
  ];
  if (usual === undefined) return undefined;
  const distance = (interval: number) => Math.abs(interval - usual / minuteMs);
  return intervals.toSorted((a, b) => distance(a) - distance(b))[0];
}

function usualUnit(values: readonly SensorValue[]): string {
  const milli = values.filter(({ unit }) => unit === 'mmol/L').length;
  return milli > values.length / 2 ? 'mmol/L' : 'mg/dL';
}

/** A value in a unit, for means and pictures; thresholds are judged in the unit it came in. */
export function inUnit({ value, unit }: SensorValue, target: string): number {
  return convert(value, 'glucose', unit, target);
}

/** How many readings a sensor would have sent in so many days. */
export function expectedReadings(days: number, intervalMinutes: number): number {
  return (days * dayMs) / (intervalMinutes * minuteMs);
}
