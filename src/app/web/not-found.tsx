import { Text } from '@mantine/core';

import { ScreenLink } from '../../platform/web/link.tsx';
import { Page } from '../../platform/web/page.tsx';
import { usePlatformWords } from '../../platform/web/platform-words.ts';

export function NotFound() {
  const t = usePlatformWords();
  return (
    <Page title={t('notFound.title')}>
      <Text>{t('notFound.advice')}</Text>
      <ScreenLink to="/">{t('notFound.home')}</ScreenLink>
    </Page>
  );
}
