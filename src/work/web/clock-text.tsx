import { Group, Text } from '@mantine/core';

import { formatSpan } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useNow } from '../../platform/web/now.ts';
import type { RunningClock } from './clock.ts';
import { useWorkWords } from './work-words.ts';

const soonMs = 120_000;

/** "Take in 3 min", "Call: 12 min overdue": in words, with a sign and colour when it is late. */
export function ClockText({ clock }: { readonly clock: RunningClock | undefined }) {
  const t = useWorkWords();
  const now = useNow();
  if (!clock) return <Text size="sm">{t('clock.done')}</Text>;
  const left = clock.at - now;
  const late = left < 0 && clock.name !== 'wake';
  const soon = !late && left < soonMs && clock.name !== 'wake';
  const span = formatSpan(left);
  return (
    <Group gap={4} wrap="nowrap" c={late ? 'red.9' : soon ? 'orange.9' : 'gray.8'}>
      <Icon name={late ? 'critical' : clock.name === 'wake' ? 'snooze' : 'clock'} size={16} />
      <Text size="sm" fw={late || soon ? 700 : 400} span>
        {t(`clock.${clock.name}`)}{' '}
        {late ? t('clock.overdue', { span }) : t('clock.dueIn', { span })}
      </Text>
    </Group>
  );
}
