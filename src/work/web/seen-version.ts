import { useState } from 'react';

import { Problem } from '../../platform/core/problem.ts';
import type { WorkItemView } from '../contract.ts';

interface SeenVersion {
  /** Runs a decision on the version that was on screen when the form was opened. */
  readonly decide: <T>(act: (version: number) => Promise<T>) => Promise<T>;
}

/**
 * A decision rests on what the person saw when they began to make it. When something worse came in
 * while they were writing, the server refuses; they look, and the next attempt rests on that.
 */
export function useSeenVersion(item: WorkItemView): SeenVersion {
  const [seen, setSeen] = useState<number | undefined>(item.version);
  return {
    decide: async (act) => {
      try {
        return await act(seen ?? item.version);
      } catch (error) {
        if (error instanceof Problem && error.definition.status === 409) setSeen(undefined);
        throw error;
      }
    },
  };
}
