import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

import { ConnectionBanner } from '../../platform/web/connection-banner.tsx';
import { LanguageSwitch } from '../../platform/web/language-switch.tsx';
import { usePlatformWords } from '../../platform/web/platform-words.ts';

interface EntranceProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** The frame of every screen before the work begins: sign-in, invitation, authenticator app. */
export function Entrance({ title, children }: EntranceProps) {
  const t = usePlatformWords();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <>
      <ConnectionBanner />
      <Center component="main" mih="100dvh" p="md" bg="gray.1">
        <Paper shadow="sm" p="xl" w="100%" maw={440} withBorder>
          <Stack gap="lg">
            <Group justify="space-between">
              <Text fw={700} c="lagoon.8">
                {t('product')}
              </Text>
              <LanguageSwitch />
            </Group>
            <Title order={1} size="h3">
              {title}
            </Title>
            {children}
          </Stack>
        </Paper>
      </Center>
    </>
  );
}
