import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';

import type { Symptom } from '../../monitoring/core/symptom.ts';
import { useLanguage } from '../../platform/web/language.ts';
import type { WorkItemView } from '../../work/contract.ts';
import { symptomStep } from '../../work/core/sbar-draft.ts';
import { useWorkWords, workWordsIn } from '../../work/web/work-words.ts';
import { useCardWords } from './card-words.ts';
import type { StepAnswers } from './step-answers.ts';
import { useSymptomAnswers } from './use-symptom-answers.ts';

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
  const { answer, noToTheRest, busy } = useSymptomAnswers(item, symptoms, answers);
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
          onAnswer={(value) => answer(symptom, value)}
        />
      ))}
      {unanswered.length > 1 && !closed && (
        <Group>
          <Button size="compact-sm" variant="default" loading={busy} onClick={noToTheRest}>
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
