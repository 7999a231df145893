import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { addressOf, call } from '../../../platform/web/api.ts';
import { Page } from '../../../platform/web/page.tsx';
import { ProblemNotice } from '../../../platform/web/problem-notice.tsx';
import { exportAuditRoute, whoSawRoute } from '../../contract/audit.ts';
import { useMay } from '../session.ts';
import { ChainState } from './chain-state.tsx';
import { usePrivacyWords } from './privacy-words.ts';
import type { WhoSawSearch } from './who-saw-search.ts';
import { WhoSawTable } from './who-saw-table.tsx';

interface WhoSawScreenProps {
  readonly search: WhoSawSearch;
  readonly onSearch: (search: WhoSawSearch) => void;
  /** Finds the patient; from outside, since people know of access and not the reverse. */
  readonly picker: ReactNode;
}

/** Answers the patient's question who looked at or changed their information. */
export function WhoSawScreen({ search, onSearch, picker }: WhoSawScreenProps) {
  const t = usePrivacyWords();
  const { patientId, from, to } = search;
  const period = (change: Partial<Record<'from' | 'to', string>>) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '');
    onSearch(Object.fromEntries(next));
  };
  return (
    <Page title={t('whoSaw.title')}>
      <Stack gap="md">
        <ChainState />
        <Group align="flex-end">
          <div style={{ flex: '1 1 320px' }}>{picker}</div>
          <TextInput
            type="date"
            label={t('whoSaw.from')}
            value={from ?? ''}
            onChange={(event) => period({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('whoSaw.to')}
            value={to ?? ''}
            onChange={(event) => period({ to: event.currentTarget.value })}
          />
        </Group>
        {patientId === undefined ? (
          <Text>{t('whoSaw.choose')}</Text>
        ) : (
          <>
            <Export {...search} />
            <Entries patientId={patientId} from={from} to={to} />
          </>
        )}
      </Stack>
    </Page>
  );
}

interface EntriesProps {
  readonly patientId: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function Entries({ patientId, from, to }: EntriesProps) {
  const t = usePrivacyWords();
  const period = { ...(from && { from }), ...(to && { to }) };
  const found = useInfiniteQuery({
    queryKey: [whoSawRoute.path, patientId, period] as const,
    queryFn: ({ pageParam, signal }) =>
      call(
        whoSawRoute,
        { params: { patientId }, query: { ...period, ...(pageParam && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Each look is itself an entry of the log: it is not repeated unasked.
    staleTime: 60_000,
  });
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? [];
  const count = { count: entries.length };
  return (
    <>
      {found.error && !found.data && (
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data?.pages[0]?.patientName && (
        <Title order={2} size="h4">
          {found.data.pages[0].patientName}
        </Title>
      )}
      <Text role="status">
        {found.data &&
          (entries.length === 0
            ? t('whoSaw.none')
            : found.hasNextPage
              ? t('whoSaw.countMore', count)
              : t('whoSaw.count', count))}
      </Text>
      {entries.length > 0 && <WhoSawTable entries={entries} />}
      {found.hasNextPage && (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t('whoSaw.more')}
        </Button>
      )}
    </>
  );
}

function Export({ patientId, from, to }: WhoSawSearch) {
  const t = usePrivacyWords();
  const may = useMay();
  if (!may('audit.export')) return null;
  if (!from || !to) return <Text size="sm">{t('whoSaw.exportNeedsDays')}</Text>;
  return (
    <Group gap="sm">
      <Button
        component="a"
        variant="default"
        download
        href={addressOf(exportAuditRoute.path, { query: { from, to, patientId } })}
      >
        {t('whoSaw.export')}
      </Button>
      <Text size="sm">{t('whoSaw.exportHelp')}</Text>
    </Group>
  );
}
