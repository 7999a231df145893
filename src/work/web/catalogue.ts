import { useQuery } from '@tanstack/react-query';

import type { Reply } from '../../platform/core/contract.ts';
import { useSay } from '../../platform/web/language.ts';
import { contentQuery } from '../../platform/web/query.ts';
import { readWorkCatalogue } from '../contract.ts';

type Catalogue = Reply<typeof readWorkCatalogue>;

const empty: Catalogue = { kinds: [], queues: [], priorities: [] };

/** Kinds of work, queues and clocks with their labels; content, so it is read once. */
export function useCatalogue() {
  const say = useSay();
  const { data = empty } = useQuery(contentQuery(readWorkCatalogue, {}));
  return {
    ...data,
    queueLabel: (id: string) => {
      const queue = data.queues.find((one) => one.id === id);
      return queue ? say(queue.label) : id;
    },
    kindLabel: (kind: string) => {
      const known = data.kinds.find((one) => one.kind === kind);
      return known ? say(known.label) : kind;
    },
  };
}
