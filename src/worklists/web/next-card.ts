import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { call } from '../../platform/web/api.ts';
import { showDone, showProblem } from '../../platform/web/notices.ts';
import { nextWork } from '../../work/contract.ts';
import type { Priority } from '../../work/core/finding.ts';
import { itemsOf, listQuery } from './list-query.ts';
import { valuesOf, type ListId, type ListSearch } from './list-search.ts';
import { useCardWords } from './card-words.ts';

export type CardSearch = ListSearch & { readonly list?: ListId | undefined };

/** Opens what is best done next within the filters one came with; back to the list when nothing is left. */
export function useNextCard(itemId: string, search: CardSearch): () => Promise<void> {
  const t = useCardWords();
  const navigate = useNavigate();
  return async () => {
    try {
      const reply = await call(nextWork, { query: { ...narrowed(search), after: itemId } });
      if (reply.itemId !== null) {
        await navigate({ to: '/work/$itemId', params: { itemId: reply.itemId }, search });
        return;
      }
      showDone(t('nothingNext'));
      const { list = 'triage', ...filters } = search;
      await navigate({ to: '/lists/$list', params: { list }, search: filters });
    } catch (error) {
      showProblem(error);
    }
  };
}

/** The filters that narrow down what comes next; a filter with several values narrows nothing here. */
function narrowed(search: CardSearch) {
  const one = (name: keyof ListSearch) => {
    const [value, ...others] = valuesOf(search, name);
    return others.length === 0 ? value : undefined;
  };
  const [priority, language, queue] = [one('priority'), one('language'), one('queue')];
  const [kind, practiceId] = [one('kind'), one('practice')];
  return {
    ...(priority !== undefined && { priority: Number(priority) as Priority }),
    ...(language !== undefined && { language }),
    ...(queue !== undefined && { queue }),
    ...(kind !== undefined && { kind }),
    ...(practiceId !== undefined && { practiceId }),
  };
}

export interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** From 1; 0 when the card is not in the list. */
  readonly place: number;
  readonly count: number;
}

/** The cards before and after this one in the list one came from, as far as it is loaded. */
export function useNeighbours(itemId: string, { list, ...filters }: CardSearch): Neighbours {
  const client = useQueryClient();
  if (!list) return { before: undefined, after: undefined, place: 0, count: 0 };
  const pages = client.getQueryData(listQuery(list, filters).queryKey)?.pages ?? [];
  const items = itemsOf(pages);
  const index = items.findIndex((item) => item.id === itemId);
  return {
    before: index > 0 ? items[index - 1]?.id : undefined,
    after: items[index + 1]?.id,
    place: index + 1,
    count: items.length,
  };
}
