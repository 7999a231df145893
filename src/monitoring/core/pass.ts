import type { Reading, VitalKind } from '../../vitals/core/reading.ts';
import type { Alert } from './alert.ts';
import { ageYearsAt } from './applicability.ts';
import type { Flapping } from './arbiter-policy.ts';
import type { AssessInput, FactProposal, LateReading } from './assessment.ts';
import { logChange, type ChangeLog } from './change-log.ts';
import type { CompiledRule, ProtocolTable } from './compile.ts';
import { followAlert } from './follow-alert.ts';
import { decide, verdictOf } from './judge.ts';
import type { Protocol } from './protocol.ts';
import type { Situation } from './situation.ts';
import { readingKey, type EvidenceReading } from './evidence-reading.ts';
import type { Verdict } from './verdict.ts';

/** One assessment under way: the state before, moved forward step by step. */
export interface Pass {
  readonly input: AssessInput;
  readonly table: ProtocolTable;
  readonly ageYears: number | undefined;
  readonly flapping: Flapping | undefined;
  /** History and new readings, oldest first, each once. */
  readonly readings: readonly Reading[];
  readonly alerts: Map<string, Alert>;
  readonly newest: Map<VitalKind, number>;
  readonly verdicts: Verdict[];
  readonly changes: ChangeLog;
  readonly late: LateReading[];
  readonly proposals: FactProposal[];
}

/** Begins an assessment from the state before. */
export function beginPass(input: AssessInput, table: ProtocolTable): Pass {
  const { profile, now } = input;
  return {
    input,
    table,
    ageYears:
      profile.birthDate === undefined
        ? undefined
        : ageYearsAt(profile.birthDate, profile.zone, now),
    flapping: input.protocols.flappingAt(now),
    readings: inOrder([...input.history, ...input.newReadings]),
    alerts: new Map(input.activeAlerts.map((alert) => [alert.ruleId, alert])),
    newest: new Map(Object.entries(input.newestJudgedAt) as [VitalKind, number][]),
    verdicts: [],
    changes: new Map(),
    late: [],
    proposals: [],
  };
}

/** Oldest first, each reading once; of two at one instant always in the same order. */
export function inOrder(readings: readonly Reading[]): readonly Reading[] {
  if (isRising(readings)) return readings;
  const byKey = new Map(readings.map((reading) => [readingKey(reading), reading]));
  return [...byKey]
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([, reading]) => reading);
}

/** Each at an instant of its own, oldest first: none can be there twice. */
function isRising(readings: readonly Reading[]): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (const { at } of readings) {
    if (at <= before) return false;
    before = at;
  }
  return true;
}

/** The alert of a rule when it is active. */
export function activeAlert(pass: Pass, ruleId: string): Alert | undefined {
  const alert = pass.alerts.get(ruleId);
  return alert?.clearedAt === undefined ? alert : undefined;
}

/** Judges one rule on a reading, or on none, and moves its alert. */
export function judgeInPass(
  pass: Pass,
  rule: CompiledRule,
  reading: EvidenceReading | undefined,
): void {
  const alert = activeAlert(pass, rule.ruleId);
  const situation = situationFor(pass, rule, reading, alert);
  const decision = decide(rule, situation);
  if (decision === undefined) return;
  const alarming = decision.state === 'fires' || decision.state === 'unknown';
  // What would be clear changes nothing but an active alert: nothing is written down.
  if (!alarming && alert === undefined && pass.input.detail !== 'all') return;
  const verdict = verdictOf(rule, situation, decision);
  pass.verdicts.push(verdict);
  const change = followAlert(rule, verdict, pass.alerts.get(rule.ruleId), pass.flapping);
  if (change === undefined) return;
  pass.alerts.set(rule.ruleId, change.alert);
  logChange(pass.changes, change);
}

function situationFor(
  pass: Pass,
  rule: CompiledRule,
  reading: EvidenceReading | undefined,
  alert: Alert | undefined,
): Situation {
  const { input, readings } = pass;
  const { profile } = input;
  return {
    judgedAt: input.now,
    reading,
    earlier: readings,
    earlierCount: reading === undefined ? 0 : earlierFor(rule, readings, reading),
    symptomReports: [...(input.recentSymptoms ?? []), ...(input.newSymptoms ?? [])],
    flags: profile.flags,
    ageYears: pass.ageYears,
    facts: profile.facts,
    limits: profile.limits,
    recheckBefore: alert?.recheck,
    ...heardAt(pass, rule),
  };
}

/** For rules on silence: when the vital sign, and any other, was heard of. */
function heardAt(
  { newest }: Pass,
  { rule, protocol }: CompiledRule,
): Pick<Situation, 'newestAt' | 'newestOtherAt'> {
  if (rule.operator !== 'missing-for') return { newestAt: undefined, newestOtherAt: undefined };
  const kind = protocol.measures.find(({ name }) => name === rule.of)?.kind;
  const others = [...newest].filter(([other]) => other !== kind).map(([, at]) => at);
  return {
    newestAt: kind === undefined ? undefined : newest.get(kind),
    newestOtherAt: others.length === 0 ? undefined : Math.max(...others),
  };
}

/** What is told at one instant belongs together: a score adds up what stands before in that order as well. */
function earlierFor(
  { rule }: CompiledRule,
  readings: readonly Reading[],
  reading: EvidenceReading,
): number {
  const before = countBefore(readings, reading.at);
  if (rule.operator !== 'score') return before;
  const key = readingKey(reading);
  const place = readings.findIndex((one, index) => index >= before && readingKey(one) === key);
  return Math.max(before, place);
}

/** Time of the newest reading judged so far of the kinds that a protocol measures. */
export function newestOf(pass: Pass, protocol: Protocol): number | undefined {
  let newest: number | undefined;
  for (const { kind } of protocol.measures) {
    const at = pass.newest.get(kind);
    if (at !== undefined && (newest === undefined || at > newest)) newest = at;
  }
  return newest;
}

/** How many of the readings (oldest first) were taken before an instant. */
function countBefore(readings: readonly Reading[], at: number): number {
  let [low, high] = [0, readings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((readings[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
