import { symptomsTold } from './circumstances.ts';
import type { LevelRule } from './compared.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import { readingKey } from './evidence-reading.ts';
import type { LevelsJudged } from './levels.ts';
import { minuteMs } from './numbers.ts';
import type { Confirm, Level } from './protocol.ts';
import { evidenceReading, type Situation } from './situation.ts';
import type { Symptom } from './symptom.ts';
import type { RecheckState } from './verdict.ts';

/** What a rule says once it is known whether its value was confirmed. */
export type Confirmed = LevelsJudged & { readonly recheck?: RecheckState };

/** A level whose value a second one must confirm. */
type CriticalLevel = Level & { readonly confirm: Confirm };

/** Under way: what is settled asks for nothing any more. */
type Running = RecheckState & { readonly stage: Exclude<RecheckState['stage'], 'settled'> };

/**
 * Confirm then alert (clinical-rules 1.1 and 1.9): a critical value alarms at once and awaits a second
 * one. That one confirms it, or lowers it to its own level; without one in time it is unresolved. A
 * listed symptom makes it an emergency without waiting. `judged` is what the values alone say.
 */
export function followConfirmation(
  rule: LevelRule,
  situation: Situation,
  judged: LevelsJudged,
): Confirmed {
  const { reading } = situation;
  const before = running(rule, situation.recheckBefore);
  if (reading === undefined)
    return before === undefined ? judged : byClock(rule, before, situation);
  if (judged.state === 'nothing to judge' || judged.state === 'not-applicable') return judged;
  if (judged.state === 'unknown') return judged;
  if (judged.level !== undefined && isCritical(judged.level))
    return critical(rule, judged.level, reading, situation, judged);
  if (before === undefined) return judged;
  if (judged.level !== undefined && rankOf(rule, judged.level.id) < rankOf(rule, before.level)) {
    // Worse, and known by more than the value (a symptom told): nothing is left to confirm.
    return { ...judged, recheck: { ...before, stage: 'settled' } };
  }
  return milder(rule, reading, before, situation, judged);
}

/** Levels of which a second value is asked, in the order of the rule. */
export function criticalLevels(levels: readonly Level[]): readonly CriticalLevel[] {
  return levels.filter(isCritical);
}

function isCritical(level: Level): level is CriticalLevel {
  return level.confirm !== undefined;
}

/** Content that no longer asks for a confirmation of that level has ended what waited for one. */
function running(rule: LevelRule, state: RecheckState | undefined): Running | undefined {
  if (state === undefined || state.stage === 'settled') return undefined;
  if (confirmOf(rule, state.level) === undefined) return undefined;
  return { ...state, stage: state.stage };
}

/** Without a new reading only two things can happen: the time runs out, or a symptom is told. */
function byClock(rule: LevelRule, before: Running, { judgedAt }: Situation): Confirmed {
  const overdue = before.stage === 'awaiting-recheck' && judgedAt >= before.recheckDueAt;
  const next: Running = overdue ? { ...before, stage: 'unresolved' } : before;
  return fires(rule, next, { limits: next.limits, missing: [], earlier: [] });
}

function critical(
  rule: LevelRule,
  level: CriticalLevel,
  reading: EvidenceReading,
  situation: Situation,
  judged: LevelsJudged,
): Confirmed {
  const { emergency } = level.confirm;
  const told =
    emergency === undefined ? undefined : symptomsTold(situation, emergency.symptomsWithinMinutes);
  const missing: LevelsJudged['missing'] =
    emergency !== undefined && told === undefined
      ? [...judged.missing, 'symptoms']
      : judged.missing;
  const before = running(rule, situation.recheckBefore);
  const value = { level, reading, limits: judged.limits };
  const next = nextState(rule, value, before, told, situation.judgedAt);
  return fires(rule, next, { ...judged, missing });
}

/** A critical value as it came. */
interface CriticalValue {
  readonly level: CriticalLevel;
  readonly reading: EvidenceReading;
  readonly limits: LevelsJudged['limits'];
}

