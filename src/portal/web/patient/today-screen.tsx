import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';

import { formatTime } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { inSentence } from '../../../vitals/web/reading-text.ts';
import type { PortalHome } from '../../contract.ts';
import { usePatientWords } from './patient-words.ts';
import { SymptomQuestion } from './symptom-question.tsx';

interface TodayScreenProps {
  readonly home: PortalHome;
  readonly vitals: Vitals;
}

/** What is asked of the patient today: repeats and questions first, then the plan. */
export function TodayScreen({ home, vitals }: TodayScreenProps) {
  const t = usePatientWords();
  return (
    <Stack gap="md">
      {home.repeats.map((repeat) => (
        <Repeat key={repeat.kind} repeat={repeat} home={home} vitals={vitals} />
      ))}
      <SymptomQuestion questions={home.questions} />
      <Title order={3} size="h4">
        {t('today.title')}
      </Title>
      {home.plan.length === 0 && <Text size="lg">{t('today.nothing')}</Text>}
      {home.plan.length > 0 && (
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {home.plan.map((expected) => (
            <Expected
              key={`${expected.kind} ${expected.part}`}
              expected={expected}
              vitals={vitals}
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

interface ExpectedProps {
  readonly expected: PortalHome['plan'][number];
  readonly vitals: Vitals;
}

function Expected({ expected: { kind, part, done }, vitals }: ExpectedProps) {
  const t = usePatientWords();
  const say = useSay();
  return (
    <Paper withBorder p="md" component="li">
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text size="lg" fw={700}>
            {say(vitalOf(vitals, kind).definition.label)}
          </Text>
          <Text>{t(`today.part.${part}`)}</Text>
        </div>
        <Badge
          size="lg"
          tt="none"
          variant="outline"
          color={done ? 'teal.9' : 'gray.8'}
          leftSection={<Icon name={done ? 'check' : 'clock'} size={14} />}
        >
          {done ? t('today.done') : t('today.open')}
        </Badge>
      </Group>
    </Paper>
  );
}

interface RepeatProps extends TodayScreenProps {
  readonly repeat: PortalHome['repeats'][number];
}

function Repeat({ repeat, home, vitals }: RepeatProps) {
  const t = usePatientWords();
  const say = useSay();
  const language = useLanguage();
  const { kind, notBefore, dueAt, ask } = repeat;
  const label = inSentence(say(vitalOf(vitals, kind).definition.label));
  const from = formatTime(notBefore, home.zone, language);
  return (
    <Alert
      role="alert"
      color="red"
      icon={<Icon name="warning" />}
      title={t('today.repeat', { kind: label })}
      styles={{ title: { color: 'var(--mantine-color-black)', fontSize: 18 } }}
    >
      {ask && <Text>{say(ask)}</Text>}
      <Text>{t('today.repeatWhen', { from, due: formatTime(dueAt, home.zone, language) })}</Text>
    </Alert>
  );
}
