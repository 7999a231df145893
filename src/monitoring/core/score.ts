import { comparedBy, dangerousSide } from './compared.ts';
import type { CompiledRule } from './compile.ts';
import { thresholdFor } from './limits.ts';
import { denoise } from './numbers.ts';
import type { PatientLimit } from './profile.ts';
import type { Limit, Rule } from './protocol.ts';
import type { Situation } from './situation.ts';

/** Stands for HI and LO: further than any number a meter can show. */
const beyondScale = 1_000_000;

/**
 * How far the figures lie beyond the mildest limits of a rule, as a share of the limit (0.1 = 10 %
 * beyond), the worst of several. Without a unit, so it compares readings taken in different ones.
 */
export function scoreOf(
  { rule, protocol }: CompiledRule,
  situation: Situation,
  own: readonly PatientLimit[],
): number {
  if (rule.operator === 'reported') return 0;
  const compared = comparedBy(rule, protocol, situation);
  if (compared === undefined) return 0;
  const sign = dangerousSide(rule) === 'low' ? -1 : 1;
  let worst = Number.NEGATIVE_INFINITY;
  for (const limit of mildestLimits(rule)) {
    const quantity = compared.of(limit.of);
    if (typeof quantity === 'string') continue;
    const threshold = thresholdFor(limit, own, quantity.unit);
    const value = quantity.inUnit(threshold.unit);
    if (value === undefined) continue;
    const beyond = (sign * (value - threshold.value)) / Math.max(1, Math.abs(threshold.value));
    worst = Math.max(worst, Math.min(beyond, beyondScale));
  }
  if (!Number.isFinite(worst)) return 0;
  // Silence grows by the minute and is no news by that: it is worse when as much time again has gone by.
  return rule.operator === 'missing-for' ? Math.floor(denoise(worst)) : denoise(worst);
}

/** The last limit of each figure: levels are written worst first. */
function mildestLimits(rule: Rule): readonly Limit[] {
  const limits = rule.levels.flatMap((level) => level.limits);
  return [...new Map(limits.map((limit) => [limit.of, limit])).values()];
}
