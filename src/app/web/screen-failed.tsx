import { Button, Group, Text } from '@mantine/core';

import { Page } from '../../platform/web/page.tsx';
import { usePlatformWords } from '../../platform/web/platform-words.ts';

/** A fault of ours on one screen; the others go on working. */
export function ScreenFailed() {
  const t = usePlatformWords();
  return (
    <Page title={t('failed.title')}>
      <Text>{t('failed.advice')}</Text>
      <Group>
        <Button onClick={() => window.location.reload()}>{t('failed.reload')}</Button>
      </Group>
    </Page>
  );
}
