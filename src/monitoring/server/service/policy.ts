import type { Text } from '../../../platform/core/text.ts';
import type { ArbiterPolicy } from '../../core/arbiter-policy.ts';
import { protocolsInUse } from '../content.ts';
import { policyInForce } from '../policies.ts';

/** What decides what is shown and raised, as it is in force at a moment. */
export function arbiterPolicy(now: Date): ArbiterPolicy {
  return policyInForce('arbiter', now.getTime());
}

/** What people call a rule; its code when no content knows it any more. */
export function ruleLabel(ruleId: string): Text {
  return protocolsInUse().newest(ruleId)?.rule.label ?? { en: ruleId, es: ruleId };
}
