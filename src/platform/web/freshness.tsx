import { Group, Text, Tooltip } from '@mantine/core';

import { formatAgo } from './format.ts';
import { Icon } from './icon.tsx';
import { useLanguage } from './language.ts';
import { useNow } from './now.ts';
import { usePlatformWords } from './platform-words.ts';

const oldAfterMs = 60_000;

/** How old what is on screen is: "updated 5 s ago", with a warning sign and colour once it is old. */
export function Freshness({ updatedAt }: { readonly updatedAt: number }) {
  const t = usePlatformWords();
  const language = useLanguage();
  const now = useNow();
  if (updatedAt === 0) return null;
  const age = Math.max(1_000, now - updatedAt);
  const old = age > oldAfterMs;
  const ago = formatAgo(age, language);
  return (
    <Tooltip label={t('freshness.explain')}>
      <Group gap={4} wrap="nowrap" c={old ? 'orange.9' : 'gray.7'} data-old={old || undefined}>
        <Icon name={old ? 'warning' : 'clock'} size={14} />
        <Text size="sm" fw={old ? 700 : 400} component="span">
          {old ? t('freshness.old', { ago }) : t('freshness.updated', { ago })}
        </Text>
      </Group>
    </Tooltip>
  );
}
