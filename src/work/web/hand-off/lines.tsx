import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import { Icon } from '../../../platform/web/icon.tsx';
import { useHandOffWords } from '../hand-off-words.ts';

interface LinesProps<Line> {
  readonly title: string;
  readonly add: string;
  readonly value: readonly Line[];
  readonly blank: () => Line;
  readonly onChange: (value: readonly Line[]) => void;
  readonly children: (line: Line, change: (line: Line) => void) => ReactNode;
}

/** A list of lines of fields that grows and shrinks. */
export function Lines<Line>({ title, add, value, blank, onChange, children }: LinesProps<Line>) {
  const t = useHandOffWords();
  return (
    <Fieldset legend={title} p="sm">
      <Stack gap="sm">
        {value.map((line, index) => (
          // eslint-disable-next-line react/no-array-index-key -- a line has no other identity than its place
          <Group key={index} wrap="nowrap" align="flex-end" gap="xs">
            <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" style={{ flex: 1 }}>
              {children(line, (next) => onChange(value.with(index, next)))}
            </SimpleGrid>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('compose.remove', { number: index + 1 })}
              onClick={() => onChange(value.toSpliced(index, 1))}
            >
              <Icon name="close" size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button variant="default" size="sm" onClick={() => onChange([...value, blank()])}>
            {add}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
