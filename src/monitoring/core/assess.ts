import type { Reading, VitalKind } from '../../vitals/core/reading.ts';
import { applies } from './applicability.ts';
import { symptomWindowMinutes } from './asked-symptoms.ts';
import type { AssessInput, Assessment } from './assessment.ts';
import { loggedChanges } from './change-log.ts';
import type { CompiledProtocol, CompiledRule, ProtocolTable } from './compile.ts';
import { isDoubtful } from './judge.ts';
import { judgedInstant, lateReason } from './lateness.ts';
import { minuteMs } from './numbers.ts';
import { activeAlert, beginPass, inOrder, judgeInPass, newestOf, type Pass } from './pass.ts';
import { areAllQuiet, isQuietFor } from './quiet-path.ts';
import type { SymptomReport } from './symptom.ts';
import { readingKey, type EvidenceReading } from './evidence-reading.ts';

const quietAssessment: Assessment = Object.freeze({
  verdicts: Object.freeze([]),
  changes: Object.freeze([]),
  late: Object.freeze([]),
  proposals: Object.freeze([]),
});

/**
 * Judges what is new for one patient against the protocols in force, and says what becomes of the
 * patient's alerts. Pure: the state before goes in, the changes come out. Readings are taken in the
 * order of their times; late ones alarm nobody and end nothing; the time for a recheck runs out on
 * any call at or after `recheckDueAt`.
 */
export function assess(input: AssessInput): Assessment {
  const table = input.protocols.at(input.now);
  if (areAllQuiet(input, table)) return quietAssessment;
  const pass = beginPass(input, table);
  for (const reading of inOrder(input.newReadings)) assessReading(pass, reading);
  for (const report of input.newSymptoms ?? []) assessSymptoms(pass, report);
  expireRechecks(pass, Number.POSITIVE_INFINITY);
  assessSilence(pass);
  const { verdicts, late, proposals } = pass;
  return { verdicts, changes: loggedChanges(pass.changes), late, proposals };
}

function assessReading(pass: Pass, reading: Reading): void {
  const { input, table } = pass;
  const protocols = table.get(reading.kind) ?? [];
  const reason = lateReason(reading, pass.newest.get(reading.kind), input.now);
  if (reason !== undefined) {
    const quiet = protocols.every((one) => isQuietFor(one, input.profile, reading, input.now));
    pass.late.push({ key: readingKey(reading), kind: reading.kind, at: reading.at, reason, quiet });
    return;
  }
  expireRechecks(pass, reading.at);
  const instant = judgedInstant(reading, input.now);
  if (instant !== undefined) pass.newest.set(reading.kind, instant);
  for (const protocol of protocols) assessAgainst(pass, protocol, reading);
}

function assessAgainst(pass: Pass, compiled: CompiledProtocol, reading: Reading): void {
  const { input } = pass;
  const { protocol, rules } = compiled;
  const ordinary =
    input.detail !== 'all' &&
    !isDoubtful(reading) &&
    !isToldMore(input) &&
    !rules.some((rule) => activeAlert(pass, rule.ruleId) !== undefined);
  if (ordinary && !hasOwnLimits(input, protocol.id)) {
    if (isQuietFor(compiled, input.profile, reading, input.now)) return;
  }
  if (isSuperseded(pass, compiled, reading)) return;
  for (const rule of rules) {
    const { operator } = rule.rule;
    // Silence is broken by any reading; while nobody was alarmed by it there is nothing to say.
    if (operator === 'missing-for' && !endsSilence(pass, rule, reading)) continue;
    judgeInPass(pass, rule, reading);
    if (operator === 'percent-of-best') proposeBest(pass, rule, reading);
  }
}

/** A reading of another vital sign says nothing of the one that is missed. */
function endsSilence(pass: Pass, { ruleId, rule, protocol }: CompiledRule, { kind }: Reading) {
  if (rule.operator !== 'missing-for' || activeAlert(pass, ruleId) === undefined) return false;
  return protocol.measures.some((measure) => measure.name === rule.of && measure.kind === kind);
}

function isToldMore({ newSymptoms, recentSymptoms }: AssessInput): boolean {
  return (newSymptoms?.length ?? 0) + (recentSymptoms?.length ?? 0) > 0;
}

