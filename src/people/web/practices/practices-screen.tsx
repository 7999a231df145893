import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { formatPhone } from '../../../platform/web/format.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { Page } from '../../../platform/web/page.tsx';
import type { Practice } from '../../contract/organization.ts';
import { practicesQuery } from '../person-query.ts';
import { PracticeForm } from './practice-form.tsx';
import { usePracticeWords } from './practice-words.ts';

/** The practices whose patients are served. */
export function PracticesScreen() {
  const t = usePracticeWords();
  const mayWrite = useMay()('practices.write');
  const practices = useQuery(practicesQuery());
  const [open, setOpen] = useState<Practice | 'new'>();
  return (
    <Page
      title={t('title')}
      aside={mayWrite && <Button onClick={() => setOpen('new')}>{t('add')}</Button>}
    >
      <Loaded from={practices}>
        {({ practices: all }) => (
          <Stack component="ul" gap="xs" p={0} m={0} style={{ listStyle: 'none' }}>
            {all.length === 0 && (
              <li>
                <Text>{t('none')}</Text>
              </li>
            )}
            {all.map((practice) => (
              <Paper key={practice.id} withBorder p="sm" component="li">
                <Group justify="space-between">
                  <div>
                    <Group gap="xs">
                      <Text fw={650}>{practice.name}</Text>
                      {!practice.active && (
                        <Badge variant="outline" color="gray.8" tt="none" radius="sm">
                          {t('closed')}
                        </Badge>
                      )}
                    </Group>
                    <Text size="sm" c="gray.8">
                      {[practice.zone, practice.phone && formatPhone(practice.phone)]
                        .filter(Boolean)
                        .join(' · ')}
                    </Text>
                  </div>
                  {mayWrite && (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('changeOf', { name: practice.name })}
                      onClick={() => setOpen(practice)}
                    >
                      {t('change')}
                    </Button>
                  )}
                </Group>
              </Paper>
            ))}
          </Stack>
        )}
      </Loaded>
      {open && (
        <PracticeForm
          practice={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
}
