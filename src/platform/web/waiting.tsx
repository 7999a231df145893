import { Center, Loader } from '@mantine/core';

import { usePlatformWords } from './platform-words.ts';

/** Something is on its way. */
export function Waiting() {
  const t = usePlatformWords();
  return (
    <Center p="xl">
      <Loader role="status" aria-label={t('loading')} />
    </Center>
  );
}
