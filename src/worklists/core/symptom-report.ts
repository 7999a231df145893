import type { Symptom } from '../../monitoring/core/symptom.ts';

export type SymptomAnswer = readonly [Symptom, 'yes' | 'no'];

/**
 * Which symptoms to report as present after these answers; undefined while there is nothing to judge. A
 * symptom is reported the moment it is told: beside a severe value it is an emergency. "None" is said
 * only when each was asked. `answerOf` knows the new answers already.
 */
export function symptomReport(
  symptoms: readonly Symptom[],
  answerOf: (symptom: Symptom) => string | undefined,
  next: readonly SymptomAnswer[],
): readonly Symptom[] | undefined {
  const told = next.some(([, value]) => value === 'yes');
  const complete = symptoms.every((one) => answerOf(one) !== undefined);
  return told || complete ? symptoms.filter((one) => answerOf(one) === 'yes') : undefined;
}
