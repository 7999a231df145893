import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { readWhoSawSearch } from '../../access/web/privacy/who-saw-search.ts';
import { readLinkedSearch } from '../../ingest/web/sources/linked-search.ts';
import { shellRoute } from './root-route.tsx';

const users = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  component: lazyRouteComponent(() => import('./administration/access-screens.tsx'), 'UsersRoute'),
});

const tokens = createRoute({
  getParentRoute: () => shellRoute,
  path: '/machine-access',
  component: lazyRouteComponent(() => import('./administration/access-screens.tsx'), 'TokensRoute'),
});

const sources = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sources',
  component: lazyRouteComponent(
    () => import('../../ingest/web/sources/sources-screen.tsx'),
    'SourcesScreen',
  ),
});

const linked = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sources/linked',
  validateSearch: readLinkedSearch,
  component: lazyRouteComponent(() => import('./administration/linked.tsx'), 'LinkedRoute'),
});

const practices = createRoute({
  getParentRoute: () => shellRoute,
  path: '/practices',
  component: lazyRouteComponent(
    () => import('../../people/web/practices/practices-screen.tsx'),
    'PracticesScreen',
  ),
});

const whoSaw = createRoute({
  getParentRoute: () => shellRoute,
  path: '/who-saw',
  validateSearch: readWhoSawSearch,
  component: lazyRouteComponent(() => import('./administration/who-saw.tsx'), 'WhoSawRoute'),
});

const reviews = createRoute({
  getParentRoute: () => shellRoute,
  path: '/emergency-access',
  component: lazyRouteComponent(
    () => import('../../access/web/privacy/reviews-screen.tsx'),
    'ReviewsScreen',
  ),
});

const protocols = createRoute({
  getParentRoute: () => shellRoute,
  path: '/protocols',
  component: lazyRouteComponent(
    () => import('../../monitoring/web/protocols/protocols-screen.tsx'),
    'ProtocolsScreen',
  ),
});

const calendar = createRoute({
  getParentRoute: () => shellRoute,
  path: '/calendar',
  component: lazyRouteComponent(
    () => import('../../work/web/calendar/calendar-screen.tsx'),
    'CalendarScreen',
  ),
});

/** Who and what has access, and what the organization consists of. */
export const administrationRoutes = {
  users,
  tokens,
  sources,
  linked,
  practices,
  whoSaw,
  reviews,
  protocols,
  calendar,
};
