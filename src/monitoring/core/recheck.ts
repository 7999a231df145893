import { symptomsTold } from './circumstances.ts';
import { testLimits } from './limits.ts';
import { measuredQuantity } from './measure.ts';
import { minuteMs } from './numbers.ts';
import type { Level, Protocol, RuleOf } from './protocol.ts';
import type { PatientLimit } from './profile.ts';
import { evidenceReading, type Situation } from './situation.ts';
import type { Symptom } from './symptom.ts';
import { readingKey, type EvidenceReading } from './evidence-reading.ts';
import type { LimitUsed, MissingFact, RecheckStage, RecheckState } from './verdict.ts';

type RecheckRule = RuleOf<'recheck'>;

export interface RecheckJudged {
  readonly state: 'fires' | 'clear' | 'unknown' | 'nothing to judge';
  readonly level?: Level;
  readonly limits: readonly LimitUsed[];
  readonly missing: readonly MissingFact[];
  readonly recheck?: RecheckState;
}

/**
 * The severe-reading workflow of clinical-rules 1.1: a severe value awaits a recheck; a listed
 * symptom makes it an emergency at once; a recheck confirms or downgrades it; without one in time
 * it is unresolved. What an emergency or an unresolved value ends is a person (`clears: by-person`).
 */
export function judgeRecheck(
  rule: RecheckRule,
  protocol: Protocol,
  situation: Situation,
  own: readonly PatientLimit[],
): RecheckJudged {
  const { reading, recheckBefore: before } = situation;
  if (reading === undefined) return judgeByClock(rule, situation);
  const of = (name: string) => measuredQuantity(protocol, name, reading);
  const tested = testLimits(rule.limits, 'high', of, own);
  const symptoms = symptomsTold(situation, rule.symptomsWithinMinutes);
  const found = { limits: tested.used, missing: tested.missing };
  switch (tested.truth) {
    case 'no measure':
      return { state: 'nothing to judge', limits: [], missing: [] };
    case 'unknown':
      return { state: 'unknown', ...found };
    case 'yes': {
      const next = severe(rule, reading, situation, symptoms);
      const asked: MissingFact[] = symptoms === undefined ? ['symptoms'] : [];
      return fires(rule, next, { ...found, missing: [...tested.missing, ...asked] });
    }
    case 'no':
      return lower(rule, reading, before, symptoms, found);
  }
}

/** Without a new reading only two things can happen: the time for the recheck runs out, or a symptom is told. */
function judgeByClock(rule: RecheckRule, situation: Situation): RecheckJudged {
  const { recheckBefore: before, judgedAt } = situation;
  const nothing = { limits: [], missing: [] };
  if (before === undefined) return { state: 'nothing to judge', ...nothing };
  const overdue = before.stage === 'awaiting-recheck' && judgedAt >= before.recheckDueAt;
  const stage = overdue ? 'unresolved' : before.stage;
  return fires(rule, { ...before, stage }, nothing);
}

/** A severe value: the first of an episode, the recheck that confirms it, or one more. */
function severe(
  rule: RecheckRule,
  reading: EvidenceReading,
  { recheckBefore: before, judgedAt }: Situation,
  symptoms: ReadonlySet<Symptom> | undefined,
): RecheckState {
  const listed = told(rule.symptoms, symptoms);
  if (before === undefined) {
    return {
      stage: listed ? 'emergency' : 'awaiting-recheck',
      first: evidenceReading(reading),
      // From when we learned of it: a value that was hours on its way is not overdue on arrival.
      recheckDueAt: judgedAt + rule.recheckWithinMinutes * minuteMs,
      ...(rule.treatWithinMinutes === undefined
        ? {}
        : { treatDueAt: reading.at + rule.treatWithinMinutes * minuteMs }),
    };
  }
  const rechecked = isRecheck(rule, reading, before);
  const confirmed = rechecked || before.stage === 'severe-no-symptoms';
  const emergency =
    before.stage === 'emergency' || listed || (confirmed && told(rule.alsoAsk, symptoms));
  const stage = emergency ? 'emergency' : confirmed ? 'severe-no-symptoms' : before.stage;
  return { ...before, stage, ...(rechecked ? { recheck: evidenceReading(reading) } : {}) };
}

/** A value below the limits: nothing, too early to count, or the downgrade. */
function lower(
  rule: RecheckRule,
  reading: EvidenceReading,
  before: RecheckState | undefined,
  symptoms: ReadonlySet<Symptom> | undefined,
  found: Pick<RecheckJudged, 'limits' | 'missing'>,
): RecheckJudged {
  if (before === undefined) return { state: 'clear', ...found };
  if (before.stage !== 'emergency' && told(rule.symptoms, symptoms)) {
    return fires(rule, { ...before, stage: 'emergency', recheck: evidenceReading(reading) }, found);
  }
  // One that came after the time is over finds the stage unresolved: the clock is asked first (assess.ts).
  if (before.stage === 'awaiting-recheck' && !isRecheck(rule, reading, before)) {
    return { state: 'unknown', limits: found.limits, missing: ['recheck'], recheck: before };
  }
  return { state: 'clear', ...found, recheck: { ...before, recheck: evidenceReading(reading) } };
}

/** A second measurement, long enough after the first to be one. */
function isRecheck(rule: RecheckRule, reading: EvidenceReading, { first }: RecheckState): boolean {
  if (readingKey(reading) === readingKey(first)) return false;
  return reading.at - first.at >= rule.recheckAfterMinutes * minuteMs;
}

function told(anyOf: readonly Symptom[], symptoms: ReadonlySet<Symptom> | undefined): boolean {
  return symptoms !== undefined && anyOf.some((symptom) => symptoms.has(symptom));
}

function fires(
  rule: RecheckRule,
  recheck: RecheckState,
  found: Pick<RecheckJudged, 'limits' | 'missing'>,
): RecheckJudged {
  return { state: 'fires', level: levelOf(rule, recheck.stage), ...found, recheck };
}

function levelOf(rule: RecheckRule, stage: RecheckStage): Level {
  const level = rule.levels.find(({ id }) => id === stage);
  if (level === undefined)
    throw new Error(`A recheck rule without the level ${stage} was compiled.`);
  return level;
}
