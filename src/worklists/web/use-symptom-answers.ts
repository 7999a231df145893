import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { reportSymptoms } from '../../ingest/contract.ts';
import type { Symptom } from '../../monitoring/core/symptom.ts';
import { refreshAll, useAct } from '../../platform/web/query.ts';
import { completeWorkSteps, type WorkItemView } from '../../work/contract.ts';
import { symptomStep } from '../../work/core/sbar-draft.ts';
import { symptomReport, type SymptomAnswer } from '../core/symptom-report.ts';
import type { StepAnswers } from './step-answers.ts';

/** Sends what a patient answered about symptoms: to be judged, and into the history of the card. */
export function useSymptomAnswers(
  item: WorkItemView,
  symptoms: readonly Symptom[],
  answers: StepAnswers,
) {
  const client = useQueryClient();
  const mark = useAct(completeWorkSteps, { refresh: false });
  const report = useAct(reportSymptoms, { refresh: false });
  // What is on its way is an answer already: "no to all" must not run over a "yes" of a moment ago.
  const given = useRef(new Map<Symptom, string>());
  const answerOf = (symptom: Symptom) =>
    given.current.get(symptom) ?? answers.get(`${symptomStep}${symptom}`)?.answer;

  async function judge(next: readonly SymptomAnswer[]) {
    const present = symptomReport(symptoms, answerOf, next);
    if (item.patientId === null || present === undefined) return;
    const body = { reportId: crypto.randomUUID(), present: [...present] };
    await report.mutateAsync({ params: { id: item.patientId }, body });
  }

  async function send(next: readonly SymptomAnswer[]) {
    for (const [symptom, value] of next) given.current.set(symptom, value);
    try {
      // Before it is marked: what shows as answered was judged.
      await judge(next);
      const steps = next.map(([symptom, answer]) => ({ step: `${symptomStep}${symptom}`, answer }));
      const body = { requestId: crypto.randomUUID(), steps };
      await mark.mutateAsync({ params: { id: item.id }, body });
    } catch {
      // A notice says why; what was not stored can be answered again.
      for (const [symptom] of next) given.current.delete(symptom);
    }
    // Once, not after each of the two.
    await refreshAll(client);
  }

  return {
    busy: mark.isPending || report.isPending,
    answer: (symptom: Symptom, value: 'yes' | 'no') => void send([[symptom, value]]),
    noToTheRest: () => {
      const rest = symptoms.filter((one) => answerOf(one) === undefined);
      if (rest.length > 0) void send(rest.map((one) => [one, 'no']));
    },
  };
}
