import { Button, Group, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { useCommands } from '../../platform/web/commands.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { LinkButton } from '../../platform/web/link.tsx';
import type { WorkItemView } from '../../work/contract.ts';
import { useCardWords } from './card-words.ts';
import { useNeighbours, useNextCard } from './next-card.ts';

/** Where the card stands in its list, and the ways on: back, before, after, best next. */
export function CardPlace({ item }: { readonly item: WorkItemView }) {
  const t = useCardWords();
  const search = useSearch({ from: '/shell/work/$itemId' });
  const navigate = useNavigate();
  const goOn = useNextCard(item.id, search);
  const { before, after, place, count } = useNeighbours(item.id, search);
  const { list = 'triage', ...filters } = search;
  const back = { to: '/lists/$list', params: { list }, search: filters } as const;
  const open = (itemId: string | undefined) => {
    if (itemId !== undefined) void navigate({ to: '/work/$itemId', params: { itemId }, search });
  };
  const group = t('group');
  useCommands([
    { id: 'card-back', group, label: t('back'), keys: 'u', run: () => void navigate(back) },
    { id: 'card-next', group, label: t('next'), keys: 'n', run: () => void goOn() },
    { id: 'card-after', group, label: t('following'), keys: 'j', run: () => open(after) },
    { id: 'card-before', group, label: t('previous'), keys: 'k', run: () => open(before) },
  ]);
  return (
    <Group gap="xs">
      <LinkButton {...back} variant="subtle" size="sm" leftSection={<Icon name="back" size={16} />}>
        {t('back')}
      </LinkButton>
      {place > 0 && (
        <Text size="sm" c="gray.7">
          {place} / {count}
        </Text>
      )}
      <Button
        variant="default"
        size="sm"
        rightSection={<Icon name="next" size={16} />}
        onClick={() => void goOn()}
      >
        {t('next')}
      </Button>
    </Group>
  );
}
