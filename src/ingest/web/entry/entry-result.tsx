import { Alert, Stack, Text } from '@mantine/core';

import { Icon } from '../../../platform/web/icon.tsx';
import { useSay } from '../../../platform/web/language.ts';
import type { ItemResult } from '../../contract.ts';
import { useEntryWords } from './entry-words.ts';

const looks = {
  accepted: { color: 'teal', icon: 'check' },
  duplicate: { color: 'gray', icon: 'note' },
  quarantined: { color: 'orange', icon: 'quarantine' },
  rejected: { color: 'red', icon: 'warning' },
} as const;

interface EntryResultProps {
  readonly result: ItemResult;
  /** What was entered: "182/101 mmHg". */
  readonly text: string;
  /** False where no form is ready for another one. */
  readonly next?: boolean;
}

/** What became of an entered reading, why, and what to do next. */
export function EntryResult({ result, text, next = true }: EntryResultProps) {
  const t = useEntryWords();
  const say = useSay();
  const { status, messages, advice } = result;
  // A value that is kept but doubted is not simply in order.
  const { color, icon } = status === 'accepted' && messages ? looks.quarantined : looks[status];
  return (
    <Alert
      role="status"
      color={color}
      icon={<Icon name={icon} />}
      title={t(`result.${status}`, { reading: text })}
      styles={{ title: { color: 'var(--mantine-color-black)' } }}
    >
      <Stack gap={2}>
        {messages && <Text size="sm">{say(messages)}</Text>}
        {advice && <Text size="sm">{say(advice)}</Text>}
        {next && status !== 'rejected' && <Text size="sm">{t('another')}</Text>}
      </Stack>
    </Alert>
  );
}
