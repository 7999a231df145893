import { Group, Paper, Stack, Text, Title } from '@mantine/core';

import { usePatientRecord } from '../../../monitoring/web/plots/record-query.ts';
import { useSay } from '../../../platform/web/language.ts';
import { ScreenLink } from '../../../platform/web/link.tsx';
import type { WorkItemView } from '../../../work/contract.ts';
import { PriorityBadge } from '../../../work/web/priority-badge.tsx';
import { useAppWords } from '../app-words.ts';

/** The work that is open for the patient: who has it, and the way to its card. */
export function OpenWork({ patientId }: { readonly patientId: string }) {
  const t = useAppWords();
  const { work } = usePatientRecord(patientId);
  const open = work.filter((item) => item.state !== 'closed');
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('chart.openWork')}
        </Title>
        {open.length === 0 && <Text c="gray.8">{t('chart.noOpenWork')}</Text>}
        {open.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </Stack>
    </Paper>
  );
}

function Item({ item }: { readonly item: WorkItemView }) {
  const t = useAppWords();
  const say = useSay();
  const [finding] = item.findings;
  const what = finding?.text ? say(finding.text) : (item.followUp?.reason ?? '');
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <PriorityBadge priority={item.priority} short />
      <Stack gap={0}>
        <ScreenLink to="/work/$itemId" params={{ itemId: item.id }} search={{}} fw={600}>
          {[say(item.kindLabel), what].filter(Boolean).join(': ')}
        </ScreenLink>
        <Text size="sm" c="gray.8">
          {item.owner ? t('chart.ownedBy', { name: item.owner.name }) : say(item.queueLabel)}
          {' · '}
          {t(`chart.workState.${item.state}`)}
        </Text>
      </Stack>
    </Group>
  );
}
