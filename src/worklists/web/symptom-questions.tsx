import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';

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
  const complete = useAct(completeWorkStep);
  const report = useAct(reportSymptoms);
  const answer = async (symptom: Symptom, value: string) => {
    await complete.mutateAsync({
      params: { id: item.id },
      body: { step: `${symptomStep}${symptom}`, answer: value },
    });
    // A symptom is judged the moment it is told: beside a severe value it is an emergency.
    if (value === 'yes') await tell(present.filter((one) => one !== symptom).concat(symptom));
  };
  const tell = async (told: readonly Symptom[]) => {
    if (item.patientId === null) return;
    await report.mutateAsync({ params: { id: item.patientId }, body: { present: [...told] } });
  };
  const present = symptoms.filter((one) => answers.get(`${symptomStep}${one}`)?.answer === 'yes');
  const unanswered = symptoms.filter((symptom) => !answers.has(`${symptomStep}${symptom}`));
  const answerAll = async () => {
    // One after the other: each is an entry of its own in the history.
    for (const symptom of unanswered) await answer(symptom, 'no');
    await tell(present);
  };
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
          onAnswer={(value) => void answer(symptom, value).catch(() => undefined)}
        />
      ))}
      {unanswered.length > 1 && !closed && (
        <Group>
          <Button
            size="compact-sm"
            variant="default"
            loading={complete.isPending}
            onClick={() => void answerAll().catch(() => undefined)}
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
  readonly onAnswer: (value: string) => void;
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
        onChange={onAnswer}
      />
    </Group>
  );
}
