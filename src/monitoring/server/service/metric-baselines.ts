import type { Reply } from '../../../platform/core/contract.ts';
import type { BaselineView, readMetrics } from '../../contract/metrics.ts';
import { limitsInForce, thresholdFor } from '../../core/limits.ts';
import { baselineOf, type BaselineMeasure } from '../../core/metrics/baseline.ts';
import { valueLimits } from '../../core/quiet.ts';
import { metricInForce } from '../metric-content.ts';
import { definitionOf, protocolsFor, type MetricInput } from './metric-input.ts';

/** What is usual for the patient in each vital sign with readings, beside the limits that hold. */
export function baselinesOf(
  input: MetricInput,
  day: string,
): Reply<typeof readMetrics>['baseline'] {
  const content = metricInForce('baseline', day);
  const place = { zone: input.profile.zone, until: input.until };
  return {
    definition: definitionOf(content),
    measures: content.definition.measures.flatMap((measure) => {
      const result = baselineOf(content.definition, measure, input.readings, place);
      if (result.newest === undefined) return [];
      const { kind, component, unit } = measure;
      return [{ kind, component, unit, result, limits: fixedLimits(input, measure) }];
    }),
  };
}

/** The mildest limit of each rule that compares the figure in this unit. */
function fixedLimits(input: MetricInput, measure: BaselineMeasure): BaselineView['limits'] {
  const { kind, component, unit } = measure;
  return protocolsFor(input, kind).flatMap(({ measures, rules }) => {
    const names = measures
      .filter((one) => one.component === component && one.in === 'values')
      .map(({ name }) => name);
    return rules.flatMap(({ rule, ruleId }) => {
      const own = limitsInForce(input.profile.limits, ruleId, input.until);
      // Levels are written worst first.
      const mildest = valueLimits(rule).findLast(({ of }) => names.includes(of));
      if (mildest === undefined || rule.direction === 'none') return [];
      const { origin, ...threshold } = thresholdFor(mildest, own, unit);
      if (threshold.unit !== unit) return [];
      return [
        {
          direction: rule.direction,
          ...threshold,
          inclusive: mildest.inclusive,
          own: origin.from === 'patient',
        },
      ];
    });
  });
}
