import { Badge } from '@mantine/core';

import { Icon, type IconName } from '../../../platform/web/icon.tsx';
import type { Severity } from '../../core/hand-off.ts';
import { useHandOffWords } from '../hand-off-words.ts';

const looks = {
  stable: { color: 'gray.8', variant: 'outline', icon: 'check' },
  watcher: { color: 'orange.9', variant: 'outline', icon: 'warning' },
  unstable: { color: 'red.9', variant: 'filled', icon: 'critical' },
} as const satisfies Record<Severity, { color: string; variant: string; icon: IconName }>;

/** How ill the sender judges the patient to be. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const t = useHandOffWords();
  const { color, variant, icon } = looks[severity];
  return (
    <Badge
      component="span"
      color={color}
      variant={variant}
      size="lg"
      radius="sm"
      tt="none"
      leftSection={<Icon name={icon} size={14} />}
    >
      {t(`severity.${severity}`)}
    </Badge>
  );
}
