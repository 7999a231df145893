import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { listProtocols } from '../../monitoring/contract.ts';
import { useSay } from '../../platform/web/language.ts';
import { Loaded } from '../../platform/web/loaded.tsx';
import { contentQuery, query } from '../../platform/web/query.ts';
import { readWorkHistory, type WorkItemView } from '../../work/contract.ts';
import { stepsFor, type ProtocolSteps } from '../core/card-steps.ts';
import { useCardWords } from './card-words.ts';
import { StepView } from './step-view.tsx';
import { latestAnswers, symptomsTold, type StepAnswers } from './step-answers.ts';

interface CardStepsProps {
  readonly item: WorkItemView;
  readonly zone: string;
  /** What to say is shown in it first. */
  readonly patientLanguage: string;
}

/** What the protocols ask to do where these findings are active, step by step, with what was answered. */
export function CardSteps({ item, zone, patientLanguage }: CardStepsProps) {
  const t = useCardWords();
  const protocols = useQuery(contentQuery(listProtocols, {}));
  const history = useQuery(query(readWorkHistory, { params: { id: item.id } }, ['work']));
  const answers = latestAnswers(history.data?.events ?? []);
  if (item.findings.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="steps-heading">
      <Stack gap="md">
        <Title order={2} size="h5" id="steps-heading">
          {t('steps.heading')}
        </Title>
        <Loaded from={protocols}>
          {(data) => {
            const definitions = data.protocols.map((one) => one.definition);
            const groups = stepsFor(definitions, item.findings, symptomsTold(answers));
            if (groups.length === 0) return <Text size="sm">{t('steps.none')}</Text>;
            return groups.map((group) => (
              <Group
                key={group.protocol.id}
                group={group}
                item={item}
                zone={zone}
                patientLanguage={patientLanguage}
                answers={answers}
              />
            ));
          }}
        </Loaded>
      </Stack>
    </Paper>
  );
}

interface GroupProps extends CardStepsProps {
  readonly group: ProtocolSteps;
  readonly answers: StepAnswers;
}

function Group({ group, ...step }: GroupProps) {
  const t = useCardWords();
  const say = useSay();
  const { protocol, steps } = group;
  return (
    <Stack gap="sm">
      {steps.map((one, index) => (
        <StepView
          key={one.id}
          number={index + 1}
          step={one}
          code={`${protocol.id}/${one.id}`}
          {...step}
        />
      ))}
      <Text size="xs" c="gray.7">
        {t('steps.source', { title: say(protocol.title), version: protocol.version })}
      </Text>
    </Stack>
  );
}
