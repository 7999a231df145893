import { Alert, Button, Group, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import type { Symptom } from '../../../monitoring/core/symptom.ts';
import { symptomWords } from '../../../monitoring/core/vocabulary.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { useAct } from '../../../platform/web/query.ts';
import { answerQuestion, type PortalQuestion } from '../../contract.ts';
import { usePatientWords } from './patient-words.ts';

type Answers = Partial<Record<Symptom, 'yes' | 'no'>>;

/** The newest open question, and what to do once it was answered. */
export function SymptomQuestion({ questions }: { readonly questions: readonly PortalQuestion[] }) {
  const [told, setTold] = useState<{ readonly call911: boolean }>();
  const [question] = questions;
  return (
    <>
      {told && <Answered call911={told.call911} />}
      {question && <Question key={question.id} question={question} onTold={setTold} />}
    </>
  );
}

interface QuestionProps {
  readonly question: PortalQuestion;
  readonly onTold: (told: { readonly call911: boolean }) => void;
}

function Question({ question, onTold }: QuestionProps) {
  const t = usePatientWords();
  const [answers, setAnswers] = useState<Answers>({});
  const [incomplete, setIncomplete] = useState(false);
  const answer = useAct(answerQuestion, { quiet: true });
  const { id, symptoms } = question;
  const unanswered = symptoms.filter((one) => answers[one] === undefined);
  const send = async () => {
    setIncomplete(unanswered.length > 0);
    if (unanswered.length > 0) return;
    const present = symptoms.filter((one) => answers[one] === 'yes');
    onTold(await answer.mutateAsync({ body: { questionId: id, present } }));
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="question">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send().catch(() => undefined);
        }}
      >
        <Stack gap="md">
          <Title order={3} size="h4" id="question">
            {t('question.title')}
          </Title>
          <Text size="lg">{t('question.explain')}</Text>
          {symptoms.map((symptom) => (
            <YesOrNo
              key={symptom}
              symptom={symptom}
              value={answers[symptom]}
              onChange={(value) => setAnswers({ ...answers, [symptom]: value })}
            />
          ))}
          {incomplete && unanswered.length > 0 && (
            <Text role="alert" c="red.9" fw={600}>
              {t('question.answerAll')}
            </Text>
          )}
          {answer.error && <ProblemNotice problem={answer.error} />}
          {unanswered.length > 1 && (
            <Button
              variant="default"
              size="lg"
              onClick={() =>
                setAnswers({
                  ...answers,
                  ...Object.fromEntries(unanswered.map((one) => [one, 'no'])),
                })
              }
            >
              {t('question.noToRest')}
            </Button>
          )}
          <Button type="submit" size="lg" loading={answer.isPending}>
            {t('question.send')}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}

interface YesOrNoProps {
  readonly symptom: Symptom;
  readonly value: 'yes' | 'no' | undefined;
  readonly onChange: (value: 'yes' | 'no') => void;
}

function YesOrNo({ symptom, value, onChange }: YesOrNoProps) {
  const t = usePatientWords();
  const say = useSay();
  const word = say(symptomWords[symptom]);
  return (
    <Radio.Group
      size="md"
      label={word.charAt(0).toLocaleUpperCase() + word.slice(1)}
      value={value ?? ''}
      onChange={(next) => onChange(next === 'yes' ? 'yes' : 'no')}
    >
      <Group gap="xl" mt={6}>
        <Radio size="md" value="yes" label={t('question.yes')} />
        <Radio size="md" value="no" label={t('question.no')} />
      </Group>
    </Radio.Group>
  );
}

function Answered({ call911 }: { readonly call911: boolean }) {
  const t = usePatientWords();
  if (!call911) {
    return (
      <Alert role="status" color="teal" icon={<Icon name="check" />}>
        <Text>{t('question.sent')}</Text>
      </Alert>
    );
  }
  return (
    <Alert role="alert" color="red" variant="outline" icon={<Icon name="critical" />}>
      <Stack gap="sm">
        <Text fz={24} fw={800} c="red.9">
          {t('question.call911')}
        </Text>
        <Text size="lg" c="black">
          {t('question.call911Why')}
        </Text>
        <Button component="a" href="tel:911" size="lg" color="red.9">
          {t('question.call911')}
        </Button>
      </Stack>
    </Alert>
  );
}
