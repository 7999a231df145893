import type { ArbiterPolicy } from '../../core/arbiter-policy.ts';
import { policyInForce } from '../policies.ts';

/** What decides what is shown and raised, as it is in force at a moment. */
export function arbiterPolicy(now: Date): ArbiterPolicy {
  return policyInForce('arbiter', now.getTime());
}
