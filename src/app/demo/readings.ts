import type { VitalKind } from '../../vitals/core/reading.ts';
import type { Random } from './random.ts';

/** A generated reading, in the form that sources send (DESIGN: own reading JSON, without the patient). */
export interface DemoReading {
  readonly id: string;
  readonly kind: VitalKind;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
  readonly unit: string;
  readonly context?: Readonly<Record<string, string | number | boolean>>;
}

/** What is usual for one person: the readings wander around it. */
export interface Physiology {
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number;
  readonly weightKg: number;
  readonly glucose: number;
  readonly spo2: number;
  readonly temperature: number;
  /** Share of due measurements that are really taken. */
  readonly adherence: number;
}

const day = 86_400_000;
const round = (value: number, decimals = 0) => Number(value.toFixed(decimals));

/** An instant near an hour of the day, local to a fixed offset, on the day that begins at `midnight`. */
function around(random: Random, midnight: number, hour: number, spreadMinutes: number): number {
  return (
    Math.round((midnight + hour * 3_600_000 + random.normal(0, spreadMinutes) * 60_000) / 1000) *
    1000
  );
}

type Series = (
  random: Random,
  usual: Physiology,
  midnight: number,
  dayIndex: number,
) => Omit<DemoReading, 'id'>[];

const bloodPressure: Series = (random, usual, midnight) =>
  [7.2, 19.5]
    .filter(() => random.chance(usual.adherence))
    .map((hour) => ({
      kind: 'blood-pressure',
      at: around(random, midnight, hour, 25),
      values: {
        systolic: round(random.normal(usual.systolic + (hour < 12 ? 3 : 0), 7)),
        diastolic: round(random.normal(usual.diastolic, 5)),
        pulse: round(random.normal(usual.pulse, 6)),
      },
      unit: 'mm[Hg]',
    }));

const glucose: Series = (random, usual, midnight) =>
  [
    { hour: 6.9, rise: 0, meal: 'fasting' },
    { hour: 14.2, rise: 35, meal: 'after-meal' },
    { hour: 20.8, rise: 28, meal: 'after-meal' },
  ]
    .filter(() => random.chance(usual.adherence * 0.8))
    .map(({ hour, rise, meal }) => ({
      kind: 'glucose',
      at: around(random, midnight, hour, 30),
      values: { value: Math.max(74, round(random.normal(usual.glucose + rise, 14))) },
      unit: 'mg/dL',
      context: { meal },
    }));

/** A sensor value every five minutes: a daily rhythm with three meals, and noise that remembers itself. */
export const sensorGlucose: Series = (random, usual, midnight) => {
  const readings: Omit<DemoReading, 'id'>[] = [];
  let drift = 0;
  for (let slot = 0; slot < 288; slot += 1) {
    drift = drift * 0.96 + random.normal(0, 2.2);
    if (!random.chance(0.97)) continue;
    const hour = slot / 12;
    const meals = [8, 13.5, 19.5]
      .map((meal) => bump(hour - meal) * 55)
      .reduce((sum, one) => sum + one, 0);
    readings.push({
      kind: 'glucose',
      at: midnight + slot * 300_000,
      values: { value: Math.max(72, round(usual.glucose - 12 + meals + drift)) },
      unit: 'mg/dL',
      context: { sensor: true },
    });
  }
  return readings;
};

/**
 * The same values of somebody whose glucose swings: further from the middle, and lows before dawn on
 * some nights. Not of the last day, so that it is something to read and no alarm of now.
 */
export function swinging(
  readings: readonly Omit<DemoReading, 'id'>[],
  usual: Physiology,
  now: number,
): Omit<DemoReading, 'id'>[] {
  return readings.map((reading) => {
    const value = reading.values['value'];
    if (value === undefined || reading.at >= now - 2 * day) return reading;
    const night = Math.floor(reading.at / day) % 3 === 0;
    const dip = night ? 62 * Math.exp(-(((((reading.at / 3_600_000) % 24) - 8) / 1.2) ** 2)) : 0;
    const swung = usual.glucose + 18 + (value - usual.glucose) * 2.3 - dip;
    return { ...reading, values: { value: Math.min(340, Math.max(46, round(swung))) } };
  });
}

/** The rise after a meal: quick up, slow down, over in four hours. */
function bump(hoursSince: number): number {
  return hoursSince <= 0 ? 0 : hoursSince * Math.exp(1 - hoursSince / 0.9) * 0.75;
}

const weight: Series = (random, usual, midnight, dayIndex) =>
  random.chance(usual.adherence)
    ? [
        {
          kind: 'weight',
          at: around(random, midnight, 6.8, 20),
          values: {
            value: round(
              usual.weightKg + 0.25 * Math.sin(dayIndex / 4) + random.normal(0, 0.12),
              1,
            ),
          },
          unit: 'kg',
        },
      ]
    : [];

const spo2: Series = (random, usual, midnight) =>
  random.chance(usual.adherence)
    ? [
        {
          kind: 'spo2',
          at: around(random, midnight, 9.4, 40),
          values: {
            value: Math.min(100, Math.max(usual.spo2 - 2, round(random.normal(usual.spo2, 0.8)))),
          },
          unit: '%',
          context: { oxygen: false },
        },
      ]
    : [];

const temperature: Series = (random, usual, midnight) =>
  random.chance(usual.adherence * 0.3)
    ? [
        {
          kind: 'temperature',
          at: around(random, midnight, 17.3, 60),
          values: { value: round(random.normal(usual.temperature, 0.15), 1) },
          unit: 'Cel',
        },
      ]
    : [];

const peakFlow: Series = (random, usual, midnight) =>
  random.chance(usual.adherence)
    ? [
        {
          kind: 'peak-flow',
          at: around(random, midnight, 7.9, 20),
          values: { value: round(random.normal(390, 14)) },
          unit: 'L/min',
        },
      ]
    : [];

export const seriesOf = {
  'blood-pressure': bloodPressure,
  glucose,
  weight,
  spo2,
  temperature,
  'peak-flow': peakFlow,
} as const;

export type DemoSeries = keyof typeof seriesOf;

/** All readings of one person between two days, oldest first, with stable ids. */
export function generateReadings(
  random: Random,
  key: string,
  usual: Physiology,
  series: readonly DemoSeries[],
  span: { readonly firstMidnight: number; readonly until: number },
): DemoReading[] {
  const readings: Omit<DemoReading, 'id'>[] = [];
  for (
    let midnight = span.firstMidnight, index = 0;
    midnight < span.until;
    midnight += day, index += 1
  ) {
    for (const name of series) readings.push(...seriesOf[name](random, usual, midnight, index));
  }
  return numbered(
    key,
    readings.filter((reading) => reading.at < span.until),
  );
}

/** Gives readings their source ids, oldest first. */
export function numbered(key: string, readings: readonly Omit<DemoReading, 'id'>[]): DemoReading[] {
  return readings
    .toSorted((a, b) => a.at - b.at)
    .map((reading) => ({ ...reading, id: `${key}-${reading.kind}-${reading.at}` }));
}
