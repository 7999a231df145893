import type { Language } from '../../platform/core/text.ts';
import { formatNumber } from './format.ts';
import type { PlausibilityReason } from './plausibility-reasons.ts';
import type { VitalKind } from './reading.ts';
import { vitalOf, type Vitals } from './vitals.ts';

/** What the sentence of a reason (`doubt.*` in messages) needs; all are texts for people. */
export interface ReasonParameters {
  readonly component: string;
  /** With its unit: "300 mmHg", "10 %". */
  readonly limit: string;
  readonly unit: string;
}

/** The parameters for the sentence of a reason; a part that the reason does not have is empty. */
export function reasonParameters(
  vitals: Vitals,
  kind: VitalKind,
  reason: PlausibilityReason,
  language: Language,
): ReasonParameters {
  const vital = vitalOf(vitals, kind);
  const component =
    reason.component === undefined
      ? vital.components[0]
      : vital.componentByKey.get(reason.component);
  const unit = component?.units.find(({ code }) => code === reason.unit);
  const unitLabel = unit?.label[language] ?? reason.unit ?? '';
  const { limit } = reason;
  const decimals = limit === undefined || Number.isInteger(limit) ? 0 : 1;
  return {
    component: component?.definition.label[language] ?? '',
    limit: limit === undefined ? '' : `${formatNumber(limit, decimals, language)} ${unitLabel}`,
    unit: unitLabel,
  };
}
