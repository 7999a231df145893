import { ActionIcon, Group, SimpleGrid, Text } from '@mantine/core';

import { languages, type Text as BilingualText } from '../../../platform/core/text.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { useHandOffWords } from '../hand-off-words.ts';

interface StatementRowProps {
  readonly text: BilingualText;
  readonly leftOut: boolean;
  readonly onToggle: () => void;
}

/** One statement in both languages, which the sender may leave out. */
export function StatementRow({ text, leftOut, onToggle }: StatementRowProps) {
  const t = useHandOffWords();
  const say = useSay();
  const action = t(leftOut ? 'compose.takeIn' : 'compose.leaveOut', { text: say(text) });
  return (
    <Group wrap="nowrap" align="flex-start" gap="xs">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" style={{ flex: 1 }}>
        {languages.map((one) => (
          <Text key={one} lang={one} size="sm" td={leftOut ? 'line-through' : undefined}>
            {text[one]}
          </Text>
        ))}
      </SimpleGrid>
      {leftOut && (
        <Text size="xs" c="orange.9">
          {t('compose.leftOut')}
        </Text>
      )}
      <ActionIcon variant="default" aria-label={action} title={action} onClick={onToggle}>
        <Icon name={leftOut ? 'check' : 'close'} size={14} />
      </ActionIcon>
    </Group>
  );
}
