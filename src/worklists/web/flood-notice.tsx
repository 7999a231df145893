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
    <Notice
      text={t('flood.notice', { opened, minutes, folded })}
      act={t('flood.show')}
      onAct={onShow}
    />
  );
}

/** The way back, once what a flood folded away was brought back. */
export function FloodShown({ onHide }: { readonly onHide: () => void }) {
  const t = useListWords();
  return <Notice text={t('flood.shown')} act={t('flood.hide')} onAct={onHide} />;
}

interface NoticeProps {
  readonly text: string;
  readonly act: string;
  readonly onAct: () => void;
}

function Notice({ text, act, onAct }: NoticeProps) {
  return (
    <Alert color="orange" icon={<Icon name="warning" />} role="status" py="xs">
      <Group justify="space-between">
        <Text fw={600} flex="1 1 220px">
          {text}
        </Text>
        <Button variant="default" size="xs" onClick={onAct}>
          {act}
        </Button>
      </Group>
    </Alert>
  );
}
