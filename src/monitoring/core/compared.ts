import { changeSince } from './change.ts';
import { measuredQuantity, measureOf, toldValue, type QuantityResult } from './measure.ts';
import { hourMs } from './numbers.ts';
import type { Protocol, Rule, RuleOf } from './protocol.ts';
import { isObserved, scoreFound, type ScoreFound } from './scored.ts';
import type { Situation } from './situation.ts';
import type { EvidenceReading } from './evidence-reading.ts';

/** Rules whose levels compare a figure with limits. */
export type LevelRule = Exclude<Rule, RuleOf<'reported'>>;

/** What a rule compares, and the earlier reading it compared with. */
export interface Compared {
  readonly of: (of: string) => QuantityResult;
  readonly baseline?: EvidenceReading | undefined;
  /** Other earlier readings that the figure is made of. */
  readonly used?: readonly EvidenceReading[];
}

/** On which side of its limits a figure is dangerous. A fall is told as how far, so more is worse. */
export function dangerousSide(rule: Rule): 'high' | 'low' {
  return rule.operator === 'below' || rule.operator === 'percent-of-best' ? 'low' : 'high';
}

/** The figures a rule's limits are compared with; undefined when there is no reading to take them from. */
export function comparedBy(
  rule: LevelRule,
  protocol: Protocol,
  situation: Situation,
): Compared | undefined {
  const { reading } = situation;
  if (rule.operator === 'missing-for') return { of: () => silence(situation) };
  if (reading === undefined) return undefined;
  switch (rule.operator) {
    case 'above':
    case 'below':
      return { of: (name) => measuredQuantity(protocol, name, reading) };
    case 'rise-within':
    case 'fall-within': {
      const change = changeSince(rule, protocol, reading, situation);
      return { of: () => change.quantity, baseline: change.baseline };
    }
    case 'score': {
      if (!isObserved(reading)) return undefined;
      const found = scoreFound(rule, protocol, situation, reading);
      return { of: (name) => scoredQuantity(found, name), used: found.used };
    }
    case 'percent-of-best':
      return { of: () => percentOfBest(rule, protocol, reading, situation) };
  }
}

/** Share of the personal best, %. A best of zero is as good as none. */
function percentOfBest(
  rule: RuleOf<'percent-of-best'>,
  protocol: Protocol,
  reading: EvidenceReading,
  situation: Situation,
): QuantityResult {
  const measure = measureOf(protocol, rule.of, reading);
  const value = measure === undefined ? undefined : toldValue(measure, reading);
  if (measure === undefined) return 'absent';
  if (value === undefined) return 'value';
  const best = situation.facts[rule.fact];
  if (best === undefined || !(best > 0)) return 'personal-best';
  return { unit: '%', inUnit: (unit) => (unit === '%' ? (value * 100) / best : undefined) };
}

/** An incomplete score is no score: what is missing might be the worst of it. */
function scoredQuantity({ total, highest }: ScoreFound, name: string): QuantityResult {
  const figure = name === 'highest' ? highest : total;
  if (total === undefined || figure === undefined) return 'score-parameter';
  return { unit: '{score}', inUnit: (unit) => (unit === '{score}' ? figure : undefined) };
}

/** Hours since the newest reading. */
function silence({ newestAt, judgedAt }: Situation): QuantityResult {
  if (newestAt === undefined) return 'any-reading';
  const hours = Math.max(0, judgedAt - newestAt) / hourMs;
  return { unit: 'h', inUnit: (unit) => (unit === 'h' ? hours : undefined) };
}
