import { Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { Loaded } from '../../../platform/web/loaded.tsx';
import { query } from '../../../platform/web/query.ts';
import { readBurden, windows, type Window } from '../../contract/burden.ts';
import { useBoardWords } from './board-words.ts';
import { BurdenTable } from './burden-table.tsx';

const bys = ['byLanguage', 'byPractice', 'byRule'] as const;
type By = (typeof bys)[number];

/** How many alerts there are and what becomes of them, and whether everybody is served alike. */
export function BurdenSection() {
  const t = useBoardWords();
  const [window, setWindow] = useState<Window>('week');
  const [by, setBy] = useState<By>('byLanguage');
  const burden = useQuery(query(readBurden, { query: { window } }, []));
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t('burden.title')}
          </Title>
          <Group gap="sm">
            <SegmentedControl
              size="sm"
              aria-label={t('burden.by')}
              value={by}
              data={bys.map((value) => ({ value, label: t(`burden.bys.${value}`) }))}
              onChange={setBy}
            />
            <SegmentedControl
              size="sm"
              aria-label={t('burden.window')}
              value={window}
              data={windows.map((value) => ({ value, label: t(`burden.windows.${value}`) }))}
              onChange={setWindow}
            />
          </Group>
        </Group>
        <Text size="sm" c="gray.8">
          {t('burden.explain')}
        </Text>
        <Loaded from={burden}>
          {(data) => (
            <BurdenTable
              column={t(`burden.bys.${by}`)}
              groups={[data.total, ...data[by]]}
              hasDays={by !== 'byRule'}
            />
          )}
        </Loaded>
      </Stack>
    </Paper>
  );
}
