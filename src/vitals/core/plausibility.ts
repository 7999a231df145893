import {
  type CrossCheckInput,
  type EarlierReading,
  type PlausibilityFacts,
  runCrossCheck,
  type TimedMeasurement,
} from './cross-checks.ts';
import type { Edges } from './definition.ts';
import type {
  Placement,
  PlausibilityCode,
  PlausibilityOutcome,
  PlausibilityReason,
} from './plausibility-reasons.ts';
import type { VitalKind } from './reading.ts';
import {
  type HistoryNeed,
  valueToBand,
  type Vital,
  type VitalComponent,
  vitalOf,
  type Vitals,
} from './vitals.ts';

export interface Plausibility {
  readonly outcome: PlausibilityOutcome;
  readonly placement: Placement;
  readonly reasons: readonly PlausibilityReason[];
  /**
   * In a range where a doubt must not delay anybody: an `unconfirmed` reading alerts all the same,
   * and a `quarantined` one is to be looked at first.
   */
  readonly critical: boolean;
}

interface Effect {
  readonly outcome: PlausibilityOutcome;
  readonly placement: Placement;
}

const accepted: Effect = { outcome: 'accept', placement: 'accepted' };
const repeat: Effect = { outcome: 'confirm', placement: 'unconfirmed' };
const hold: Effect = { outcome: 'confirm', placement: 'quarantined' };
const rejected: Effect = { outcome: 'reject', placement: 'quarantined' };

/** From the mildest to the gravest; the gravest of a reading's reasons decides. */
const gravity: readonly Effect[] = [accepted, repeat, hold, rejected];

/**
 * What each reason does. A value is held apart only when it cannot be true as it stands or is
 * probably somebody else's. Whatever could be true of this patient stays in the chart, where
 * protocols see it: a doubt never silences an alert.
 */
const effects: Readonly<Record<PlausibilityCode, Effect>> = {
  'below-possible': rejected,
  'above-possible': rejected,
  order: rejected,
  'control-solution': rejected,
  'change-too-fast': hold,
  'far-from-median': hold,
  'calibration-doubt': hold,
  'person-doubt': hold,
  'below-usual': repeat,
  'above-usual': repeat,
  'narrow-difference': repeat,
  'wide-difference': repeat,
  disagrees: repeat,
  'unit-suspect': repeat,
  'low-perfusion': repeat,
  'above-personal-best': repeat,
  'clock-suspect': repeat,
};

const none: readonly PlausibilityReason[] = Object.freeze([]);
const quiet: Plausibility = Object.freeze({ ...accepted, reasons: none, critical: false });
const clearlyCritical: Plausibility = Object.freeze({ ...quiet, critical: true });

/** Which other readings the check of this kind needs; none for most. */
export function plausibilityHistory(vitals: Vitals, kind: VitalKind): readonly HistoryNeed[] {
  return vitalOf(vitals, kind).history;
}

/**
 * Filters artefacts (clinical-rules 1.9): accept, confirm (keep, ask for a repeat) or reject (keep
 * apart); nothing is deleted and nothing converted to what it probably meant. `recent` is what
 * `plausibilityHistory` asks for, in any order, without this reading and without quarantined ones.
 * A check whose history or fact is missing is not made. Limits are stated to the decimals of their
 * unit: a value in another unit is converted and rounded to those before it is compared.
 */
export function assessPlausibility(
  vitals: Vitals,
  taken: TimedMeasurement,
  recent: readonly EarlierReading[],
  facts: PlausibilityFacts = {},
): Plausibility {
  const vital = vitalOf(vitals, taken.kind);
  const beyondLimits = limitReasons(vital, taken);
  const others = otherReasons({ vital, taken, recent, facts });
  const critical = taken.beyond !== undefined || isCritical(vital, taken);
  if (beyondLimits.length === 0 && others.length === 0) return critical ? clearlyCritical : quiet;
  if (others.some(({ code }) => code === 'unit-suspect')) {
    const reasons = others.filter(({ code }) => !code.endsWith('-difference'));
    return { ...wrongUnit(beyondLimits, reasons), reasons, critical };
  }
  const reasons = [...beyondLimits, ...others];
  return { ...gravest(reasons), reasons, critical };
}

function gravest(reasons: readonly PlausibilityReason[]): Effect {
  const ranks = reasons.map(({ code }) => gravity.indexOf(effects[code]));
  return gravity[Math.max(0, ...ranks)] ?? rejected;
}

/**
 * A suspected unit explains limits and differences: it is asked about, not rejected. As it stands
 * 102 "°C" or 5.4 "mg/dL" cannot be true and is held; 25 "mg/dL" can, and stays in the chart.
 */
function wrongUnit(
  beyondLimits: readonly PlausibilityReason[],
  others: readonly PlausibilityReason[],
): Effect {
  const impossible = gravest(beyondLimits) === rejected;
  const effect = gravest(others);
  return impossible && effect === repeat ? hold : effect;
}

function limitReasons(
  vital: Vital,
  taken: Pick<TimedMeasurement, 'values' | 'unit'>,
): readonly PlausibilityReason[] {
  let reasons: PlausibilityReason[] | undefined;
  for (const component of vital.components) {
    const value = valueToBand(vital, component, taken);
    if (value === undefined) continue;
    const reason = limitReason(component, value);
    if (reason !== undefined) (reasons ??= []).push(reason);
  }
  return reasons ?? none;
}

/** An impossible pulse says that the pulse was not found; it must not hold back a severe pressure. */
function limitReason(component: VitalComponent, value: number): PlausibilityReason | undefined {
  const { limits, required } = component.definition;
  const possible = required ? passed(limits.reject, value) : undefined;
  if (possible !== undefined) return reasonOf(component, `${possible}-possible`, limits.reject);
  const usual = passed(limits.confirm, value);
  return usual && reasonOf(component, `${usual}-usual`, limits.confirm);
}

function reasonOf(
  component: VitalComponent,
  code: `${'below' | 'above'}-${'possible' | 'usual'}`,
  edges: Edges,
): PlausibilityReason {
  const limit = code.startsWith('below') ? edges.below : edges.above;
  const { id, unit } = component;
  return limit === undefined
    ? { code, component: id }
    : { code, component: id, limit, unit: unit.code };
}

function passed(edges: Edges, value: number): 'below' | 'above' | undefined {
  if (edges.below !== undefined && value < edges.below) return 'below';
  return edges.above !== undefined && value > edges.above ? 'above' : undefined;
}

function isCritical(vital: Vital, taken: TimedMeasurement): boolean {
  for (const component of vital.components) {
    const value = valueToBand(vital, component, taken);
    if (value !== undefined && passed(component.definition.limits.critical, value) !== undefined) {
      return true;
    }
  }
  return false;
}

function otherReasons(input: CrossCheckInput): readonly PlausibilityReason[] {
  let reasons: PlausibilityReason[] | undefined;
  if (input.taken.trust === 'clock-suspect') reasons = [{ code: 'clock-suspect' }];
  for (const check of input.vital.crossChecks) {
    const reason = runCrossCheck(check, input);
    if (reason !== undefined) (reasons ??= []).push(reason);
  }
  return reasons ?? none;
}
