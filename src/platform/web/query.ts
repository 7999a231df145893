import {
  MutationCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import type { Contract, Reply } from '../core/contract.ts';
import type { Problem } from '../core/problem.ts';
import { call, isPassing, type CallInput } from './api.ts';
import { isLive } from './live.ts';
import { showProblem } from './notices.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { topics?: readonly string[]; isContent?: boolean };
    mutationMeta: { quiet?: boolean };
    defaultError: Problem;
  }
}

const pollWhileLiveMs = 30_000;
const pollOtherwiseMs = 10_000;

/** How often a live screen asks by itself: a notice that was lost delays, and never hides. */
export function pollIntervalMs(): number {
  return isLive() ? pollWhileLiveMs : pollOtherwiseMs;
}

/** Health information stays in the memory of the page, five minutes after it was last on screen. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (mutation.meta?.quiet !== true) showProblem(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 0,
        gcTime: 300_000,
        networkMode: 'always',
        retry: (_count, error) => isPassing(error),
        retryDelay: (count) => Math.min(1_000 * 2 ** count, 10_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** A read of the API as a query; with topics it follows live notices, and polls slowly besides. */
export function query<C extends Contract>(
  contract: C,
  input: CallInput<C>,
  topics: readonly string[] = [],
) {
  return queryOptions({
    queryKey: [contract.path, input] as const,
    queryFn: ({ signal, client, queryKey }): Promise<Reply<C>> => {
      // What is on screen already is being refreshed by itself; only a first look is a person's act.
      const background = client.getQueryState(queryKey)?.data !== undefined;
      return call(contract, input, { signal, background });
    },
    meta: { topics },
    ...(topics.length > 0 && { refetchInterval: pollIntervalMs }),
  });
}

const hourMs = 3_600_000;

/** A read of what comes with the release and no work of the day changes: protocols, vital signs, labels. */
export function contentQuery<C extends Contract>(contract: C, input: CallInput<C>) {
  return queryOptions({
    ...query(contract, input),
    staleTime: hourMs,
    meta: { isContent: true },
  });
}

interface ActSettings {
  /** The screen itself shows a refusal. */
  readonly quiet?: boolean;
  /** False: it changes nothing that is on screen. */
  readonly refresh?: boolean;
}

/** A write of the API; on success everything on screen is read again, on refusal a notice says why. */
export function useAct<C extends Contract>(contract: C, settings: ActSettings = {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CallInput<C>) => call(contract, input),
    meta: { quiet: settings.quiet ?? false },
    onError: (problem) => {
      // Refused because something changed meanwhile: what is on screen is old.
      if (problem.definition.status === 409) void refreshAll(client);
    },
    onSuccess: () => {
      if (settings.refresh !== false) void refreshAll(client);
    },
  });
}

/** Reads everything on screen again, but for what does not change. */
export function refreshAll(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ predicate: (one) => one.meta?.isContent !== true });
}
