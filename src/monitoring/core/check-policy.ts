import type { ArbiterPolicy } from './arbiter-policy.ts';
import type { CompiledProtocols } from './compile.ts';

/** What contradicts the protocols, as sentences; a bundle that mixes directions would put a danger behind its opposite. */
export function policyProblems(
  { bundles }: ArbiterPolicy,
  protocols: CompiledProtocols,
): readonly string[] {
  const rules = bundles.flatMap((bundle) => bundle.rules);
  const doubled = rules.filter((rule, index) => rules.indexOf(rule) !== index);
  return [
    ...doubled.map((rule) => `${rule} is in two bundles.`),
    ...bundles.flatMap(({ id, direction, rules: own }) =>
      own.flatMap((ruleId) => {
        const rule = protocols.newest(ruleId)?.rule;
        if (rule === undefined) return [`${ruleId} in the bundle ${id} is no rule.`];
        return rule.direction === direction ? [] : [`${ruleId} is not ${direction}, as ${id} is.`];
      }),
    ),
  ];
}
