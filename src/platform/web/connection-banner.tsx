import { Alert } from '@mantine/core';

import { useConnection } from './connection.ts';
import { Icon } from './icon.tsx';
import { usePlatformWords } from './platform-words.ts';

/** Says calmly that the server is away; goes by itself once it answers. */
export function ConnectionBanner() {
  const t = usePlatformWords();
  const state = useConnection();
  return (
    <div aria-live="polite">
      {state !== 'answered' && (
        <Alert color="yellow" radius={0} py="xs" icon={<Icon name="away" />}>
          {t(`connection.${state}`)}
        </Alert>
      )}
    </div>
  );
}
