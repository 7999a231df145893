import type { PeakFlowView } from '../../contract/metrics.ts';
import { limitsInForce, thresholdFor } from '../../core/limits.ts';
import { peakFlowZone, type PeakFlow, type ZoneEdges } from '../../core/metrics/peak-flow.ts';
import { dayMs } from '../../core/numbers.ts';
import { metricInForce } from '../metric-content.ts';
import { definitionOf, type MetricInput } from './metric-input.ts';

/** Zones of the last weeks' peak flow, and a new personal best where one is to be proposed. */
export function peakFlowOf(input: MetricInput, day: string): PeakFlowView {
  const content = metricInForce('peak-flow', day);
  const { definition } = content;
  const since = input.until - definition.bestWithinDays * dayMs;
  const best = input.profile.facts.personalBestPeakFlow;
  const { own, ...edges } = edgesOf(definition, input);
  const readings = input.readings.flatMap(({ kind, at, values, standing, trust }) => {
    const counts = standing === 'accepted' && trust !== 'clock-suspect';
    const { value } = values;
    if (kind !== 'peak-flow' || value === undefined || !counts || at < since) return [];
    return [{ at: new Date(at).toISOString(), value, ...peakFlowZone(value, best, edges) }];
  });
  const highest = readings.toSorted((a, b) => b.value - a.value)[0];
  const isHigher = highest !== undefined && (best === undefined || highest.value > best);
  return {
    definition: definitionOf(content),
    best: best ?? null,
    ...edges,
    own,
    readings: readings
      .toReversed()
      .map(({ at, value, zone, percent }) => ({ at, value, zone, percent: percent ?? null })),
    proposedBest: isHigher ? { value: highest.value, at: highest.at } : null,
  };
}

/** The limits of the rule, with the patient's own in their place: zone and alert never differ. */
function edgesOf(
  { rule: ruleId, yellowLimit, redLimit }: PeakFlow,
  { profile, until, now, protocols }: MetricInput,
): ZoneEdges & { readonly own: boolean } {
  const inForce = [...protocols.at(now).values()].flat().flatMap(({ rules }) => rules);
  const rule = inForce.find((one) => one.ruleId === ruleId) ?? protocols.newest(ruleId);
  const limits = rule?.rule.levels.flatMap((level) => level.limits);
  const own = limitsInForce(profile.limits, ruleId, until);
  const edge = (name: string) => {
    const limit = limits?.find((one) => one.name === name);
    if (limit === undefined) throw new Error(`${ruleId} has no limit ${name}.`);
    return thresholdFor(limit, own, '%');
  };
  const [yellow, red] = [edge(yellowLimit), edge(redLimit)];
  return {
    greenFrom: yellow.value,
    yellowFrom: red.value,
    own: [yellow, red].some(({ origin }) => origin.from === 'patient'),
  };
}
