import type { Quantity, QuantityResult } from './measure.ts';
import type { PatientLimit } from './profile.ts';
import type { Limit } from './protocol.ts';
import type { LimitOrigin, LimitUsed, MissingFact } from './verdict.ts';

export type Truth = 'yes' | 'no' | 'unknown';

/** What comparing the limits of one level found; `no measure` when there is nothing for them to compare. */
export interface LimitsTested {
  readonly truth: Truth | 'no measure';
  readonly used: readonly LimitUsed[];
  readonly missing: readonly MissingFact[];
}

/** The patient's own limits of a rule in force at an instant; of two for one name the later one. */
export function limitsInForce(
  limits: readonly PatientLimit[],
  ruleId: string,
  now: number,
): readonly PatientLimit[] {
  if (limits.length === 0) return limits;
  const byName = new Map<string, PatientLimit>();
  for (const limit of limits) {
    if (limit.ruleId !== ruleId || limit.effectiveFrom > now) continue;
    if (limit.effectiveTo !== undefined && limit.effectiveTo <= now) continue;
    const other = byName.get(limit.name);
    if (other === undefined || other.effectiveFrom <= limit.effectiveFrom)
      byName.set(limit.name, limit);
  }
  return [...byName.values()];
}

/**
 * Compares figures with limits of which any one is enough. Each limit is judged in the figure's own
 * unit when it is published in it, else the figure is brought into the limit's first unit.
 * `own` are the patient's limits in force; they replace the protocol's by name.
 */
export function testLimits(
  limits: readonly Limit[],
  direction: 'high' | 'low',
  quantityOf: (of: string) => QuantityResult,
  own: readonly PatientLimit[],
): LimitsTested {
  const used: LimitUsed[] = [];
  const missing = new Set<MissingFact>();
  let truth: LimitsTested['truth'] = 'no measure';
  for (const limit of limits) {
    const quantity = quantityOf(limit.of);
    if (quantity === 'absent') continue;
    const tested = testLimit(limit, own, direction, quantity);
    used.push(tested.used);
    if (tested.missing !== undefined) missing.add(tested.missing);
    truth = either(truth, tested.missing === undefined ? truthOf(tested.used.passed) : 'unknown');
  }
  return { truth, used, missing: [...missing] };
}

/** Whether a value passes a limit in the direction of the danger. */
export function passes(
  value: number,
  limit: number,
  direction: 'high' | 'low',
  inclusive: boolean,
): boolean {
  if (inclusive && value === limit) return true;
  return direction === 'high' ? value > limit : value < limit;
}

/** The figure a limit stands at for this patient, in the unit of the quantity where it is published in it. */
export function thresholdFor(
  limit: Limit,
  own: readonly PatientLimit[],
  unit: string | undefined,
): { readonly value: number; readonly unit: string; readonly origin: LimitOrigin } {
  const patientLimit = own.find((candidate) => candidate.name === limit.name);
  if (patientLimit !== undefined) {
    const { id, author, program } = patientLimit;
    const origin: LimitOrigin =
      program === undefined
        ? { from: 'patient', limitId: id, author }
        : { from: 'program', program };
    return { value: patientLimit.value, unit: patientLimit.unit, origin };
  }
  const threshold =
    limit.thresholds.find((candidate) => candidate.unit === unit) ?? limit.thresholds[0];
  if (threshold === undefined) throw new Error('A limit without thresholds passed the schema.');
  return { value: threshold.value, unit: threshold.unit, origin: { from: 'protocol' } };
}

function testLimit(
  limit: Limit,
  own: readonly PatientLimit[],
  direction: 'high' | 'low',
  quantity: Quantity | MissingFact,
): { readonly used: LimitUsed; readonly missing?: MissingFact } {
  const known = typeof quantity === 'string' ? undefined : quantity;
  const { origin, ...threshold } = thresholdFor(limit, own, known?.unit);
  const { name, of, inclusive } = limit;
  const described = { name, of, ...threshold, inclusive, origin };
  if (typeof quantity === 'string') {
    return { used: { ...described, passed: false }, missing: quantity };
  }
  const value = quantity.inUnit(threshold.unit);
  if (value === undefined) return { used: { ...described, passed: false }, missing: 'unit' };
  const passed = passes(value, threshold.value, direction, inclusive);
  return { used: { ...described, ...(Number.isFinite(value) ? { measured: value } : {}), passed } };
}

function truthOf(passed: boolean): Truth {
  return passed ? 'yes' : 'no';
}

function either(before: LimitsTested['truth'], now: Truth): Truth {
  if (before === 'yes' || now === 'yes') return 'yes';
  return before === 'unknown' || now === 'unknown' ? 'unknown' : 'no';
}
