import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { rootRoute } from './root-route.tsx';

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  // Only a path of our own: an address in the query must not lead elsewhere.
  validateSearch: ({ then }: { then?: unknown }): { then?: string } =>
    typeof then === 'string' && /^\/(?![/\\])/.test(then) ? { then } : {},
  component: lazyRouteComponent(
    () => import('../../access/web/sign-in-screen.tsx'),
    'SignInScreen',
  ),
});

const invitation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(
    () => import('../../access/web/invitation-screen.tsx'),
    'InvitationScreen',
  ),
});

/** Screens for who is not signed in yet. */
export const entranceRoutes = { signIn, invitation };
