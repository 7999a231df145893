import { createRoute, createRouter } from '@tanstack/react-router';

import { Home } from './home.tsx';
import { NotFound } from './not-found.tsx';
import { rootRoute, shellRoute } from './root-route.tsx';
import { administrationRoutes } from './routes-administration.tsx';
import { entranceRoutes } from './routes-entrance.tsx';
import { patientRoutes } from './routes-patients.tsx';
import { supervisionRoutes } from './routes-supervision.tsx';
import { workRoutes } from './routes-work.tsx';
import { ScreenFailed } from './screen-failed.tsx';

const home = createRoute({ getParentRoute: () => shellRoute, path: '/', component: Home });

// A screen is one lazy route: its code is loaded when it is first opened.
const shell = shellRoute.addChildren({
  home,
  ...workRoutes,
  ...patientRoutes,
  ...supervisionRoutes,
  ...administrationRoutes,
});

/** Addresses carry plain words, one value per name, readable and without quotation marks. */
function readSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

export const router = createRouter({
  routeTree: rootRoute.addChildren({ ...entranceRoutes, shell }),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  defaultErrorComponent: ScreenFailed,
  defaultNotFoundComponent: NotFound,
  defaultPendingMs: 200,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
