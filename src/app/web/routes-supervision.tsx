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

/** What needs a second look: readings that are held. */
export const supervisionRoutes = { quarantine, quarantineItem };
