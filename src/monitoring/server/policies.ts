import { Type } from 'typebox';

import { effectiveOn, type Content } from '../../platform/core/content.ts';
import { contentRoot, loadContent } from '../../platform/server/content.ts';
import { ArbiterPolicy } from '../core/arbiter-policy.ts';
import { SilencePolicy } from '../core/silence.ts';

const Policy = Type.Union([ArbiterPolicy, SilencePolicy]);
type Policy = ArbiterPolicy | SilencePolicy;

/** Reads content/monitoring; throws ContentError when a policy is wrong. */
export function loadPolicies(folder = `${contentRoot}monitoring`): readonly Content<Policy>[] {
  return loadContent(folder, Policy);
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
