import type { Reading, VitalKind } from '../../vitals/core/reading.ts';
import { protocolSymptomWindowMinutes } from './asked-symptoms.ts';
import type { AssessInput } from './assessment.ts';
import type { CompiledProtocol, CompiledRule } from './compile.ts';
import { lateReason } from './lateness.ts';
import { limitsInForce, testLimits } from './limits.ts';
import { measuredQuantity } from './measure.ts';
import { hourMs, minuteMs } from './numbers.ts';
import type { Level, Rule } from './protocol.ts';
import { isQuietFor } from './quiet-path.ts';
import { isObserved } from './scored.ts';

/** All readings of one kind since an instant. */
export interface HistoryNeed {
  readonly kind: VitalKind;
  readonly sinceMs: number;
}

/**
 * The earlier readings that `assess` would look at for this input: none for normal values, except
 * where a rule compares with an earlier one (weight). Load these before assessing.
 */
export function historyNeeded(input: Omit<AssessInput, 'history'>): readonly HistoryNeed[] {
  const since = new Map<VitalKind, number>();
  const need = (protocol: CompiledProtocol, sinceMs: number) => {
    for (const { kind } of protocol.protocol.measures) {
      since.set(kind, Math.min(since.get(kind) ?? sinceMs, sinceMs));
    }
  };
  const table = input.protocols.at(input.now);
  for (const reading of input.newReadings) {
    if (lateReason(reading, input.newestJudgedAt[reading.kind], input.now) !== undefined) continue;
    for (const protocol of table.get(reading.kind) ?? []) {
      const hours = hoursFor(input, protocol, reading);
      if (hours > 0) need(protocol, reading.at - hours * hourMs);
    }
  }
  for (const report of input.newSymptoms ?? []) {
    for (const protocol of [...table.values()].flat()) {
      const minutes = protocolSymptomWindowMinutes(protocol.protocol);
      if (minutes > 0)
        need(protocol, report.at - minutes * minuteMs - mostHours(protocol) * hourMs);
    }
  }
  return [...since].map(([kind, sinceMs]) => ({ kind, sinceMs }));
}

function hoursFor(
  input: Omit<AssessInput, 'history'>,
  protocol: CompiledProtocol,
  reading: Reading,
): number {
  const hasLimits = input.profile.limits.length > 0;
  if (!hasLimits && isQuietFor(protocol, input.profile, reading, input.now)) return 0;
  return Math.max(0, ...protocol.rules.map((rule) => hoursForRule(input, rule, reading)));
}

function hoursForRule(
  input: Omit<AssessInput, 'history'>,
  { rule, ruleId, protocol }: CompiledRule,
  reading: Reading,
): number {
  if (rule.operator === 'score') return isObserved(reading) ? ruleHours(rule) : 0;
  if (rule.operator !== 'above' && rule.operator !== 'below') return ruleHours(rule);
  const own = limitsInForce(input.profile.limits, ruleId, input.now);
  const of = (name: string) => measuredQuantity(protocol, name, reading);
  const passed = (level: Level) => {
    return testLimits(level.limits, rule.direction, of, own).truth === 'yes';
  };
  return Math.max(0, ...rule.levels.filter(passed).map(levelHours));
}

function mostHours({ rules }: CompiledProtocol): number {
  return Math.max(0, ...rules.map(({ rule }) => ruleHours(rule)));
}

/** Hours of earlier readings that a rule can look at, whatever the value. */
function ruleHours(rule: Rule): number {
  switch (rule.operator) {
    case 'rise-within':
    case 'fall-within':
      if (rule.baseline.from === 'dry-weight') return 0;
      return rule.baseline.from === 'latest-between'
        ? rule.baseline.fromHoursAgo
        : rule.baseline.withinHours;
    case 'above':
    case 'below':
      return Math.max(0, ...rule.levels.map(levelHours));
    case 'score':
      return Math.max(...rule.parameters.map((one) => one.withinMinutes)) / 60;
    case 'percent-of-best':
    case 'reported':
    case 'missing-for':
      return 0;
  }
}

function levelHours(level: Level): number {
  return level.pattern?.withinHours ?? 0;
}
