import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';

import { listIds, readListSearch, type ListId } from '../../worklists/web/list-search.ts';
import type { CardSearch } from '../../worklists/web/next-card.ts';
import { shellRoute } from './root-route.tsx';

function readListId(text: unknown): ListId | undefined {
  return listIds.find((id) => id === text);
}

/** The list a card was opened from, with its filters, so that the next card is the next of that list. */
function readCardSearch(search: Record<string, unknown>): CardSearch {
  const list = readListId(search['list']);
  return { ...readListSearch(search), ...(list && { list }) };
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
  validateSearch: readCardSearch,
  component: lazyRouteComponent(() => import('../../worklists/web/card-screen.tsx'), 'CardScreen'),
});

const composer = createRoute({
  getParentRoute: () => shellRoute,
  path: '/work/$itemId/hand-off',
  validateSearch: readCardSearch,
  component: lazyRouteComponent(
    () => import('../../worklists/web/composer-screen.tsx'),
    'ComposerScreen',
  ),
});

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: '/hand-offs',
  component: lazyRouteComponent(
    () => import('../../worklists/web/inbox-screen.tsx'),
    'InboxScreen',
  ),
});

const handOff = createRoute({
  getParentRoute: () => shellRoute,
  path: '/hand-offs/$handOffId',
  component: lazyRouteComponent(
    () => import('../../worklists/web/hand-off-screen.tsx'),
    'HandOffScreen',
  ),
});

/** Lists of work, cards and hand-offs. */
export const workRoutes = { list, card, composer, inbox, handOff };
