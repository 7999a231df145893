import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';

import { Icon } from '../../../platform/web/icon.tsx';
import { usePeopleWords } from '../people-words.ts';

interface PastOnesProps {
  readonly count: number;
  readonly children: ReactNode;
}

/** What is over, folded away until somebody asks for it. */
export function PastOnes({ count, children }: PastOnesProps) {
  const t = usePeopleWords();
  const [open, { toggle }] = useDisclosure();
  if (count === 0) return null;
  return (
    <>
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          leftSection={<Icon name={open ? 'up' : 'down'} size={14} />}
          onClick={toggle}
        >
          {t('clinical.past', { count })}
        </Button>
      </Group>
      {open && children}
    </>
  );
}
