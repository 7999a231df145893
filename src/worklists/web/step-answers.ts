import { symptoms, type Symptom } from '../../monitoring/core/symptom.ts';
import { symptomStep } from '../../work/core/sbar-draft.ts';
import type { WorkEventView } from '../../work/contract.ts';

export interface StepAnswer {
  readonly answer: string;
  readonly at: string;
}

/** The last answer per step of a card. */
export type StepAnswers = ReadonlyMap<string, StepAnswer>;

/** The symptoms that were answered with yes. */
export function symptomsTold(answers: StepAnswers): ReadonlySet<Symptom> {
  const told = symptoms.filter((one) => answers.get(`${symptomStep}${one}`)?.answer === 'yes');
  return new Set(told);
}

/** Reads the answers out of a card's history, which tells them in the order they were given. */
export function latestAnswers(events: readonly WorkEventView[]): StepAnswers {
  const answers = events
    .filter((event) => event.type === 'step')
    .map(({ at, detail }) => [String(detail['step']), { answer: String(detail['answer']), at }]);
  return new Map(answers as [string, StepAnswer][]);
}