function nextState(
  rule: LevelRule,
  value: CriticalValue,
  before: Running | undefined,
  told: ReadonlySet<Symptom> | undefined,
  judgedAt: number,
): Running {
  const { level, reading } = value;
  const listed = anyTold(level.confirm.emergency?.symptoms, told);
  const worse = before !== undefined && rankOf(rule, level.id) < rankOf(rule, before.level);
  if (before === undefined || (worse && before.stage !== 'emergency')) {
    return alone(value, listed, judgedAt);
  }
  const repeated = isRepeat(rule, reading, before);
  const confirmed = repeated || before.stage === 'confirmed';
  const also = confirmed && anyTold(level.confirm.emergency?.alsoAsk, told);
  const emergency = before.stage === 'emergency' || listed || also;
  const stage = emergency ? 'emergency' : confirmed ? 'confirmed' : before.stage;
  // Of two critical values both have reached the milder level.
  const reached = stage === 'confirmed' ? level.id : before.level;
  const second = repeated ? { recheck: evidenceReading(reading) } : {};
  return { ...before, stage, level: reached, ...second };
}

/** A critical value that no other stands beside yet. */
function alone(
  { level: { id, confirm }, reading, limits }: CriticalValue,
  listed: boolean,
  judgedAt: number,
): Running {
  return {
    stage: listed ? 'emergency' : 'awaiting-recheck',
    level: id,
    first: evidenceReading(reading),
    limits,
    // From when we learned of it: a value that was hours on its way is not overdue on arrival.
    recheckDueAt: judgedAt + confirm.withinMinutes * minuteMs,
    ...(confirm.treatWithinMinutes === undefined
      ? {}
      : { treatDueAt: reading.at + confirm.treatWithinMinutes * minuteMs }),
  };
}

/** A value short of the level that awaits its confirmation: nothing yet, too early to count, or the downgrade. */
function milder(
  rule: LevelRule,
  reading: EvidenceReading,
  before: Running,
  situation: Situation,
  judged: LevelsJudged,
): Confirmed {
  const emergency = confirmOf(rule, before.level)?.emergency;
  const told = emergency && symptomsTold(situation, emergency.symptomsWithinMinutes);
  const second = evidenceReading(reading);
  if (before.stage !== 'emergency' && anyTold(emergency?.symptoms, told)) {
    return fires(rule, { ...before, stage: 'emergency', recheck: second }, judged);
  }
  // One that came after the time is over finds the stage unresolved: the clock is asked first (assess.ts).
  if (before.stage === 'awaiting-recheck' && !isRepeat(rule, reading, before)) {
    const { limits, earlier } = judged;
    return { state: 'unknown', limits, missing: ['recheck'], earlier, recheck: before };
  }
  const forPerson = before.stage === 'emergency' || before.stage === 'unresolved';
  if (forPerson && judged.state === 'fires') {
    return fires(rule, { ...before, recheck: second }, judged);
  }
  const stage = forPerson ? before.stage : 'settled';
  return { ...judged, recheck: { ...before, stage, recheck: second } };
}

/** A second measurement, long enough after the first to be one. */
function isRepeat(rule: LevelRule, reading: EvidenceReading, { level, first }: Running): boolean {
  if (readingKey(reading) === readingKey(first)) return false;
  const after = confirmOf(rule, level)?.afterMinutes ?? 0;
  return reading.at - first.at >= after * minuteMs;
}

function anyTold(
  anyOf: readonly Symptom[] | undefined,
  told: ReadonlySet<Symptom> | undefined,
): boolean {
  return told !== undefined && (anyOf ?? []).some((symptom) => told.has(symptom));
}

function fires(
  rule: LevelRule,
  recheck: Running,
  found: Pick<LevelsJudged, 'limits' | 'missing' | 'earlier'>,
): Confirmed {
  const { limits, missing, earlier } = found;
  return { state: 'fires', level: levelOf(rule, recheck), limits, missing, earlier, recheck };
}

/** The level of the rule that says how far its confirmation has come. */
function levelOf(rule: LevelRule, { stage, level: id }: Running): Level {
  const confirm = confirmOf(rule, id);
  const stages = {
    'awaiting-recheck': id,
    confirmed: confirm?.confirmed.id,
    unresolved: confirm?.unresolved.id,
    emergency: confirm?.emergency?.id,
  };
  const level = rule.levels.find((one) => one.id === stages[stage]);
  if (level === undefined) throw new Error(`A rule without a level for ${stage} was compiled.`);
  return level;
}

function confirmOf(rule: LevelRule, id: string): Confirm | undefined {
  return rule.levels.find((level) => level.id === id)?.confirm;
}

function rankOf(rule: LevelRule, id: string): number {
  return rule.levels.findIndex((level) => level.id === id);
}
