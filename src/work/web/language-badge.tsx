import { Badge, Stack, Text } from '@mantine/core';

import { formatLanguageName } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useLanguage } from '../../platform/web/language.ts';
import { useWorkWords } from './work-words.ts';

interface LanguageBadgeProps {
  readonly language: string;
  /** Nobody on duty speaks it. */
  readonly gap: boolean;
}

/** The patient's language; a language that nobody on duty speaks is said in words. */
export function LanguageBadge({ language, gap }: LanguageBadgeProps) {
  const t = useWorkWords();
  const readers = useLanguage();
  const unknown = language === 'und';
  const name = unknown ? t('language.unknown') : formatLanguageName(language, readers);
  return (
    <Stack gap={2} align="flex-start">
      <Badge
        variant="outline"
        color={unknown ? 'orange.9' : language === 'es' ? 'grape.9' : 'gray.8'}
        bg={language === 'es' ? 'grape.0' : 'white'}
        maw="100%"
        tt="none"
        radius="sm"
        leftSection={<Icon name={unknown ? 'question' : 'speech'} size={12} />}
      >
        {name}
      </Badge>
      {gap && (
        <Text size="xs" fw={700} c="red.9">
          {t('language.gap')}
        </Text>
      )}
    </Stack>
  );
}
