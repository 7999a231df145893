import type { Finding } from './finding.ts';
import { worstOf } from './hold.ts';
import type { Headline } from './item.ts';

/** More than this is history, not headline. */
const clearedShown = 10;

/** What a new item says. */
export function firstHeadline(findings: readonly Finding[], since: number): Headline {
  return { since, findings: inOrder(findings), worst: inOrder(findings), cleared: [] };
}

/** What an item says once these findings, and only these, are active. */
export function updateHeadline(before: Headline, findings: readonly Finding[]): Headline {
  const gone = vanished(before, findings);
  const earlier = before.cleared.filter(
    (one) => !findings.some((now) => sameRule(now, one)) && !gone.some((now) => sameRule(now, one)),
  );
  return {
    ...before,
    findings: inOrder(findings),
    worst: inOrder(worstOf(before.worst, findings)),
    cleared: [...gone, ...earlier].slice(0, clearedShown),
  };
}

/** What was active and is not any more. */
export function vanished(before: Headline, findings: readonly Finding[]): readonly Finding[] {
  return before.findings.filter((one) => !findings.some((now) => sameRule(now, one)));
}

/** Tells whether the active findings are the same ones, with the same figures. */
export function saysTheSame(headline: Headline, findings: readonly Finding[]): boolean {
  return (
    JSON.stringify(headline.findings.map(canonical)) ===
    JSON.stringify(inOrder(findings).map(canonical))
  );
}

function sameRule(a: Finding, b: Finding): boolean {
  return a.ruleId === b.ruleId && a.direction === b.direction;
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      a.priority - b.priority || compare(a.ruleId, b.ruleId) || compare(a.direction, b.direction),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// The codes decide, not the words. The database gives keys back in another order than they were written.
function canonical({ params, text: _text, ...rest }: Finding) {
  return [Object.entries(rest), Object.entries(params)].map((entries) =>
    entries.toSorted(([a], [b]) => compare(a, b)),
  );
}
