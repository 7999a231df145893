import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { personQuery } from '../../people/web/person-query.ts';
import { useCommands } from '../../platform/web/commands.ts';
import { formatAgo } from '../../platform/web/format.ts';
import { Freshness } from '../../platform/web/freshness.tsx';
import { useLanguage } from '../../platform/web/language.ts';
import { LinkButton } from '../../platform/web/link.tsx';
import { Loaded } from '../../platform/web/loaded.tsx';
import { useNow } from '../../platform/web/now.ts';
import { Page } from '../../platform/web/page.tsx';
import { LanguageBadge } from '../../work/web/language-badge.tsx';
import type { Difference, QuarantineItem } from '../contract.ts';
import { SentPart, UnderstoodPart } from './arrived.tsx';
import { Decide } from './decide.tsx';
import { DifferenceView } from './difference.tsx';
import { Doubts } from './doubts.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { itemQuery } from './quarantine-query.ts';
import { useQuarantineWords } from './quarantine-words.ts';
import { RecentReadings } from './recent-readings.tsx';

/** One item: what arrived, what was understood, why it is doubted, what to compare it with; and the decision. */
export function QuarantineItemScreen() {
  const t = useQuarantineWords();
  const { itemId } = useParams({ from: '/shell/quarantine/$itemId' });
  const search = useSearch({ from: '/shell/quarantine/$itemId' });
  const navigate = useNavigate();
  const item = useQuery(itemQuery(itemId));
  useCommands([
    {
      id: 'held-back',
      group: t('commands.group'),
      label: t('commands.back'),
      keys: 'Escape',
      run: () => void navigate({ to: '/quarantine', search }),
    },
  ]);
  return (
    <Page
      title={t('title')}
      aside={
        <Group>
          <Freshness updatedAt={item.dataUpdatedAt} />
          <LinkButton to="/quarantine" search={search} variant="default">
            {t('back')}
          </LinkButton>
        </Group>
      }
    >
      <Loaded from={item}>{(found) => <Item key={found.id} item={found} />}</Loaded>
    </Page>
  );
}

function Item({ item }: { readonly item: QuarantineItem }) {
  const t = useQuarantineWords();
  const [difference, setDifference] = useState<Difference>();
  const { patient } = item;
  const person = useQuery({ ...personQuery(patient?.id ?? ''), enabled: patient !== null });
  const zone = person.data?.header.zone;
  return (
    <Stack gap="md">
      <Group gap="sm">
        <OutcomeBadge item={item} />
        <Text size="xl" fw={700} c={patient ? undefined : 'orange.9'}>
          {patient?.name ?? t('noPatient')}
        </Text>
        {patient && <LanguageBadge language={patient.language} gap={false} />}
        <Origin item={item} />
      </Group>
      <Doubts item={item} />
      {difference && <DifferenceView difference={difference} zone={zone} />}
      {item.state === 'open' ? (
        <Decide item={item} onDecided={setDifference} />
      ) : (
        <Decided item={item} />
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack>
          <UnderstoodPart item={item} zone={zone} />
          <SentPart item={item} />
        </Stack>
        <RecentReadings item={item} zone={zone} />
      </SimpleGrid>
    </Stack>
  );
}

function Origin({ item }: { readonly item: QuarantineItem }) {
  const t = useQuarantineWords();
  const language = useLanguage();
  const now = useNow(60);
  const ago = formatAgo(now - Date.parse(item.arrivedAt), language);
  return (
    <Text c="gray.8">
      {t('arrived', { ago })} {t('from', { source: item.source })}
    </Text>
  );
}

function Decided({ item }: { readonly item: QuarantineItem }) {
  const t = useQuarantineWords();
  const language = useLanguage();
  const now = useNow(60);
  const { decidedAt, decidedBy, note, state } = item;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4">
        {t('decided.title')}
      </Title>
      <Text fw={600}>
        {t('decided.by', {
          decision: t(`decision.${state}`),
          name: decidedBy ?? t('decided.system'),
          ago: decidedAt === null ? '' : formatAgo(now - Date.parse(decidedAt), language),
        })}
      </Text>
      {note && <Text>{note}</Text>}
    </Paper>
  );
}
