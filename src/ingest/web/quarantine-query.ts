import { infiniteQueryOptions } from '@tanstack/react-query';

import type { Reply } from '../../platform/core/contract.ts';
import { call } from '../../platform/web/api.ts';
import { pollIntervalMs, query } from '../../platform/web/query.ts';
import { listQuarantine, readQuarantine } from '../contract.ts';
import type { QuarantineSearch } from './quarantine-search.ts';

const pageSize = 100;
const topics = ['quarantine'] as const;

type Page = Reply<typeof listQuarantine>;

/** Held and refused items page by page, newest first, followed live. */
export function quarantineQuery({ state, outcome, reason, patientId }: QuarantineSearch) {
  const filters = {
    state: state ?? ('open' as const),
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(patientId && { patientId }),
  };
  return infiniteQueryOptions({
    queryKey: [listQuarantine.path, filters] as const,
    queryFn: ({ pageParam, signal, client, queryKey }) =>
      call(
        listQuarantine,
        { query: { ...filters, limit: pageSize, ...(pageParam !== null && { after: pageParam }) } },
        { signal, background: client.getQueryState(queryKey)?.data !== undefined },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.next,
    meta: { topics },
    refetchInterval: pollIntervalMs,
    placeholderData: (before) => before,
  });
}

/** One item, followed live: somebody else may decide it meanwhile. */
export function itemQuery(id: string) {
  return query(readQuarantine, { params: { id } }, topics);
}
