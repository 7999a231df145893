import { useSearch } from '@tanstack/react-router';

import { LinkedScreen } from '../../../ingest/web/sources/linked-screen.tsx';

/** Where a vendor's consent page comes back to. */
export function LinkedRoute() {
  const { state, code } = useSearch({ from: '/shell/sources/linked' });
  return (
    <LinkedScreen back={state === undefined || code === undefined ? undefined : { state, code }} />
  );
}
