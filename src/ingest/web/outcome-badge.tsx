import { Badge } from '@mantine/core';

import { Icon } from '../../platform/web/icon.tsx';
import type { QuarantineItem } from '../contract.ts';
import { useQuarantineWords } from './quarantine-words.ts';

/** Held or not understood; once somebody decided, what they decided. */
export function OutcomeBadge({ item }: { readonly item: QuarantineItem }) {
  const t = useQuarantineWords();
  const open = item.state === 'open';
  const held = item.outcome === 'quarantined';
  return (
    <Badge
      component="span"
      variant={open && held ? 'filled' : 'outline'}
      color={open && held ? 'orange.9' : 'gray.8'}
      size="lg"
      radius="sm"
      tt="none"
      leftSection={<Icon name={open ? (held ? 'wait' : 'question') : 'check'} size={14} />}
    >
      {open ? t(`outcome.${item.outcome}`) : t(`decision.${item.state}`)}
    </Badge>
  );
}
