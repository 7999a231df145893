import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { Page } from '../../platform/web/page.tsx';
import { usePlatformWords } from '../../platform/web/platform-words.ts';

export function NotFound() {
  const t = usePlatformWords();
  return (
    <Page title={t('notFound.title')}>
      <Text>{t('notFound.advice')}</Text>
      <Anchor component={Link} to="/">
        {t('notFound.home')}
      </Anchor>
    </Page>
  );
}