function hasOwnLimits({ profile }: AssessInput, protocolId: string): boolean {
  return profile.limits.some((limit) => limit.ruleId.startsWith(`${protocolId}/`));
}

/** One series can come from several kinds (a cuff's pulse, an oximeter's): the newest of all counts. */
function isSuperseded(pass: Pass, { protocol }: CompiledProtocol, reading: Reading): boolean {
  if (reading.trust === 'clock-suspect') return false;
  const newest = newestOf(pass, protocol);
  return newest !== undefined && Math.min(reading.at, pass.input.now) < newest;
}

/** Above the best on record is good news to be looked at, not put in place (clinical-rules 1.7). */
function proposeBest(pass: Pass, { rule, protocol }: CompiledRule, reading: Reading): void {
  if (rule.operator !== 'percent-of-best' || isDoubtful(reading)) return;
  const best = pass.input.profile.facts[rule.fact];
  const measure = protocol.measures.find(
    ({ name, kind }) => name === rule.of && kind === reading.kind,
  );
  const value = measure === undefined ? undefined : reading.values[measure.component];
  if (best === undefined || value === undefined || value <= best) return;
  pass.proposals.push({ fact: rule.fact, value, readingKey: readingKey(reading) });
}

/** Severe values whose recheck did not come in time go to a person. A recheck at the very minute is in time. */
function expireRechecks(pass: Pass, readingAt: number): void {
  const { now } = pass.input;
  for (const { ruleId, recheck, clearedAt } of pass.alerts.values()) {
    if (clearedAt !== undefined || recheck?.stage !== 'awaiting-recheck') continue;
    if (now < recheck.recheckDueAt || readingAt <= recheck.recheckDueAt) continue;
    const rule = ruleOfAlert(pass, ruleId);
    if (rule !== undefined) judgeInPass(pass, rule, undefined);
  }
}

/** The rule in force; of one that no longer is, its newest version still ends what it began. */
function ruleOfAlert({ table, input }: Pass, ruleId: string): CompiledRule | undefined {
  return (
    rulesInForce(table).find((rule) => rule.ruleId === ruleId) ?? input.protocols.newest(ruleId)
  );
}

function rulesInForce(table: ProtocolTable): readonly CompiledRule[] {
  const protocols = new Map([...table.values()].flat().map((one) => [one.protocol.id, one]));
  return [...protocols.values()].flatMap(({ rules }) => rules);
}

/** Judges what was told anew on the newest reading near the answer, for the rules that ask for it. */
function assessSymptoms(pass: Pass, report: SymptomReport): void {
  for (const rule of rulesInForce(pass.table)) {
    const windowMs = symptomWindowMinutes(rule.rule) * minuteMs;
    if (windowMs === 0 || !applies(rule.protocol, pass.input.profile.flags, pass.ageYears))
      continue;
    const reading = subjectOf(pass, rule, report, windowMs);
    if (reading === undefined && rule.rule.operator !== 'reported') continue;
    judgeInPass(pass, rule, reading);
  }
}

function subjectOf(
  pass: Pass,
  rule: CompiledRule,
  report: SymptomReport,
  windowMs: number,
): EvidenceReading | undefined {
  const kinds = new Set(rule.protocol.measures.map(({ kind }) => kind));
  // Only the newest reading judged may speak: an older one could end what the newer began.
  const newest = newestOf(pass, rule.protocol);
  const near = pass.readings.findLast(
    ({ kind, at }) =>
      kinds.has(kind) &&
      Math.abs(at - report.at) <= windowMs &&
      (newest === undefined || at >= newest),
  );
  const recheck = activeAlert(pass, rule.ruleId)?.recheck;
  const followed = recheck?.recheck ?? recheck?.first;
  if (near === undefined || followed === undefined) return near ?? followed;
  return near.at >= followed.at ? near : followed;
}

function assessSilence(pass: Pass): void {
  const expected = new Set<VitalKind>(pass.input.expectedKinds);
  if (expected.size === 0) return;
  for (const rule of rulesInForce(pass.table)) {
    const { rule: one, protocol } = rule;
    if (one.operator !== 'missing-for') continue;
    const missed = protocol.measures.find(({ name }) => name === one.of);
    if (missed !== undefined && expected.has(missed.kind)) judgeInPass(pass, rule, undefined);
  }
}
