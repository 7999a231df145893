import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { Icon } from '../../../platform/web/icon.tsx';
import { LanguageSwitch } from '../../../platform/web/language-switch.tsx';
import { usePatientWords } from './patient-words.ts';

/** The frame of every screen of the portal: what it is not comes first. */
export function PortalFrame({ children }: { readonly children: ReactNode }) {
  const t = usePatientWords();
  return (
    <Box bg="gray.0" mih="100dvh">
      <Box component="header" bg="white" style={{ borderBottom: '1px solid #ced4da' }}>
        <Stack gap={6} p="sm" maw={640} mx="auto">
          <Group justify="space-between" wrap="nowrap">
            <Title order={1} size="h4" c="lagoon.8">
              {t('title')}
            </Title>
            <LanguageSwitch />
          </Group>
          <Group gap={8} wrap="nowrap" c="red.9" align="flex-start">
            <Icon name="phone" size={20} />
            <Text fw={600}>{t('emergency')}</Text>
          </Group>
        </Stack>
      </Box>
      <Box component="main" p="sm" maw={640} mx="auto">
        {children}
      </Box>
    </Box>
  );
}
