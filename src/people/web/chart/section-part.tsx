import { Button, Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { Icon } from '../../../platform/web/icon.tsx';

interface SectionPartProps {
  readonly title: string;
  /** The button at the right of the title, and what it opens. */
  readonly action?: string | undefined;
  readonly onAction?: () => void;
  readonly children: ReactNode;
}

/** One part of a section of the chart: its title, what can be added, and its content. */
export function SectionPart({ title, action, onAction, children }: SectionPartProps) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {title}
          </Title>
          {action !== undefined && (
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="note" size={14} />}
              onClick={onAction}
            >
              {action}
            </Button>
          )}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
