import { applies } from './applicability.ts';
import { categoryOf } from './category.ts';
import { symptomsTold } from './circumstances.ts';
import type { CompiledRule } from './compile.ts';
import { criticalLevels, followConfirmation, type Confirmed } from './confirmation.ts';
import { judgeLevels } from './levels.ts';
import { limitsInForce } from './limits.ts';
import type { PatientLimit } from './profile.ts';
import type { RuleOf } from './protocol.ts';
import { scoreOf } from './score.ts';
import { scaleFlags } from './scored.ts';
import { evidenceReading, type Situation } from './situation.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import type { Evidence, MissingFact, RecheckState, Verdict, VerdictState } from './verdict.ts';

/** What a rule says, before it is written down with its evidence. */
export interface Decision {
  readonly state: VerdictState;
  readonly judged: Confirmed;
  readonly missing: readonly MissingFact[];
  /** The patient's own limits in force. */
  readonly own: readonly PatientLimit[];
}

/**
 * What one rule says of a situation, with the evidence that makes it again. Undefined when the
 * situation holds nothing the rule looks at (a reading without a pulse, nobody reported anything).
 */
export function judge(rule: CompiledRule, situation: Situation): Verdict | undefined {
  const decision = decide(rule, situation);
  return decision === undefined ? undefined : verdictOf(rule, situation, decision);
}

/** The first half of `judge`: most verdicts are clear, and nobody needs the evidence of those. */
export function decide(rule: CompiledRule, situation: Situation): Decision | undefined {
  const own = limitsInForce(situation.limits, rule.ruleId, situation.judgedAt);
  if (!applies(rule.protocol, situation.flags, situation.ageYears)) {
    return { state: 'not-applicable', judged: notApplicable, missing: [], own };
  }
  const judged = judgeRule(rule, situation, own);
  if (judged.state === 'nothing to judge') return undefined;
  const missing = [...judged.missing, ...doubts(judged, rule, situation)];
  const state = judged.state === 'clear' && missing.length > 0 ? 'unknown' : judged.state;
  return { state, judged, missing, own };
}

/** The second half of `judge`: the verdict with its evidence. */
export function verdictOf(
  rule: CompiledRule,
  situation: Situation,
  { state, judged, missing, own }: Decision,
): Verdict {
  const { level, recheck } = judged;
  const category = categoryOf(rule.protocol, situation);
  return {
    ruleId: rule.ruleId,
    protocolVersion: rule.protocol.version,
    contentHash: rule.contentHash,
    state,
    direction: rule.rule.direction,
    ...(level === undefined ? {} : { level: level.id, tier: level.tier, priority: level.priority }),
    ...(state === 'fires' ? { score: scoreOf(rule, withValue(situation, recheck), own) } : {}),
    ...(category === undefined ? {} : { category }),
    limits: judged.limits,
    missing,
    unconfirmed: isUnconfirmed(state, situation, judged),
    ...(recheck === undefined ? {} : { recheck }),
    evidence: evidenceOf(rule, situation, own, judged.earlier),
  };
}

const notApplicable: Confirmed = { state: 'not-applicable', limits: [], missing: [], earlier: [] };

function judgeRule(
  { rule, protocol }: CompiledRule,
  situation: Situation,
  own: readonly PatientLimit[],
): Confirmed {
  switch (rule.operator) {
    case 'reported':
      return judgeReported(rule, situation);
    case 'above':
    case 'below':
    case 'rise-within':
    case 'fall-within':
    case 'percent-of-best':
    case 'missing-for':
    case 'score': {
      const judged = judgeLevels(rule, protocol, situation, own);
      if (criticalLevels(rule.levels).length === 0) return judged;
      return followConfirmation(rule, situation, judged);
    }
  }
}

function judgeReported(rule: RuleOf<'reported'>, situation: Situation): Confirmed {
  const told = symptomsTold(situation, rule.withinMinutes);
  const level = rule.levels[0];
  const reported = told !== undefined && rule.symptoms.some((symptom) => told.has(symptom));
  if (!reported || level === undefined) {
    return { state: 'nothing to judge', limits: [], missing: [], earlier: [] };
  }
  return { state: 'fires', level, limits: [], missing: [], earlier: [] };
}

/** When only the clock has spoken, it spoke of the value that nobody repeated. */
function withValue(situation: Situation, recheck: RecheckState | undefined): Situation {
  const spoken = situation.reading ?? recheck?.first;
  return { ...situation, reading: spoken };
}

/** It rests on a reading in doubt, or on one critical value alone. */
function isUnconfirmed(state: VerdictState, { reading }: Situation, judged: Confirmed): boolean {
  const alone =
    judged.recheck?.stage === 'awaiting-recheck' || judged.recheck?.stage === 'unresolved';
  if (state === 'fires' && alone) return true;
  return [reading, ...judged.earlier].some((one) => one !== undefined && isDoubtful(one));
}

/** Plausibility asked for a repeat, or the device's clock is wrong: it may alarm, but not reassure. */
export function isDoubtful(reading: EvidenceReading): boolean {
  return reading.standing === 'unconfirmed' || reading.trust === 'clock-suspect';
}

/** What keeps an unalarming verdict from being called clear. */
function doubts(
  judged: Confirmed,
  rule: CompiledRule,
  situation: Situation,
): readonly MissingFact[] {
  const facts: MissingFact[] = [];
  const { reading } = situation;
  if (rule.protocol.appliesTo.minimumAge !== undefined && situation.ageYears === undefined) {
    facts.push('birth-date');
  }
  if (judged.state === 'fires' || reading === undefined) return facts;
  if (reading.standing === 'unconfirmed') facts.push('confirmation');
  if (reading.trust === 'clock-suspect') facts.push('reliable-time');
  return facts;
}

function evidenceOf(
  rule: CompiledRule,
  situation: Situation,
  own: readonly PatientLimit[],
  earlier: readonly EvidenceReading[],
): Evidence {
  const { requiredFlags, excludedFlags } = rule.protocol.appliesTo;
  const scales = rule.rule.operator === 'score' ? scaleFlags(rule.rule) : [];
  const asked = [
    ...new Set([...requiredFlags, ...excludedFlags, ...scales, 'on-oxygen', 'room-air']),
  ];
  return {
    judgedAt: situation.judgedAt,
    ...(situation.reading === undefined ? {} : { reading: evidenceReading(situation.reading) }),
    earlier: earlier.map(evidenceReading),
    symptomReports: situation.symptomReports,
    flags: asked.filter((flag) => situation.flags.has(flag)),
    ...(situation.ageYears === undefined ? {} : { ageYears: situation.ageYears }),
    facts: situation.facts,
    patientLimits: own,
    ...(situation.recheckBefore === undefined ? {} : { recheckBefore: situation.recheckBefore }),
    ...(situation.newestAt === undefined ? {} : { newestAt: situation.newestAt }),
    ...(situation.newestOtherAt === undefined ? {} : { newestOtherAt: situation.newestOtherAt }),
  };
}
