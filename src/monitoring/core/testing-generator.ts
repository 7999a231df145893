import { vitalKinds, type Reading, type VitalKind } from '../../vitals/core/reading.ts';
import { dayMs, hourMs, minuteMs } from './numbers.ts';
import type { PatientLimit, PatientProfile } from './profile.ts';
import { symptoms, type Symptom } from './symptom.ts';
import { noon, profileOf, shipped } from './testing-notation.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;

/** One of the values. */
export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('Nothing to pick from.');
  return value;
}

/** Units of each kind with the span in which values are drawn: wider than any limit. */
const spans: Readonly<Record<VitalKind, Readonly<Record<string, readonly [number, number]>>>> = {
  'blood-pressure': { 'mm[Hg]': [60, 240], kPa: [8, 32] },
  glucose: { 'mg/dL': [20, 480], 'mmol/L': [1, 27] },
  weight: { kg: [78, 84], '[lb_av]': [172, 186], g: [78_000, 84_000] },
  spo2: { '%': [78, 100] },
  'heart-rate': { '/min': [30, 150] },
  temperature: { Cel: [34, 40.5], '[degF]': [93, 105] },
  'respiratory-rate': { '/min': [5, 30] },
  'peak-flow': { 'L/min': [100, 500] },
};

/** A value, often exactly on a limit or a hair beside one: that is where mistakes live. */
function valueIn(random: Random, kind: VitalKind, unit: string): number {
  const [low, high] = spans[kind][unit] ?? [0, 1];
  const published = limitsOf(kind, unit);
  if (published.length > 0 && random() < 0.35) {
    return Math.max(0.1, pick(random, published) + pick(random, [-1, -0.1, 0, 0, 0.1, 1]));
  }
  return Math.round((low + random() * (high - low)) * 10) / 10;
}

function limitsOf(kind: VitalKind, unit: string): readonly number[] {
  return (shipped.at(noon).get(kind) ?? []).flatMap(({ protocol }) =>
    protocol.rules
      .flatMap((rule) => [...rule.levels.flatMap((level) => level.limits)])
      .flatMap((limit) => limit.thresholds)
      .filter((threshold) => threshold.unit === unit)
      .map((threshold) => threshold.value),
  );
}

let count = 0;

/** A reading of any kind and unit taken within so many hours before `before`. */
export function randomReading(random: Random, before: number, withinHours: number): Reading {
  const kind = pick(random, vitalKinds);
  const unit = pick(random, Object.keys(spans[kind]));
  const extreme = kind === 'glucose' && random() < 0.05;
  count += 1;
  return {
    kind,
    at: before - Math.floor(random() * withinHours * 60) * minuteMs,
    values: extreme ? {} : valuesFor(random, kind, unit),
    unit,
    ...(extreme ? { beyond: pick(random, ['HI', 'LO'] as const) } : {}),
    standing: random() < 0.06 ? 'unconfirmed' : 'accepted',
    trust: random() < 0.04 ? 'clock-suspect' : 'device-synchronised',
    origin: 'device',
    sourceId: `random/${count}`,
    ...(random() < 0.3 ? { context: contextFor(random, kind) } : {}),
  };
}

/** What somebody enters who looks at the patient: most of a score's values, at one instant. */
export function randomObservation(random: Random, at: number): readonly Reading[] {
  const consciousness = pick(random, ['A', 'A', 'C', 'V', '?']);
  const kinds = ['respiratory-rate', 'spo2', 'blood-pressure', 'temperature'] as const;
  return kinds
    .filter(() => random() < 0.9)
    .map((kind) => {
      const unit = pick(random, Object.keys(spans[kind]));
      count += 1;
      return {
        ...{ kind, at, unit, values: valuesFor(random, kind, unit) },
        ...({ standing: 'accepted', trust: 'device-synchronised', origin: 'manual' } as const),
        sourceId: `random/${count}`,
        context: { consciousness, oxygen: pick(random, ['air', 2, 'unclear']) },
      };
    });
}

function valuesFor(random: Random, kind: VitalKind, unit: string): Record<string, number> {
  const pulse: Record<string, number> =
    random() < 0.4 ? { pulse: valueIn(random, 'heart-rate', '/min') } : {};
  switch (kind) {
    case 'blood-pressure': {
      const systolic = valueIn(random, kind, unit);
      // Drawn apart from the systolic, so that each is high alone at times.
      return { systolic, diastolic: valueIn(random, kind, unit) * 0.7, ...pulse };
    }
    case 'spo2':
      return { value: valueIn(random, kind, unit), ...pulse };
    case 'glucose':
    case 'weight':
    case 'heart-rate':
    case 'temperature':
    case 'respiratory-rate':
    case 'peak-flow':
      return { value: valueIn(random, kind, unit) };
  }
}

function contextFor(random: Random, kind: VitalKind): Record<string, string | number | boolean> {
  const told = random() < 0.4 ? 'none' : someSymptoms(random).join(' ');
  return {
    ...(random() < 0.5 ? { symptoms: told } : {}),
    ...(kind === 'spo2' ? { oxygen: pick(random, ['air', 0, 2, true, false]) } : {}),
    ...(kind === 'glucose' && random() < 0.5 ? { ketones: Math.round(random() * 40) / 10 } : {}),
    ...(kind === 'glucose'
      ? { meal: pick(random, ['fasting', '1-hour-after-meal', 'other']) }
      : {}),
  };
}

/** One or two symptoms. */
export function someSymptoms(random: Random): readonly Symptom[] {
  return random() < 0.7
    ? [pick(random, symptoms)]
    : [pick(random, symptoms), pick(random, symptoms)];
}

const flags = [
  ...['pregnant-or-postpartum', 'heart-failure', 'spo2-scale-2', 'on-oxygen'],
  ...['room-air', 'neutropenic', 'diabetes', 'chronic-lung-disease'],
];

/** A patient with any flags, ages, facts and sometimes limits of their own. */
export function randomProfile(random: Random): PatientProfile {
  const birthDate = pick(random, ['1950-03-01', '1990-11-20', '2008-11-21', '2015-01-01', '']);
  const base = profileOf(`birthDate=${birthDate}`);
  return {
    ...base,
    flags: new Set(flags.filter(() => random() < 0.3)),
    facts: {
      ...(random() < 0.5 ? { dryWeightKg: 79 } : {}),
      ...(random() < 0.6 ? { personalBestPeakFlow: pick(random, [0, 400, 450]) } : {}),
    },
    limits: random() < 0.3 ? [randomLimit(random), randomLimit(random)] : [],
  };
}

/** A limit of the patient's own, near the protocol's, sometimes over or not yet begun. */
function randomLimit(random: Random): PatientLimit {
  const rules = shipped.contents.flatMap(({ definition }) =>
    definition.rules.map((rule) => ({ ruleId: `${definition.id}/${rule.id}`, rule })),
  );
  const { ruleId, rule } = pick(random, rules);
  const limits = [...rule.levels.flatMap((level) => level.limits)];
  const limit = limits.length === 0 ? undefined : pick(random, limits);
  const threshold = limit === undefined ? undefined : pick(random, limit.thresholds);
  return {
    id: `own/${Math.floor(random() * 1e9)}`,
    ruleId,
    name: limit?.name ?? 'none',
    value: (threshold?.value ?? 1) * pick(random, [0.9, 1, 1.1]),
    unit: threshold?.unit ?? '1',
    author: 'clinician',
    reason: 'usual value of the patient',
    effectiveFrom: noon - pick(random, [2 * dayMs, dayMs, -hourMs]),
    ...(random() < 0.2 ? { effectiveTo: noon - hourMs } : {}),
  };
}
