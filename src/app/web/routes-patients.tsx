import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { readPatientSearch } from '../../people/web/search/patient-search-address.ts';
import { readChartAddress } from './chart/chart-address.ts';
import { shellRoute } from './root-route.tsx';

const patients = createRoute({
  getParentRoute: () => shellRoute,
  path: '/patients',
  validateSearch: readPatientSearch,
  component: lazyRouteComponent(
    () => import('../../people/web/search/patient-search.tsx'),
    'PatientSearch',
  ),
});

const newPatient = createRoute({
  getParentRoute: () => shellRoute,
  path: '/patients/new',
  component: lazyRouteComponent(
    () => import('../../people/web/entry/new-patient.tsx'),
    'NewPatientScreen',
  ),
});

const chart = createRoute({
  getParentRoute: () => shellRoute,
  path: '/patients/$patientId',
  validateSearch: readChartAddress,
  component: lazyRouteComponent(() => import('./chart/chart-screen.tsx'), 'ChartScreen'),
});

/** Finding and entering patients, and their charts. */
export const patientRoutes = { patients, newPatient, chart };
