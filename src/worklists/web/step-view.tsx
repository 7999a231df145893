import { Button, Group, Stack, Text } from '@mantine/core';

import type { Step } from '../../monitoring/core/protocol.ts';
import { Icon, type IconName } from '../../platform/web/icon.tsx';
import { useSay } from '../../platform/web/language.ts';
import { PatientTime } from '../../platform/web/patient-time.tsx';
import { useAct } from '../../platform/web/query.ts';
import { completeWorkSteps, type WorkItemView } from '../../work/contract.ts';
import { useCardWords } from './card-words.ts';
import { SayThis } from './say-this.tsx';
import type { StepAnswers } from './step-answers.ts';
import { SymptomQuestions } from './symptom-questions.tsx';

interface StepViewProps {
  readonly number: number;
  readonly step: Step;
  readonly code: string;
  readonly item: WorkItemView;
  readonly zone: string;
  readonly patientLanguage: string;
  readonly answers: StepAnswers;
}

const icons: Record<Step['does'], IconName> = {
  'ask-symptoms': 'question',
  say: 'speech',
  recheck: 'release',
  act: 'check',
  'call-911': 'critical',
  refer: 'handOff',
};

/** One step: what to do in the reader's language, what to say in the patient's, and whether it was done. */
export function StepView({
  number,
  step,
  code,
  item,
  zone,
  patientLanguage,
  answers,
}: StepViewProps) {
  const t = useCardWords();
  const say = useSay();
  const complete = useAct(completeWorkSteps);
  const done = answers.get(code);
  const open = item.state !== 'closed';
  return (
    <Group align="flex-start" gap="sm" wrap="nowrap">
      <Group gap={4} wrap="nowrap" c={step.does === 'call-911' ? 'red.9' : 'gray.8'}>
        <Text size="sm" fw={700}>
          {number}
        </Text>
        <Icon name={icons[step.does]} />
      </Group>
      <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
        <Text fw={step.does === 'call-911' ? 700 : 500}>{say(step.text)}</Text>
        {step.say && <SayThis text={step.say} patientLanguage={patientLanguage} />}
        {step.symptoms && (
          <SymptomQuestions
            item={item}
            symptoms={step.symptoms}
            patientLanguage={patientLanguage}
            answers={answers}
          />
        )}
        <Group gap="sm">
          {step.waitMinutes !== undefined && (
            <Text size="sm" c="gray.8">
              {t('steps.wait', { count: step.waitMinutes })}
            </Text>
          )}
          {done && <DoneAt at={done.at} zone={zone} />}
          {!done && open && !step.symptoms && (
            <Button
              size="compact-sm"
              variant="default"
              loading={complete.isPending}
              onClick={() => {
                const steps = [{ step: code, answer: 'done' }];
                const body = { requestId: crypto.randomUUID(), steps };
                complete.mutate({ params: { id: item.id }, body });
              }}
            >
              {t('steps.done')}
            </Button>
          )}
        </Group>
      </Stack>
    </Group>
  );
}

function DoneAt({ at, zone }: { readonly at: string; readonly zone: string }) {
  const t = useCardWords();
  return (
    <Group gap={4} wrap="nowrap" c="teal.9">
      <Icon name="check" size={16} />
      <PatientTime size="sm" at={at} zone={zone} sentence={(time) => t('steps.doneAt', { time })} />
    </Group>
  );
}
