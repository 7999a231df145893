import type { Alert, AlertChange, AlertMoment } from './alert.ts';
import { calmAt } from './arbiter.ts';
import type { Flapping } from './arbiter-policy.ts';
import type { CompiledRule } from './compile.ts';
import { findingOf } from './finding.ts';
import { minuteMs } from './numbers.ts';
import type { Verdict } from './verdict.ts';

/** Firing again within this long of clearing is the same episode (clinical-rules 7.2). */
export const sameEpisodeMs = 30 * minuteMs;

/**
 * What a verdict does to the alert of its rule: `alert` is the active one, or one that has cleared.
 * Unknown does nothing: it neither alarms nor reassures.
 */
export function followAlert(
  rule: CompiledRule,
  verdict: Verdict,
  alert: Alert | undefined,
  flapping?: Flapping,
): AlertChange | undefined {
  switch (verdict.state) {
    case 'fires':
      return fired(rule, verdict, alert, flapping);
    case 'clear':
    case 'not-applicable':
      return cleared(verdict, alert);
    case 'unknown':
      return undefined;
  }
}

/** The instant a verdict speaks of: that of its reading, or of the judgement when there was none. */
export function verdictAt({ evidence }: Verdict): number {
  return evidence.reading?.at ?? evidence.judgedAt;
}

function fired(
  rule: CompiledRule,
  verdict: Verdict,
  alert: Alert | undefined,
  flapping: Flapping | undefined,
): AlertChange | undefined {
  const moment = momentOf(rule, verdict);
  if (alert === undefined || !sameEpisode(alert, moment.at, flapping)) {
    return { change: 'open', alert: opened(rule, verdict, moment), verdict };
  }
  const worse = isWorse(rule, moment, alert.worst);
  // What the clock alone says again is no occurrence.
  const sameEvidence = moment.at === alert.latest.at || verdict.evidence.reading === undefined;
  const again = sameEvidence && alert.clearedAt === undefined;
  if (again && !worse && moment.level === alert.latest.level) return undefined;
  const { clearedAt: _clearedAt, clearedCategory: _clearedCategory, ...episode } = alert;
  const next: Alert = {
    ...episode,
    protocolVersion: verdict.protocolVersion,
    contentHash: verdict.contentHash,
    kind: moment.finding.kind,
    occurrences: alert.occurrences + (again ? 0 : 1),
    latest: moment,
    worst: worse ? moment : alert.worst,
    returns: returnsOf(alert, moment.at, flapping),
    needsPerson: alert.needsPerson || byPerson(rule, moment.level),
    ...(verdict.recheck === undefined ? {} : { recheck: verdict.recheck }),
  };
  if (!worse && isDowngrade(alert, next, verdict))
    return { change: 'downgrade', alert: next, verdict };
  return { change: worse ? 'worsen' : 'repeat', alert: next, verdict };
}

/** A second value that is less urgent than the first took its place, and no person must end the alert. */
function isDowngrade(before: Alert, { latest, needsPerson }: Alert, { recheck }: Verdict): boolean {
  if (recheck?.stage !== 'settled' && recheck?.stage !== 'confirmed') return false;
  return !needsPerson && latest.priority > before.latest.priority;
}

function opened(rule: CompiledRule, verdict: Verdict, moment: AlertMoment): Alert {
  return {
    ruleId: verdict.ruleId,
    protocolVersion: verdict.protocolVersion,
    contentHash: verdict.contentHash,
    kind: moment.finding.kind,
    direction: verdict.direction,
    openedAt: moment.at,
    occurrences: 1,
    latest: moment,
    worst: moment,
    returns: [],
    needsPerson: byPerson(rule, moment.level),
    ...(verdict.recheck === undefined ? {} : { recheck: verdict.recheck }),
  };
}

function cleared(verdict: Verdict, alert: Alert | undefined): AlertChange | undefined {
  if (alert === undefined || alert.clearedAt !== undefined || alert.needsPerson) return undefined;
  const next: Alert = {
    ...alert,
    clearedAt: verdictAt(verdict),
    ...(verdict.category === undefined ? {} : { clearedCategory: verdict.category }),
    ...(verdict.recheck === undefined ? {} : { recheck: verdict.recheck }),
  };
  return { change: 'clear', alert: next, verdict };
}

/** What comes and goes has to be calm for longer before what fires again is something new. */
function sameEpisode(alert: Alert, at: number, flapping: Flapping | undefined): boolean {
  if (alert.clearedAt === undefined || at - alert.clearedAt < sameEpisodeMs) return true;
  const calm = flapping === undefined ? undefined : calmAt(alert, flapping);
  return calm !== undefined && at < calm;
}

/** With one more when it had cleared, and without those of long ago. */
function returnsOf(
  { returns, clearedAt }: Alert,
  at: number,
  flapping: Flapping | undefined,
): readonly number[] {
  if (flapping === undefined) return returns;
  const since = at - flapping.withinMinutes * minuteMs;
  const recent = returns.filter((one) => one > since);
  return clearedAt === undefined ? recent : [...recent, at];
}

function momentOf(rule: CompiledRule, verdict: Verdict): AlertMoment {
  const { level, tier, priority } = verdict;
  if (level === undefined || tier === undefined || priority === undefined) {
    throw new Error(`${verdict.ruleId} fires without a level.`);
  }
  const finding = findingOf(rule, verdict);
  return { at: verdictAt(verdict), level, tier, priority, score: verdict.score ?? 0, finding };
}

/** A worse level, or further beyond the limits within the same one. */
function isWorse({ rule }: CompiledRule, now: AlertMoment, worst: AlertMoment): boolean {
  const rank = (id: string) => rule.levels.findIndex((level) => level.id === id);
  const [before, after] = [rank(worst.level), rank(now.level)];
  // A level that newer content no longer has says nothing of how bad it was: the new one stands.
  if (before < 0 || after < before) return true;
  return after === before && now.score > worst.score;
}

function byPerson({ rule }: CompiledRule, levelId: string): boolean {
  return rule.levels.find((level) => level.id === levelId)?.clears === 'by-person';
}
