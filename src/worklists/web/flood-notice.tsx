import { Alert, Button, Group, Text } from '@mantine/core';

import { Icon } from '../../platform/web/icon.tsx';
import type { Flood } from '../contract.ts';
import { useListWords } from './list-words.ts';

interface FloodNoticeProps {
  readonly flood: Flood;
  readonly onShow: () => void;
}

/** Says that so many alerts came at once that what can wait is folded away, and brings it back. */
export function FloodNotice({ flood, onShow }: FloodNoticeProps) {
  const t = useListWords();
  const { opened, folded, minutes } = flood;
  return (
    <Alert color="orange" icon={<Icon name="warning" />} role="status" py="xs">
      <Group justify="space-between">
        <Text fw={600}>{t('flood.notice', { opened, minutes, folded })}</Text>
        <Button variant="default" size="xs" onClick={onShow}>
          {t('flood.show')}
        </Button>
      </Group>
    </Alert>
  );
}
