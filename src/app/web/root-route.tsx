import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';

import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Everything below it is for somebody signed in, within the frame of the screens. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
});
