import { Button, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { Freshness } from '../../platform/web/freshness.tsx';
import { useNow } from '../../platform/web/now.ts';
import { Page } from '../../platform/web/page.tsx';
import { ProblemNotice } from '../../platform/web/problem-notice.tsx';
import { QuarantineFilters } from './quarantine-filters.tsx';
import { useQuarantineKeys } from './quarantine-keys.ts';
import { quarantineQuery } from './quarantine-query.ts';
import { QuarantineRow } from './quarantine-row.tsx';
import { matches, type QuarantineSearch } from './quarantine-search.ts';
import { useQuarantineWords } from './quarantine-words.ts';
import classes from './quarantine.module.css';

/** What arrived and is not in the chart, live, the newest on top. */
export function QuarantineScreen() {
  const t = useQuarantineWords();
  const search = useSearch({ from: '/shell/quarantine' });
  const navigate = useNavigate();
  const now = useNow(60);
  const found = useInfiniteQuery(quarantineQuery(search));
  const loaded = found.data?.pages.flatMap((page) => page.items) ?? [];
  const items = loaded.filter((item) => matches(item, search, now));
  const keys = useQuarantineKeys(items);
  const filter = (next: QuarantineSearch) =>
    void navigate({ to: '/quarantine', search: next, replace: true });
  const filtered = Object.keys(search).some((name) => name !== 'state');
  return (
    <Page title={t('title')} aside={<Freshness updatedAt={found.dataUpdatedAt} />}>
      <Stack gap="sm">
        <Text c="gray.8">{t('explain')}</Text>
        <QuarantineFilters
          search={search}
          sources={loaded.map((item) => item.source)}
          patientName={loaded.find((one) => one.patient?.id === search.patientId)?.patient?.name}
          onChange={filter}
        />
        {found.error && !found.data && (
          <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
        )}
        {items.length > 0 && (
          <ul className={classes['rows']} aria-label={t('title')}>
            {items.map((item) => (
              <li key={item.id}>
                <QuarantineRow item={item} search={search} onFocus={() => keys.onFocus(item.id)} />
              </li>
            ))}
          </ul>
        )}
        {found.data && items.length === 0 && (
          <Text py="lg">{filtered ? t('emptyFiltered') : t('empty')}</Text>
        )}
        <Text size="sm" c="gray.8" role="status">
          {found.data &&
            (found.hasNextPage || items.length < loaded.length
              ? t('countOf', { shown: items.length, loaded: loaded.length })
              : t('count', { count: items.length }))}
        </Text>
        {found.hasNextPage && (
          <Button
            variant="default"
            style={{ alignSelf: 'flex-start' }}
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t('more')}
          </Button>
        )}
      </Stack>
    </Page>
  );
}
