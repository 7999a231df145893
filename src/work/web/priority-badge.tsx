import { Badge } from '@mantine/core';

import { Icon, type IconName } from '../../platform/web/icon.tsx';
import type { Priority } from '../core/finding.ts';
import { useWorkWords } from './work-words.ts';

/** Shape, number, word and colour say the same; no one of them alone. */
const looks = {
  1: { color: 'red.9', variant: 'filled', icon: 'critical' },
  2: { color: 'orange.9', variant: 'filled', icon: 'warning' },
  3: { color: 'lagoon.8', variant: 'outline', icon: 'clock' },
  4: { color: 'gray.8', variant: 'outline', icon: 'note' },
} as const satisfies Record<Priority, { color: string; variant: string; icon: IconName }>;

interface PriorityBadgeProps {
  readonly priority: Priority;
  /** Without the word: where the column is narrow. */
  readonly short?: boolean;
}

export function PriorityBadge({ priority, short = false }: PriorityBadgeProps) {
  const t = useWorkWords();
  const { color, variant, icon } = looks[priority];
  const word = t(`priority.p${priority}`);
  const name = t('priority.name', { priority });
  return (
    <Badge
      color={color}
      variant={variant}
      size="lg"
      radius="sm"
      style={{ flex: 'none' }}
      tt="none"
      leftSection={<Icon name={icon} size={14} />}
      {...(short && { title: word, 'aria-label': `${name} ${word}`, role: 'img' })}
    >
      {short ? name : `${name} ${word}`}
    </Badge>
  );
}
