import type { Measurement } from './candidate.ts';
import type { CrossCheck } from './definition.ts';
import type { PlausibilityReason } from './plausibility-reasons.ts';
import type { Reading } from './reading.ts';
import { valueInLimitUnit, type Vital, type VitalComponent } from './vitals.ts';

/** A measurement with its time, before anything is known of its standing. */
export type TimedMeasurement = Measurement & Pick<Reading, 'at' | 'trust'>;

/** Facts of the patient that a check may need; an absent one means that the check cannot be made. */
export interface PlausibilityFacts {
  /** L/min. */
  readonly personalBestPeakFlow?: number;
}

/** As much of an earlier reading as a check looks at. */
export type EarlierReading = Pick<Reading, 'kind' | 'at' | 'values' | 'unit'>;

export interface CrossCheckInput {
  readonly vital: Vital;
  readonly taken: TimedMeasurement;
  readonly recent: readonly EarlierReading[];
  readonly facts: PlausibilityFacts;
}

type Check<K extends CrossCheck['check']> = Extract<CrossCheck, { check: K }>;

const hourMs = 3_600_000;

/** Makes one cross-check of a vital sign; the reason it found, or undefined when there is nothing to doubt. */
export function runCrossCheck(
  check: CrossCheck,
  input: CrossCheckInput,
): PlausibilityReason | undefined {
  switch (check.check) {
    case 'order':
      return checkOrder(check, input);
    case 'difference':
      return checkDifference(check, input);
    case 'agreement':
      return checkAgreement(check, input);
    case 'unit':
      return checkUnit(check, input);
    case 'change':
      return checkChange(check, input);
    case 'median':
      return checkMedian(check, input);
    case 'remark':
      return input.taken.context?.[check.key] === true ? { code: check.reason } : undefined;
    case 'personal-best':
      return checkPersonalBest(check, input);
  }
}

function checkOrder(
  check: Check<'order'>,
  { taken }: CrossCheckInput,
): PlausibilityReason | undefined {
  const lower = taken.values[check.lower];
  const higher = taken.values[check.higher];
  if (lower === undefined || higher === undefined || lower < higher) return undefined;
  return { code: 'order', component: check.lower };
}

function checkDifference(
  check: Check<'difference'>,
  { vital, taken }: CrossCheckInput,
): PlausibilityReason | undefined {
  const component = componentOf(vital, check.of);
  const larger = valueInLimitUnit(vital, component, taken);
  const smaller = valueInLimitUnit(vital, componentOf(vital, check.minus), taken);
  // Not in order is a graver reason of its own.
  if (larger === undefined || smaller === undefined || larger <= smaller) return undefined;
  const unit = component.unit.code;
  const difference = larger - smaller;
  if (difference < check.below) return { code: 'narrow-difference', limit: check.below, unit };
  if (difference > check.above) return { code: 'wide-difference', limit: check.above, unit };
  return undefined;
}

/** Compares in either direction of time: the other device's value may have come first or last. */
function checkAgreement(
  check: Check<'agreement'>,
  { vital, taken, recent }: CrossCheckInput,
): PlausibilityReason | undefined {
  const value = taken.values[check.component];
  if (value === undefined) return undefined;
  for (const other of recent) {
    if (Math.abs(other.at - taken.at) > check.withinMinutes * 60_000) continue;
    for (const { kind, component } of check.with) {
      const otherValue = other.kind === kind ? other.values[component] : undefined;
      if (otherValue !== undefined && Math.abs(otherValue - value) > check.apart) {
        const { id, unit } = componentOf(vital, check.component);
        return { code: 'disagrees', component: id, limit: check.apart, unit: unit.code };
      }
    }
  }
  return undefined;
}

function checkUnit(
  check: Check<'unit'>,
  { vital, taken }: CrossCheckInput,
): PlausibilityReason | undefined {
  if (taken.unit !== check.unit) return undefined;
  const component = firstComponent(vital);
  const value = taken.values[component.id];
  if (value === undefined || value < check.from || value > check.to) return undefined;
  return { code: 'unit-suspect', component: component.id, unit: check.probably };
}

/** Limit grows with the time between when that is longer than `perHours`. */
function checkChange(
  check: Check<'change'>,
  input: CrossCheckInput,
): PlausibilityReason | undefined {
  const component = firstComponent(input.vital);
  const value = valueInLimitUnit(input.vital, component, input.taken);
  const latest = earlierValues(input, component, check.lookBackHours).at(-1);
  if (value === undefined || latest === undefined) return undefined;
  const elapsedHours = (input.taken.at - latest.at) / hourMs;
  const allowed = check.above * Math.max(1, elapsedHours / check.perHours);
  // In binary fractions 64.9 − 60.4 is a little more than 4.5.
  if (Math.abs(value - latest.value) <= allowed + 1e-9) return undefined;
  return { code: 'change-too-fast', limit: check.above, unit: component.unit.code };
}

/**
 * The value itself is no part of the median: one that includes the newest weight hides a jump. A
 * stored jump was held and then released by a person, so the history starts anew with it; otherwise
 * every later weight at the new level would be held as well.
 */
function checkMedian(
  check: Check<'median'>,
  input: CrossCheckInput,
): PlausibilityReason | undefined {
  const component = firstComponent(input.vital);
  const value = valueInLimitUnit(input.vital, component, input.taken);
  if (value === undefined) return undefined;
  let level: number[] = [];
  for (const earlier of earlierValues(input, component, check.days * 24)) {
    if (level.length > 0 && isFar(earlier.value, medianOf(level), check.abovePercent)) level = [];
    level.push(earlier.value);
  }
  if (level.length === 0 || !isFar(value, medianOf(level), check.abovePercent)) return undefined;
  return { code: 'far-from-median', limit: check.abovePercent, unit: '%' };
}

function isFar(value: number, reference: number, percent: number): boolean {
  return Math.abs(value - reference) * 100 > reference * percent + 1e-9;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function checkPersonalBest(
  check: Check<'personal-best'>,
  { vital, taken, facts }: CrossCheckInput,
): PlausibilityReason | undefined {
  const best = facts.personalBestPeakFlow;
  const value = taken.values[firstComponent(vital).id];
  if (best === undefined || !(best > 0) || value === undefined) return undefined;
  if (value * 100 <= best * check.abovePercent) return undefined;
  return { code: 'above-personal-best', limit: check.abovePercent, unit: '%' };
}

interface EarlierValue {
  readonly at: number;
  readonly value: number;
}

/** Values of the same kind up to so many hours before, oldest first, in the unit of the limits. */
function earlierValues(
  { vital, taken, recent }: CrossCheckInput,
  component: VitalComponent,
  hours: number,
): readonly EarlierValue[] {
  const since = taken.at - hours * hourMs;
  const earlier: EarlierValue[] = [];
  for (const reading of recent) {
    if (reading.kind !== taken.kind || reading.at > taken.at || reading.at < since) continue;
    const value = valueInLimitUnit(vital, component, reading);
    if (value !== undefined) earlier.push({ at: reading.at, value });
  }
  return earlier.sort((a, b) => a.at - b.at);
}

/** compileVitals has made sure that cross-checks name components that exist. */
function componentOf(vital: Vital, id: string): VitalComponent {
  const component = vital.componentByKey.get(id);
  if (component === undefined) throw new Error(`${vital.kind} has no component ${id}.`);
  return component;
}

function firstComponent(vital: Vital): VitalComponent {
  const [component] = vital.components;
  if (component === undefined) throw new Error(`${vital.kind} has no component.`);
  return component;
}
