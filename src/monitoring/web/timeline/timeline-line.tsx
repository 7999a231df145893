import { Anchor, Group, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { formatTime, ownZone } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { entryIcons, type TimelineEntry } from './timeline-entry.ts';

const colors = { quiet: 'gray.9', watch: 'orange.9', alarm: 'red.9' } as const;

interface TimelineLineProps {
  readonly entry: TimelineEntry;
  readonly zone: string;
  readonly onOpenAlert: (alertId: string) => void;
}

/** The time by the patient's clock, what it was, and the way to more. */
export function TimelineLine({ entry, zone, onOpenAlert }: TimelineLineProps) {
  const t = useMonitoringWords();
  const icon =
    entry.tone === 'alarm'
      ? 'critical'
      : entry.tone === 'watch'
        ? 'warning'
        : entryIcons[entry.type];
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" py={2}>
      <Time entry={entry} zone={zone} />
      <Text span c={colors[entry.tone]} style={{ flex: 'none', lineHeight: 1 }} pt={3}>
        <Icon name={icon} size={16} />
      </Text>
      <Text span size="sm" fw={entry.tone === 'quiet' ? 400 : 600}>
        <VisuallyHidden>{t(`timeline.type.${entry.type}`)}: </VisuallyHidden>
        <Words entry={entry} onOpenAlert={onOpenAlert} />
      </Text>
    </Group>
  );
}

function Words({ entry, onOpenAlert }: Omit<TimelineLineProps, 'zone'>) {
  const { alertId, itemId, text } = entry;
  if (alertId !== undefined) {
    return (
      <Anchor
        component="button"
        type="button"
        inherit
        ta="left"
        onClick={() => onOpenAlert(alertId)}
      >
        {text}
      </Anchor>
    );
  }
  if (itemId !== undefined) {
    return (
      <Anchor
        inherit
        renderRoot={(props) => (
          <Link {...props} to="/work/$itemId" params={{ itemId }} search={{}} />
        )}
      >
        {text}
      </Anchor>
    );
  }
  return text;
}

function Time({ entry, zone }: Pick<TimelineLineProps, 'entry' | 'zone'>) {
  const t = usePlatformWords();
  const language = useLanguage();
  const theirs = formatTime(entry.at, zone, language);
  const ours = formatTime(entry.at, ownZone(), language);
  const time = (
    <Text span size="sm" c="gray.8" w={76} style={{ flex: 'none' }} ta="right">
      {entry.dayOnly ? '' : theirs}
    </Text>
  );
  if (entry.dayOnly || theirs === ours) return time;
  return <Tooltip label={t('theirTime', { time: ours })}>{time}</Tooltip>;
}
