import type { Protocol } from './protocol.ts';
import type { Symptom } from './symptom.ts';

/** The symptoms that a protocol's steps ask for while one of its rules is an alert, in their order. */
export function symptomsToAsk(protocol: Protocol, ruleId: string): readonly Symptom[] {
  const asking = protocol.steps.filter(
    (step) =>
      step.does === 'ask-symptoms' &&
      (step.for === undefined || step.for.some((place) => place.split(':')[0] === ruleId)),
  );
  return [...new Set(asking.flatMap((step) => step.symptoms ?? []))];
}
