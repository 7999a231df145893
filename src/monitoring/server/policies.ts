import { Type } from 'typebox';

import { loadPrograms } from '../../people/server/service/enrolments.ts';
import { effectiveOn, type Content } from '../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { ArbiterPolicy } from '../core/arbiter-policy.ts';
import { SilencePolicy, silenceProblems } from '../core/silence.ts';

const Policy = Type.Union([ArbiterPolicy, SilencePolicy]);
type Policy = ArbiterPolicy | SilencePolicy;

/** Reads content/monitoring; throws ContentError when a policy is wrong, also when it names a program that is not there. */
export function loadPolicies(folder = `${contentRoot}monitoring`): readonly Content<Policy>[] {
  const policies = loadContent(folder, Policy);
  const programs = new Set(loadPrograms().map(({ definition }) => definition.id));
  for (const { definition, file } of policies) {
    const problems = definition.id === 'silence' ? silenceProblems(definition, programs) : [];
    if (problems.length > 0) throw new Error(`${file}: ${problems.join(' ')}`);
  }
  return policies;
}

let release: readonly Content<Policy>[] | undefined;

/** The policy of a name in force at a moment; throws when there is none. */
export function policyInForce<Id extends Policy['id']>(
  id: Id,
  now: number,
): Extract<Policy, { id: Id }> {
  release ??= loadPolicies();
  const day = new Date(now).toISOString().slice(0, 10);
  const found = effectiveOn(release, day).find(({ definition }) => definition.id === id);
  if (found === undefined) throw new Error(`content/monitoring has no ${id} in force on ${day}.`);
  return found.definition as Extract<Policy, { id: Id }>;
}
