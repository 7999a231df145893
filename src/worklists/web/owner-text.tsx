import { Group, Text } from '@mantine/core';

import { useSession } from '../../access/web/session.ts';
import { useCatalogue } from '../../work/web/catalogue.ts';
import { Icon } from '../../platform/web/icon.tsx';
import { useWorkWords } from '../../work/web/work-words.ts';
import type { WorklistItem } from '../contract.ts';

/** Who has the card: somebody, nobody (then in which queue it stands), or offered to somebody. */
export function OwnerText({ item }: { readonly item: WorklistItem }) {
  const t = useWorkWords();
  const { queueLabel } = useCatalogue();
  const { user } = useSession();
  const mine = item.owner?.id === user.id;
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Icon name={item.owner ? 'person' : 'list'} size={16} />
      <span>
        <Text size="sm" fw={mine ? 700 : 400} component="span">
          {mine ? t('owner.me') : (item.owner?.name ?? t('owner.nobody'))}
        </Text>
        <Text size="xs" c="gray.8" component="span" display="block">
          {item.handOffOffered ? t('owner.handOff') : queueLabel(item.queue)}
        </Text>
      </span>
    </Group>
  );
}
