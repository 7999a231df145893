import {
  measuredQuantity,
  measureOf,
  quantityOf,
  type Quantity,
  type QuantityResult,
} from './measure.ts';
import { denoise, hourMs } from './numbers.ts';
import { backwards } from './patterns.ts';
import type { Baseline, Protocol, RuleOf } from './protocol.ts';
import type { Situation } from './situation.ts';
import type { EvidenceReading } from './evidence-reading.ts';

type ChangeRule = RuleOf<'rise-within'> | RuleOf<'fall-within'>;

export interface ChangeFound {
  readonly quantity: QuantityResult;
  /** The reading compared with, when it was one. */
  readonly baseline?: EvidenceReading;
}

/**
 * How far a value has risen (or fallen) from its baseline, as a positive figure in the direction of
 * the rule. Both are brought into the limit's unit first, so 83.1 kg against 81.6466266 kg is 3.204 lb.
 * The baseline never includes the reading itself (clinical-rules 1.5: d1, d7).
 */
export function changeSince(
  rule: ChangeRule,
  protocol: Protocol,
  reading: EvidenceReading,
  situation: Situation,
): ChangeFound {
  const now = measuredQuantity(protocol, rule.of, reading);
  if (typeof now === 'string') return { quantity: now };
  const sign = rule.operator === 'rise-within' ? 1 : -1;
  if (rule.baseline.from === 'dry-weight') {
    const dryWeight = situation.facts.dryWeightKg;
    if (dryWeight === undefined) return { quantity: 'absent' };
    const measure = measureOf(protocol, rule.of, reading);
    const prescribed = measure === undefined ? 'absent' : quantityOf(measure, dryWeight, 'kg');
    return { quantity: difference(now, prescribed, sign) };
  }
  const baseline = baselineReading(rule.baseline, rule.of, protocol, reading, situation);
  if (baseline === undefined) return { quantity: 'earlier-reading' };
  return {
    quantity: difference(now, measuredQuantity(protocol, rule.of, baseline), sign),
    baseline,
  };
}

function difference(now: Quantity, before: QuantityResult, sign: 1 | -1): QuantityResult {
  if (typeof before === 'string') return 'earlier-reading';
  return {
    unit: now.unit,
    inUnit(unit) {
      const [newer, older] = [now.inUnit(unit), before.inUnit(unit)];
      return newer === undefined || older === undefined
        ? undefined
        : denoise(sign * (newer - older));
    },
  };
}

function baselineReading(
  baseline: Exclude<Baseline, { from: 'dry-weight' }>,
  of: string,
  protocol: Protocol,
  reading: EvidenceReading,
  situation: Situation,
): EvidenceReading | undefined {
  const hours = baseline.from === 'latest-between' ? baseline.fromHoursAgo : baseline.withinHours;
  let found: { readonly reading: EvidenceReading; readonly value: number } | undefined;
  for (const earlier of backwards(situation, reading.at - hours * hourMs)) {
    const value = comparable(measuredQuantity(protocol, of, earlier), reading.unit);
    if (value === undefined) continue;
    if (baseline.from === 'latest-between') {
      if (reading.at - earlier.at < baseline.toHoursAgo * hourMs) continue;
      return earlier;
    }
    const better =
      found === undefined ||
      (baseline.from === 'minimum' ? value < found.value : value > found.value);
    if (better) found = { reading: earlier, value };
  }
  return found?.reading;
}

function comparable(quantity: QuantityResult, unit: string): number | undefined {
  return typeof quantity === 'string' ? undefined : quantity.inUnit(unit);
}
