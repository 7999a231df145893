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
  const past = left < 0;
  const late = past && clock.name !== 'wake';
  const soon = !past && left < soonMs && clock.name !== 'wake';
  const icon = late ? 'critical' : clock.name === 'wake' ? 'snooze' : 'clock';
  return (
    <Group gap={4} wrap="nowrap" component="span" c={late ? 'red.9' : soon ? 'orange.9' : 'gray.8'}>
      <Icon name={icon} size={16} />
      <Text size="sm" fw={late || soon ? 700 : 400} span>
        {t(`clock.${clock.name}.${past ? 'late' : 'due'}`, { span: formatSpan(left) })}
      </Text>
    </Group>
  );
}
