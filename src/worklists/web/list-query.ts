import { infiniteQueryOptions } from '@tanstack/react-query';

import type { Reply } from '../../platform/core/contract.ts';
import { call } from '../../platform/web/api.ts';
import { pollIntervalMs } from '../../platform/web/query.ts';
import { readWorklist, type WorklistItem } from '../contract.ts';
import { filtersOf, type ListId, type ListSearch } from './list-search.ts';

const pageSize = 100;

type Page = Reply<typeof readWorklist>;

/** A list page by page; live, and what is loaded stays on screen while it is read again. */
export function listQuery(list: ListId, search: ListSearch) {
  const filters = filtersOf(list, search);
  return infiniteQueryOptions({
    queryKey: [readWorklist.path, list, filters] as const,
    queryFn: ({ pageParam, signal, client, queryKey }) =>
      call(
        readWorklist,
        {
          params: { list },
          query: { ...filters, limit: pageSize, ...(pageParam !== null && { after: pageParam }) },
        },
        { signal, background: client.getQueryState(queryKey)?.data !== undefined },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next,
    meta: { topics: ['work'] },
    refetchInterval: pollIntervalMs,
    placeholderData: (before) => before,
  });
}

/** The items of all loaded pages; one that moved between two reads is shown once, where it is newest. */
export function itemsOf(pages: readonly Page[]): WorklistItem[] {
  const byId = new Map(pages.flatMap((page) => page.items).map((item) => [item.id, item]));
  return [...byId.values()];
}
