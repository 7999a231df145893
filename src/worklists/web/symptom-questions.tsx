import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useRef } from 'react';

import { reportSymptoms } from '../../ingest/contract.ts';
import type { Symptom } from '../../monitoring/core/symptom.ts';
import { useLanguage } from '../../platform/web/language.ts';
import { useAct } from '../../platform/web/query.ts';
import { completeWorkStep, type WorkItemView } from '../../work/contract.ts';
import { symptomStep } from '../../work/core/sbar-draft.ts';
import { useWorkWords, workWordsIn } from '../../work/web/work-words.ts';
import { useCardWords } from './card-words.ts';
import type { StepAnswers } from './step-answers.ts';

interface SymptomQuestionsProps {
  readonly item: WorkItemView;
  readonly symptoms: readonly Symptom[];
  readonly patientLanguage: string;
  readonly answers: StepAnswers;
}

/** Yes or no for each symptom, named in both languages; not asked stays not answered. */
export function SymptomQuestions({
  item,
  symptoms,
  patientLanguage,
  answers,
}: SymptomQuestionsProps) {
  const t = useCardWords();
  const mark = useAct(completeWorkStep);
  const report = useAct(reportSymptoms);
  // What was just sent is an answer before the history has come back with it.
  const given = useRef(new Map<Symptom, string>());
  const answerOf = (symptom: Symptom) =>
    given.current.get(symptom) ?? answers.get(`${symptomStep}${symptom}`)?.answer;
  const answer = async (...next: readonly (readonly [Symptom, 'yes' | 'no'])[]) => {
    const after = new Map(symptoms.map((one) => [one, answerOf(one)]));
    for (const [symptom, value] of next) after.set(symptom, value);
    const present = symptoms.filter((one) => after.get(one) === 'yes');
    const told = next.some(([, value]) => value === 'yes');
    const complete = !after.values().some((value) => value === undefined);
    // A symptom is judged the moment it is told: beside a severe value it is an emergency. "None" is
    // said only when each was asked. Judged before it is marked: what shows as answered was judged.
    if (item.patientId !== null && (told || complete)) {
      const body = { reportId: crypto.randomUUID(), present };
      await report.mutateAsync({ params: { id: item.patientId }, body });
    }
    // One after the other: each is an entry of its own in the history.
    for (const [symptom, value] of next) {
      const body = { step: `${symptomStep}${symptom}`, answer: value };
      await mark.mutateAsync({ params: { id: item.id }, body });
      given.current.set(symptom, value);
    }
  };
  const unanswered = symptoms.filter((symptom) => !answers.has(`${symptomStep}${symptom}`));
  const closed = item.state === 'closed';
  return (
    <Stack gap={4}>
      {symptoms.map((symptom) => (
        <Question
          key={symptom}
          symptom={symptom}
          patientLanguage={patientLanguage}
          answer={answers.get(`${symptomStep}${symptom}`)?.answer}
          disabled={closed}
          onAnswer={(value) => void answer([symptom, value]).catch(() => undefined)}
        />
      ))}
      {unanswered.length > 1 && !closed && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            loading={mark.isPending || report.isPending}
            onClick={() =>
              void answer(...unanswered.map((one) => [one, 'no'] as const)).catch(() => undefined)
            }
          >
            {t('steps.noToAll')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface QuestionProps {
  readonly symptom: Symptom;
  readonly patientLanguage: string;
  readonly answer: string | undefined;
  readonly disabled: boolean;
  readonly onAnswer: (value: 'yes' | 'no') => void;
}

function Question({ symptom, patientLanguage, answer, disabled, onAnswer }: QuestionProps) {
  const t = useWorkWords();
  const readers = useLanguage();
  const spoken = patientLanguage === 'es' ? 'es' : 'en';
  const name = t(`symptoms.${symptom}`);
  return (
    <Group gap="sm" wrap="nowrap" justify="space-between">
      <Text size="sm" miw={0}>
        {name}
        {spoken !== readers && (
          <Text span c="gray.7" lang={spoken}>
            {` · ${workWordsIn(spoken)(`symptoms.${symptom}`)}`}
          </Text>
        )}
      </Text>
      <SegmentedControl
        size="xs"
        flex="none"
        aria-label={name}
        disabled={disabled}
        // Nothing is chosen until somebody has answered: unknown is not no.
        value={answer ?? ''}
        data={(['no', 'yes'] as const).map((value) => ({ value, label: t(`answers.${value}`) }))}
        color={answer === 'yes' ? 'red.9' : undefined}
        onChange={(value) => onAnswer(value === 'yes' ? 'yes' : 'no')}
      />
    </Group>
  );
}
