import { Navigate } from '@tanstack/react-router';

import { useMay } from '../../access/web/session.ts';
import { destinations } from './destinations.ts';
import { NotFound } from './not-found.tsx';

/** Leads to the first screen that the person may see. */
export function Home() {
  const may = useMay();
  const first = destinations.find((one) => may(one.permission));
  return first ? <Navigate {...first.link} replace /> : <NotFound />;
}
