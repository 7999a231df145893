import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';

import { listIds, readListSearch, type ListId } from '../../worklists/web/list-search.ts';
import { shellRoute } from './root-route.tsx';

function readListId(text: unknown): ListId | undefined {
  return listIds.find((id) => id === text);
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lists/$list',
  params: {
    parse: ({ list: text }) => {
      const id = readListId(text);
      // eslint-disable-next-line typescript/only-throw-error -- the router's own way to say it
      if (!id) throw notFound();
      return { list: id };
    },
  },
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../../worklists/web/list-screen.tsx'), 'ListScreen'),
});

const card = createRoute({
  getParentRoute: () => shellRoute,
  path: '/work/$itemId',
  // The list it was opened from, so that the next card is the next of that list.
  validateSearch: (search: Record<string, unknown>) => ({
    ...readListSearch(search),
    ...(readListId(search['list']) && { list: readListId(search['list']) }),
  }),
  component: lazyRouteComponent(() => import('../../worklists/web/card-screen.tsx'), 'CardScreen'),
});

/** Lists of work, cards and hand-offs. */
export const workRoutes = { list, card };
