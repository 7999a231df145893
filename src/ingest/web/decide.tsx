import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import { useMay } from '../../access/web/session.ts';
import { useCommands } from '../../platform/web/commands.ts';
import { useVitals } from '../../vitals/web/vitals-query.ts';
import type { Difference, QuarantineItem } from '../contract.ts';
import { CorrectForm } from './correct-form.tsx';
import { RefuseForm, ReleaseForm } from './note-form.tsx';
import { useQuarantineWords } from './quarantine-words.ts';

type Decision = 'release' | 'correct' | 'refuse';

const keys = { release: 'l', correct: 'c', refuse: 'x' } satisfies Record<Decision, string>;

interface DecideProps {
  readonly item: QuarantineItem;
  readonly onDecided: (difference?: Difference) => void;
}

/** The three ways to decide an item; each asks for its reason. */
export function Decide({ item, onDecided }: DecideProps) {
  const t = useQuarantineWords();
  const may = useMay();
  const vitals = useVitals();
  const [chosen, choose] = useState<Decision>();
  const close = () => choose(undefined);
  const allowed = may('quarantine.decide');
  const offered: readonly Decision[] = item.releasable
    ? ['release', 'correct', 'refuse']
    : ['correct', 'refuse'];
  useCommands(
    (allowed ? offered : []).map((one) => ({
      id: `held-${one}`,
      group: t('commands.group'),
      label: t(`commands.${one}`),
      keys: keys[one],
      run: () => choose(one),
    })),
  );
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {t('decide.title')}
      </Title>
      <Stack gap="sm">
        {!allowed && <Text>{t('decide.readOnly')}</Text>}
        {allowed && !item.releasable && <Text fw={600}>{t('decide.notReleasable')}</Text>}
        {allowed && !chosen && (
          <Group gap="sm">
            {offered.map((one) => (
              <Button
                key={one}
                variant={one === offered[0] ? 'filled' : 'default'}
                onClick={() => choose(one)}
              >
                {t(`decide.${one}`)}
              </Button>
            ))}
          </Group>
        )}
        {allowed && chosen && <Text>{t(`decide.${chosen}Help`)}</Text>}
        {chosen === 'release' && (
          <ReleaseForm itemId={item.id} onDecided={onDecided} onClose={close} />
        )}
        {chosen === 'correct' && vitals && (
          <CorrectForm item={item} vitals={vitals} onDecided={onDecided} onClose={close} />
        )}
        {chosen === 'refuse' && (
          <RefuseForm itemId={item.id} onDecided={onDecided} onClose={close} />
        )}
      </Stack>
    </Paper>
  );
}
