import { Alert, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';

import { formatTime } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { inSentence } from '../../../vitals/web/reading-text.ts';
import type { PortalHome } from '../../contract.ts';
import { timesADay } from '../../core/plan.ts';
import { usePatientWords } from './patient-words.ts';
import { SymptomQuestion } from './symptom-question.tsx';

interface TodayScreenProps {
  readonly home: PortalHome;
  readonly vitals: Vitals;
}

/** What is asked of the patient today: repeats and questions first, then the plan. */
export function TodayScreen({ home, vitals }: TodayScreenProps) {
  const t = usePatientWords();
  const left = home.plan.filter(({ done }) => !done).length;
  return (
    <Stack gap="md">
      {home.repeats.map((repeat) => (
        <Repeat key={repeat.kind} repeat={repeat} home={home} vitals={vitals} />
      ))}
      <SymptomQuestion questions={home.questions} />
      <Title order={3} size="h4">
        {t('today.title')}
      </Title>
      <Text size="lg">
        {home.plan.length === 0 && t('today.nothing')}
        {home.plan.length > 0 && left === 0 && t('today.allDone')}
        {left > 0 && t('today.left', { count: left })}
      </Text>
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

function Expected({ expected: { kind, part, done, everyHours }, vitals }: ExpectedProps) {
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
          {everyHours !== null && <Pace everyHours={everyHours} />}
        </div>
        <Badge
          size="lg"
          flex="none"
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

/** How often the care team asked for it. */
function Pace({ everyHours }: { readonly everyHours: number }) {
  const t = usePatientWords();
  const days = Math.round(everyHours / 24);
  const text =
    days === 7
      ? t('today.asked.week')
      : days > 1
        ? t('today.asked.days', { count: days })
        : t('today.asked.times', { count: timesADay(everyHours) });
  return (
    <Text size="sm" c="gray.8">
      {text}
    </Text>
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
      <Text>{ask ? say(ask) : t('today.repeatWell')}</Text>
      <Text>{t('today.repeatWhen', { from, due: formatTime(dueAt, home.zone, language) })}</Text>
    </Alert>
  );
}
