import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { ProblemNotice } from './problem-notice.tsx';
import { Waiting } from './waiting.tsx';

interface LoadedProps<T> {
  readonly from: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** Draws what a query brought; until then a loader, and when it was refused the reason. */
export function Loaded<T>({ from, children }: LoadedProps<T>) {
  if (from.data !== undefined) return children(from.data);
  if (from.error) {
    return <ProblemNotice problem={from.error} onRetry={() => void from.refetch()} />;
  }
  return <Waiting />;
}
