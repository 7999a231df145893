import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';

import { useHandOffWords } from '../hand-off-words.ts';

interface OwnWordsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What no code says; out of the way until somebody wants to write. */
export function OwnWords({ label, value, onChange }: OwnWordsProps) {
  const t = useHandOffWords();
  const [open, setOpen] = useState(value !== '');
  if (!open) {
    return (
      <Group>
        <Button variant="subtle" size="compact-sm" aria-label={label} onClick={() => setOpen(true)}>
          {t('compose.addOwn')}
        </Button>
      </Group>
    );
  }
  return (
    <Textarea
      label={label}
      description={t('compose.ownWhy')}
      autoFocus={value === ''}
      autosize
      minRows={2}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
