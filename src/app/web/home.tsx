import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

import { useMay } from '../../access/web/session.ts';
import { destinations } from './destinations.ts';
import { NotFound } from './not-found.tsx';

/** Leads to the first screen that the person may see. */
export function Home() {
  const may = useMay();
  const navigate = useNavigate();
  const first = destinations.find((one) => may(one.permission));
  useEffect(() => {
    if (first) void navigate({ ...first.link, replace: true });
  }, [first, navigate]);
  return first ? null : <NotFound />;
}
