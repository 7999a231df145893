import type { Finding } from './finding.ts';
import type { Hold } from './item.ts';

/**
 * Tells whether somebody who has seen `known` has seen as much as `finding` says: the same rule in the
 * same direction, at least as urgent and as far out. A doubt that turned into certainty is news, and
 * so is a magnitude that cannot be compared: unknown is never "no worse".
 */
export function covers(known: Finding, finding: Finding): boolean {
  return (
    known.ruleId === finding.ruleId &&
    known.direction === finding.direction &&
    known.priority <= finding.priority &&
    known.magnitude >= finding.magnitude &&
    (finding.unconfirmed || !known.unconfirmed)
  );
}

/** Tells whether every finding is one that was already known, at least as bad. */
export function allCovered(known: readonly Finding[], findings: readonly Finding[]): boolean {
  return findings.every((finding) => known.some((one) => covers(one, finding)));
}

/**
 * Tells whether something is wrong that a hold must not hide: anything worse than what its holder had
 * seen, another rule, the opposite direction; and behind a snooze anything critical at all, since
 * suppression never applies to P1 (clinical-rules 7.2). Nightscout's snooze of a high that silenced a
 * low is the bug that this prevents.
 */
export function breaksHold(hold: Hold, findings: readonly Finding[]): boolean {
  if (hold.type === 'snooze' && findings.some((finding) => finding.priority === 1)) return true;
  return !allCovered(hold.covers, findings);
}

/**
 * The worst of each rule and direction that is still active, given what was the worst before: what
 * somebody who looks at the item has to know of, and what "worse" is measured against.
 */
export function worstOf(
  before: readonly Finding[],
  findings: readonly Finding[],
): readonly Finding[] {
  return findings.map((finding) => {
    const known = before.find(
      (one) => one.ruleId === finding.ruleId && one.direction === finding.direction,
    );
    return known && covers(known, finding) ? known : finding;
  });
}
