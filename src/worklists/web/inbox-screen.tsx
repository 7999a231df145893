import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { Freshness } from '../../platform/web/freshness.tsx';
import { Loaded } from '../../platform/web/loaded.tsx';
import { Page } from '../../platform/web/page.tsx';
import { query } from '../../platform/web/query.ts';
import { listHandOffs, type HandOffView } from '../../work/contract/hand-offs.ts';
import { useHandOffWords } from '../../work/web/hand-off-words.ts';
import { HandOffRow } from './hand-off-row.tsx';

/** What others hand to me and my queues, the most urgent answer first; and what I have offered. */
export function InboxScreen() {
  const t = useHandOffWords();
  const handOffs = useQuery(query(listHandOffs, {}, ['hand-offs', 'work']));
  return (
    <Page title={t('inbox.title')} aside={<Freshness updatedAt={handOffs.dataUpdatedAt} />}>
      <Loaded from={handOffs}>
        {({ received, sent }) => (
          <Stack gap="lg">
            <Group title={t('inbox.received')} none={t('inbox.receivedNone')} of={received} />
            <Group title={t('inbox.sent')} none={t('inbox.sentNone')} of={sent} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface GroupProps {
  readonly title: string;
  readonly none: string;
  readonly of: readonly HandOffView[];
}

function Group({ title, none, of }: GroupProps) {
  const sorted = of.toSorted(
    (a, b) => a.priority - b.priority || a.answerDueAt.localeCompare(b.answerDueAt),
  );
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <Paper withBorder>
        {sorted.length === 0 && <Text p="md">{none}</Text>}
        {sorted.map((handOff) => (
          <HandOffRow key={handOff.id} handOff={handOff} />
        ))}
      </Paper>
    </section>
  );
}
