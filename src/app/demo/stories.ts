import type { DemoReading } from './readings.ts';

/** One planted story: what happened to somebody, and what Enlace must have made of it. */
export interface Story {
  readonly key: string;
  /** Key of the condition that somebody must have to live it. */
  readonly condition: string;
  /** What the demonstration promises: the truth that precision and sensitivity are measured against. */
  readonly expects: string;
  /** Changes the generated readings of the person; times are relative to now. */
  readonly tell: (
    readings: readonly Omit<DemoReading, 'id'>[],
    now: number,
  ) => Omit<DemoReading, 'id'>[];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const bloodPressure = (at: number, systolic: number, diastolic: number, pulse: number) =>
  ({ kind: 'blood-pressure', at, values: { systolic, diastolic, pulse }, unit: 'mm[Hg]' }) as const;
const glucose = (at: number, value: number, context: DemoReading['context'] = {}) =>
  ({ kind: 'glucose', at, values: { value }, unit: 'mg/dL', context }) as const;
const weight = (at: number, value: number) =>
  ({ kind: 'weight', at, values: { value }, unit: 'kg' }) as const;
const spo2 = (at: number, value: number) =>
  ({ kind: 'spo2', at, values: { value }, unit: '%', context: { oxygen: false } }) as const;

const without = (readings: readonly Omit<DemoReading, 'id'>[], kind: string, since: number) =>
  readings.filter((reading) => reading.kind !== kind || reading.at < since);

/** The last weight before the story, so that it goes on from where the person was. */
function lastWeight(readings: readonly Omit<DemoReading, 'id'>[], before: number): number {
  const found = readings.findLast((reading) => reading.kind === 'weight' && reading.at < before);
  return found?.values['value'] ?? 80;
}

export const stories: readonly Story[] = [
  {
    key: 'rising-weight',
    condition: 'heart-failure',
    expects: 'heart-failure weight gain within seven days',
    tell: (readings, now) => {
      const start = now - 6 * day;
      const base = lastWeight(readings, start);
      const gains = [0.3, 0.8, 1.2, 1.7, 2.2, 3.0];
      return [
        ...without(readings, 'weight', start),
        ...gains.map((gain, index) =>
          weight(now - (5 - index) * day - 40 * minute, Number((base + gain).toFixed(1))),
        ),
      ];
    },
  },
  {
    key: 'night-hypoglycaemia',
    condition: 'diabetes',
    expects: 'level 2 low glucose in the night',
    tell: (readings, now) => [
      ...without(readings, 'glucose', now - 10 * hour),
      glucose(now - 9 * hour, 96),
      glucose(now - 55 * minute, 61),
      glucose(now - 35 * minute, 48),
      glucose(now - 20 * minute, 51),
    ],
  },
  {
    key: 'severe-rechecks-normal',
    condition: 'hypertension',
    expects: 'severe pressure that is downgraded by its recheck, both kept',
    tell: (readings, now) => [
      ...without(readings, 'blood-pressure', now - 6 * hour),
      bloodPressure(now - 50 * minute, 186, 108, 84),
      bloodPressure(now - 45 * minute, 134, 82, 76),
    ],
  },
  {
    key: 'severe-no-recheck',
    condition: 'hypertension',
    expects: 'severe pressure without a recheck: unresolved, a person must call',
    tell: (readings, now) => [
      ...without(readings, 'blood-pressure', now - 6 * hour),
      bloodPressure(now - 12 * minute, 192, 114, 91),
    ],
  },
  {
    key: 'wrong-person-on-scale',
    condition: 'heart-failure',
    expects: 'an implausible weight held in quarantine',
    tell: (readings, now) => {
      const base = lastWeight(readings, now - day);
      return [
        ...without(readings, 'weight', now - 20 * hour),
        weight(now - 65 * minute, base),
        weight(now - 63 * minute, Number((base - 23.1).toFixed(1))),
      ];
    },
  },
  {
    key: 'silent',
    condition: 'hypertension',
    expects: 'no readings for more than three days',
    tell: (readings, now) => readings.filter((reading) => reading.at < now - 5 * day),
  },
  {
    key: 'low-oxygen-copd',
    condition: 'copd',
    expects: 'SpO2 below the target of scale 2',
    tell: (readings, now) => [
      ...without(readings, 'spo2', now - 8 * hour),
      spo2(now - 25 * minute, 85),
    ],
  },
  {
    key: 'high-glucose-twice',
    condition: 'diabetes',
    expects: 'glucose above 250 twice in a row',
    tell: (readings, now) => [
      ...without(readings, 'glucose', now - 12 * hour),
      glucose(now - 7 * hour, 268, { meal: 'after-meal' }),
      glucose(now - 70 * minute, 281, { meal: 'fasting' }),
    ],
  },
  {
    key: 'low-pressure',
    condition: 'hypertension',
    expects: 'systolic pressure below 90',
    tell: (readings, now) => [
      ...without(readings, 'blood-pressure', now - 8 * hour),
      bloodPressure(now - 95 * minute, 86, 54, 88),
    ],
  },
  {
    key: 'pregnant-severe',
    condition: 'pregnancy',
    expects: 'severe pressure by the pregnancy rules, not by the ordinary ones',
    tell: (readings, now) => [
      ...without(readings, 'blood-pressure', now - 8 * hour),
      bloodPressure(now - 18 * minute, 164, 96, 92),
    ],
  },
];
