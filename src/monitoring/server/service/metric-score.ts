import type { Reply } from '../../../platform/core/contract.ts';
import type { readMetrics, ScoredValue, ScoreView } from '../../contract/metrics.ts';
import { applies } from '../../core/applicability.ts';
import type { CompiledProtocol, CompiledRule } from '../../core/compile.ts';
import { dayMs } from '../../core/numbers.ts';
import type { RuleOf } from '../../core/protocol.ts';
import { isObserved, scoreAt, scoreLevel, type ParameterFound } from '../../core/scored.ts';
import { definitionOf, type MetricInput } from './metric-input.ts';

/** How long ago a complete score is still told beside an incomplete one. */
const lastScoreDays = 7;

/** NEWS2 as of an instant, and the newest complete one before it. */
export function scoreOf(input: MetricInput): Reply<typeof readMetrics>['news2'] {
  const { compiled, rule } = scoreRule(input);
  const { protocol, contentHash } = compiled;
  const { minimumAge } = protocol.appliesTo;
  const { ageYears, profile } = input;
  const tooYoung = minimumAge !== undefined && ageYears !== undefined && ageYears < minimumAge;
  const isFor = applies(protocol, profile.flags, ageYears);
  const view = (at: number) => viewOf(input, compiled, rule, at);
  return {
    definition: definitionOf({ definition: protocol, contentHash, file: '' }),
    notFor: isFor ? null : tooYoung ? 'age' : 'flags',
    now: view(input.until),
    last: lastComplete(input, view) ?? null,
  };
}

/** The rule of NEWS2 in force; a release without it is an error of the content. */
function scoreRule({ protocols, now }: MetricInput): {
  compiled: CompiledProtocol;
  rule: RuleOf<'score'>;
} {
  for (const compiled of protocols.at(now).get('respiratory-rate') ?? []) {
    for (const { rule } of compiled.rules satisfies readonly CompiledRule[]) {
      if (rule.operator === 'score') return { compiled, rule };
    }
  }
  throw new Error('No protocol in force has a score.');
}

function lastComplete(
  { readings, until }: MetricInput,
  view: (at: number) => ScoreView,
): ScoreView | undefined {
  const since = until - lastScoreDays * dayMs;
  const instants = new Set(
    readings.filter((one) => isObserved(one) && one.at >= since).map(({ at }) => at),
  );
  for (const at of [...instants].toReversed()) {
    const one = view(at);
    if (one.total !== null) return one;
  }
  return undefined;
}

function viewOf(
  { readings, profile }: MetricInput,
  { protocol }: CompiledProtocol,
  rule: RuleOf<'score'>,
  at: number,
): ScoreView {
  const found = scoreAt(rule, protocol, profile.flags, readings, at);
  const level = scoreLevel(rule, found);
  return {
    at: new Date(at).toISOString(),
    total: found.total ?? null,
    atLeast: found.atLeast,
    level: level === undefined ? null : { id: level.id, label: level.label },
    values: found.parameters.map(valueOf),
  };
}

function valueOf({ parameter, points, told, reading, scaled }: ParameterFound): ScoredValue {
  const isMeasure = parameter.from === 'measure';
  return {
    id: parameter.id,
    label: parameter.label,
    scale: isMeasure && scaled ? (parameter.scale?.label ?? null) : null,
    points: points ?? null,
    told: told ?? null,
    unit: isMeasure ? parameter.unit : null,
    kind: isMeasure ? (reading?.kind ?? null) : null,
    at: reading === undefined ? null : new Date(reading.at).toISOString(),
    withinMinutes: parameter.withinMinutes,
  };
}
