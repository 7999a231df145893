import { useLanguage } from '../../../platform/web/language.ts';
import type { Vitals } from '../../../vitals/core/vitals.ts';
import { exactNumber, unitLabel, withUnit } from '../../core/unit-text.ts';
import type { LimitSlot } from '../plots/bands.ts';

type Described = Pick<LimitSlot, 'direction' | 'inclusive' | 'kind'>;

/** A limit for people: "≥ 180 mmHg", "< 54 mg/dL". */
export function useLimitText(
  vitals: Vitals,
): (slot: Described, value: number, unit: string) => string {
  const language = useLanguage();
  return ({ direction, inclusive, kind }, value, unit) => {
    const sign = direction === 'low' ? (inclusive ? '≤' : '<') : inclusive ? '≥' : '>';
    const number = exactNumber(vitals, kind, value, unit, language);
    return `${sign} ${withUnit(number, unitLabel(vitals, kind, unit, language), language)}`;
  };
}
