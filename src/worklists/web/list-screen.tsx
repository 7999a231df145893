import { Button, Center, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

import { Freshness } from '../../platform/web/freshness.tsx';
import { Waiting } from '../../platform/web/waiting.tsx';
import { Page } from '../../platform/web/page.tsx';
import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { usePendingSubject } from '../../platform/web/undoable.ts';
import { AnnounceArrivals } from './announce-arrivals.tsx';
import { FloodNotice, FloodShown } from './flood-notice.tsx';
import { ListFilters } from './list-filters.tsx';
import { itemsOf, listQuery } from './list-query.ts';
import { ListRows } from './list-rows.tsx';
import { listIds, withValues, type ListId, type ListSearch } from './list-search.ts';
import { useListWords } from './list-words.ts';
import { ListHeads } from './list-heads.tsx';

/** A list of work, live: the most urgent card on top. */
export function ListScreen() {
  const t = useListWords();
  const { list } = useParams({ from: '/shell/lists/$list' });
  const search = useSearch({ from: '/shell/lists/$list' });
  const navigate = useNavigate();
  const found = useInfiniteQuery(listQuery(list, search));
  const leaving = usePendingSubject();
  const items = itemsOf(found.data?.pages ?? []).filter((item) => item.id !== leaving);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const filter = (next: ListSearch) =>
    void navigate({ to: '/lists/$list', params: { list }, search: next, replace: true });
  const count = { count: items.length };
  return (
    <Page
      title={t(`list.${list}`)}
      aside={
        <Group>
          <ListTabs list={list} />
          <Freshness updatedAt={found.dataUpdatedAt} />
        </Group>
      }
    >
      <Stack gap="xs">
        <ListFilters search={search} onChange={filter} />
        {found.error && !found.data && (
          <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isPending && <Waiting />}
        {!found.isPlaceholderData && (
          <AnnounceArrivals key={`${list} ${JSON.stringify(search)}`} items={items} />
        )}
        {found.data?.pages[0]?.flood && (
          <FloodNotice
            flood={found.data.pages[0].flood}
            onShow={() => filter({ ...search, flood: 'show' })}
          />
        )}
        {search.flood && <FloodShown onHide={() => filter(withValues(search, 'flood', []))} />}
        {items.length > 0 && <ListHeads />}
        {items.length > 0 && (
          <ListRows items={items} list={list} search={search} onNearEnd={loadMore} />
        )}
        {found.data && items.length === 0 && (
          <Nothing filtered={Object.keys(search).length > 0} onClear={() => filter({})} />
        )}
        {items.length > 0 && (
          <Text size="sm" c="gray.7" aria-live="off">
            {isFetchingNextPage
              ? t('loadingMore')
              : hasNextPage
                ? t('countMore', count)
                : t('count', count)}
          </Text>
        )}
      </Stack>
    </Page>
  );
}

function ListTabs({ list }: { readonly list: ListId }) {
  const t = useListWords();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      aria-label={t('lists')}
      value={list}
      data={listIds.map((value) => ({ value, label: t(`list.${value}`) }))}
      onChange={(value) => void navigate({ to: '/lists/$list', params: { list: value } })}
      size="sm"
    />
  );
}

interface NothingProps {
  readonly filtered: boolean;
  readonly onClear: () => void;
}

function Nothing({ filtered, onClear }: NothingProps) {
  const t = useListWords();
  return (
    <Center py="xl">
      <Stack align="center">
        <Text>{filtered ? t('emptyFiltered') : t('empty')}</Text>
        {filtered && (
          <Button variant="default" onClick={onClear}>
            {t('clearFilters')}
          </Button>
        )}
      </Stack>
    </Center>
  );
}
