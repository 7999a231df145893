import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { readQuarantineSearch } from '../../ingest/web/quarantine-search.ts';
import { shellRoute } from './root-route.tsx';

const quarantine = createRoute({
  getParentRoute: () => shellRoute,
  path: '/quarantine',
  validateSearch: readQuarantineSearch,
  component: lazyRouteComponent(
    () => import('../../ingest/web/quarantine-screen.tsx'),
    'QuarantineScreen',
  ),
});

const quarantineItem = createRoute({
  getParentRoute: () => shellRoute,
  path: '/quarantine/$itemId',
  validateSearch: readQuarantineSearch,
  component: lazyRouteComponent(
    () => import('../../ingest/web/item-screen.tsx'),
    'QuarantineItemScreen',
  ),
});

const board = createRoute({
  getParentRoute: () => shellRoute,
  path: '/board',
  component: lazyRouteComponent(
    () => import('../../worklists/web/board/board-screen.tsx'),
    'BoardScreen',
  ),
});

/** What needs a second look: readings that are held, and all the work at a glance. */
export const supervisionRoutes = { quarantine, quarantineItem, board };
