import { anyCircumstance } from './circumstances.ts';
import { comparedBy, dangerousSide, type LevelRule } from './compared.ts';
import { testLimits, type LimitsTested } from './limits.ts';
import { measuredQuantity } from './measure.ts';
import { findPattern } from './patterns.ts';
import type { Level, Protocol } from './protocol.ts';
import type { PatientLimit } from './profile.ts';
import type { Situation } from './situation.ts';
import { readingKey, type EvidenceReading } from './evidence-reading.ts';
import type { LimitUsed, MissingFact } from './verdict.ts';

/** What the levels of a rule say, before doubts about the reading itself are weighed. */
export interface LevelsJudged {
  readonly state: 'fires' | 'clear' | 'unknown' | 'not-applicable' | 'nothing to judge';
  readonly level?: Level;
  readonly limits: readonly LimitUsed[];
  readonly missing: readonly MissingFact[];
  readonly earlier: readonly EvidenceReading[];
}

/**
 * Judges the levels worst first; the first that holds decides. A worse level that could not be
 * judged leaves its missing facts with the verdict; when none holds they make it unknown.
 */
export function judgeLevels(
  rule: LevelRule,
  protocol: Protocol,
  situation: Situation,
  own: readonly PatientLimit[],
): LevelsJudged {
  const compared = comparedBy(rule, protocol, situation);
  if (compared === undefined) return undecided('nothing to judge');
  const direction = dangerousSide(rule);
  const missing = new Set<MissingFact>();
  const earlier = new Map<string, EvidenceReading>();
  if (compared.baseline !== undefined)
    earlier.set(readingKey(compared.baseline), compared.baseline);
  for (const reading of compared.used ?? []) earlier.set(readingKey(reading), reading);
  let decisive: LimitsTested | undefined;
  for (const level of rule.levels) {
    const tested = testLimits(level.limits, direction, compared.of, own);
    if (tested.truth === 'no measure') continue;
    decisive = tested;
    if (tested.truth === 'no') continue;
    for (const fact of tested.missing) missing.add(fact);
    if (tested.truth === 'unknown') continue;
    if (!patternHolds(level, direction, protocol, situation, own, earlier)) continue;
    if (level.withAnyOf !== undefined) {
      const told = anyCircumstance(level.withAnyOf, situation, missing);
      if (told !== 'yes') continue;
    }
    return judged('fires', missing, earlier, tested.used, level);
  }
  if (decisive === undefined) return undecided(absentState(rule));
  return judged(missing.size === 0 ? 'clear' : 'unknown', missing, earlier, decisive.used);
}

function judged(
  state: LevelsJudged['state'],
  missing: ReadonlySet<MissingFact>,
  earlier: ReadonlyMap<string, EvidenceReading>,
  limits: readonly LimitUsed[],
  level?: Level,
): LevelsJudged {
  return {
    state,
    ...(level === undefined ? {} : { level }),
    limits,
    missing: [...missing],
    earlier: [...earlier.values()].sort((a, b) => a.at - b.at),
  };
}

function undecided(state: 'not-applicable' | 'nothing to judge'): LevelsJudged {
  return { state, limits: [], missing: [], earlier: [] };
}

/** A rule against a prescribed figure applies only to patients who have one. */
function absentState(rule: LevelRule): 'not-applicable' | 'nothing to judge' {
  const prescribed = 'baseline' in rule && rule.baseline.from === 'dry-weight';
  return prescribed ? 'not-applicable' : 'nothing to judge';
}

function patternHolds(
  level: Level,
  direction: 'high' | 'low',
  protocol: Protocol,
  situation: Situation,
  own: readonly PatientLimit[],
  counted: Map<string, EvidenceReading>,
): boolean {
  const { reading } = situation;
  if (level.pattern === undefined || reading === undefined) return true;
  const found = findPattern(level.pattern, reading, situation, (earlier) => {
    const of = (name: string) => measuredQuantity(protocol, name, earlier);
    const { truth } = testLimits(level.limits, direction, of, own);
    return truth === 'yes' ? true : truth === 'no' ? false : undefined;
  });
  for (const earlier of found.counted) counted.set(readingKey(earlier), earlier);
  return found.holds;
}
