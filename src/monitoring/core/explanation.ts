import type { Text } from '../../platform/core/text.ts';
import type { CompiledProtocols } from './compile.ts';
import type { EvidenceReading } from './evidence-reading.ts';
import { findingOf, type Finding } from './finding.ts';
import { turningPoints, type TurningPoints } from './turning-points.ts';
import type { LimitUsed, MissingFact, RecheckState, Verdict, VerdictState } from './verdict.ts';

/** Why a verdict is what it is, as codes and figures; sentences are made from it in both languages. */
export interface Explanation {
  readonly ruleId: string;
  readonly protocolVersion: number;
  readonly contentHash: string;
  /** False when the content that made the verdict is not here: then only what was stored is told. */
  readonly contentKnown: boolean;
  readonly rule: Text | null;
  readonly protocol: Text | null;
  /** Where the rule's figures come from. */
  readonly source: Text | null;
  readonly approver: string | null;
  readonly state: VerdictState;
  readonly level: string | null;
  readonly levelLabel: Text | null;
  readonly category: Text | null;
  readonly finding: Finding | null;
  readonly judgedAt: number;
  /** Oldest first; the last is the one that was judged. */
  readonly readings: readonly EvidenceReading[];
  readonly limits: readonly LimitUsed[];
  readonly missing: readonly MissingFact[];
  readonly unconfirmed: boolean;
  readonly recheck: RecheckState | null;
  /** What value would have changed it. */
  readonly turning: TurningPoints | null;
}

/**
 * Explains a stored verdict: rule, version, source, evidence, the limit used and where it came from,
 * what was missing, and what value would have changed it. When the content of that version is gone
 * or is another one, it says so and explains only what the verdict itself carries.
 */
export function explain(verdict: Verdict, protocols: CompiledProtocols): Explanation {
  const { ruleId, protocolVersion, contentHash, evidence, limits, missing, unconfirmed } = verdict;
  const found = protocols.find(ruleId, protocolVersion);
  const rule = found?.contentHash === contentHash ? found : undefined;
  const level = rule?.rule.levels.find(({ id }) => id === verdict.level);
  const category = rule?.protocol.categories.find(({ id }) => id === verdict.category);
  // When only the clock spoke, it spoke of the severe value that was not rechecked.
  const judged = evidence.reading ?? verdict.recheck?.first;
  const fired = rule !== undefined && verdict.state === 'fires';
  return {
    ruleId,
    protocolVersion,
    contentHash,
    contentKnown: rule !== undefined,
    rule: rule?.rule.label ?? null,
    protocol: rule?.protocol.title ?? null,
    source: rule?.rule.source ?? null,
    approver: rule?.protocol.approver ?? null,
    state: verdict.state,
    level: verdict.level ?? null,
    levelLabel: level?.label ?? null,
    category: category?.label ?? null,
    finding: fired ? findingOf(rule, verdict) : null,
    judgedAt: evidence.judgedAt,
    readings: [...evidence.earlier, ...(judged === undefined ? [] : [judged])],
    limits,
    missing,
    unconfirmed,
    recheck: verdict.recheck ?? null,
    turning: rule === undefined ? null : (turningPoints(rule, verdict) ?? null),
  };
}
