import type { Protocol } from './protocol.ts';
import type { Symptom } from './symptom.ts';

/** The symptoms that some level of these protocols calls an emergency, whatever value stands beside them. */
export function emergencySymptoms(protocols: readonly Protocol[]): ReadonlySet<Symptom> {
  const levels = protocols.flatMap((protocol) => protocol.rules.flatMap((rule) => rule.levels));
  return new Set(
    levels.flatMap(({ tier, withAnyOf = [], confirm }) => [
      ...(confirm?.emergency?.symptoms ?? []),
      ...(tier === 'emergency'
        ? withAnyOf.flatMap((one) => (one.told === 'symptoms' ? one.anyOf : []))
        : []),
    ]),
  );
}
