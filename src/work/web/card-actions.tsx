import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { useCommands } from '../../platform/web/commands.ts';
import { KeyHint } from '../../platform/web/key-hint.tsx';
import { showDone } from '../../platform/web/notices.ts';
import type { WorkItemView } from '../contract.ts';
import { ActionPanel } from './action-panel.tsx';
import { useCardActions, type CardAction } from './use-card-actions.ts';
import { useWorkWords } from './work-words.ts';

interface CardActionsProps {
  readonly item: WorkItemView;
  readonly onHandOff: () => void;
  /** The card leaves the person's hands: closed, snoozed, given away. */
  readonly onLeft: () => void;
  readonly onBack: () => void;
}

const leaving: readonly CardAction[] = ['resolve', 'snooze', 'wait', 'release', 'assign'];

/** What can be done with a card now: one press or key each; a small form opens below when words are needed. */
export function CardActions({ item, onHandOff, onLeft, onBack }: CardActionsProps) {
  const t = useWorkWords();
  const [open, setOpen] = useState<CardAction>();
  const { actions, primary, takeFirst } = useCardActions(item, {
    open: (action) => setOpen(open === action ? undefined : action),
    handOff: onHandOff,
  });
  useCommands(
    actions.map(({ name, key, run }) => ({
      id: `card-${name}`,
      group: t('actions.group'),
      label: t(`actions.${name}`),
      keys: key,
      run,
    })),
  );
  const done = (action: CardAction) => (message?: string) => {
    setOpen(undefined);
    if (message !== undefined) showDone(message);
    if (leaving.includes(action)) onLeft();
  };
  if (item.state === 'closed') return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('actions.heading')}>
      <Stack gap="sm">
        {takeFirst && <Text size="sm">{t('actions.takeFirst')}</Text>}
        <Group gap="xs">
          {actions.map(({ name, key, run, busy }) => (
            <Button
              key={name}
              variant={name === primary ? 'filled' : 'default'}
              size="sm"
              loading={busy}
              onClick={run}
              aria-expanded={isForm(name) ? open === name : undefined}
              aria-keyshortcuts={key}
              rightSection={<KeyHint keys={key} />}
            >
              {t(`actions.${name}`)}
            </Button>
          ))}
        </Group>
        {open && (
          <ActionPanel
            key={open}
            action={open}
            item={item}
            onDone={done(open)}
            onBack={onBack}
            onCancel={() => setOpen(undefined)}
          />
        )}
      </Stack>
    </Paper>
  );
}

function isForm(name: string): boolean {
  return ['note', 'contact', ...leaving].includes(name);
}
