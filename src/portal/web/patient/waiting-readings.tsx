import { Alert, Button, Group, Stack, Text } from '@mantine/core';

import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { PatientTime } from '../../../platform/web/patient-time.tsx';
import { vitalOf, type Vitals } from '../../../vitals/core/vitals.ts';
import { entryText } from './entry-text.ts';
import { usePatientWords } from './patient-words.ts';
import type { Outbox } from './use-outbox.ts';

interface WaitingReadingsProps {
  readonly vitals: Vitals;
  readonly zone: string;
  readonly outbox: Outbox;
}

/** Readings that are on this phone only, and what becomes of them. */
export function WaitingReadings({ vitals, zone, outbox }: WaitingReadingsProps) {
  const t = usePatientWords();
  const say = useSay();
  const language = useLanguage();
  if (outbox.waiting.length === 0) return null;
  return (
    <Alert
      color="orange"
      icon={<Icon name="clock" />}
      title={t('waiting.title')}
      styles={{ title: { color: 'var(--mantine-color-black)' } }}
    >
      <Stack gap="xs">
        <Text size="sm">{t('waiting.explain')}</Text>
        {outbox.waiting.map(({ entry, refused }) => (
          <Stack key={entry.entryId} gap={2}>
            <Text fw={700}>
              {say(vitalOf(vitals, entry.kind).definition.label)}:{' '}
              {entryText(vitals, entry, language)}
              {entry.at !== undefined && (
                <>
                  {' · '}
                  <PatientTime at={entry.at} zone={zone} />
                </>
              )}
            </Text>
            {refused && (
              <Group gap="xs">
                <Text size="sm">{t('waiting.refused', { reason: say(refused) })}</Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => void outbox.remove(entry.entryId)}
                >
                  {t('waiting.remove')}
                </Button>
              </Group>
            )}
          </Stack>
        ))}
        <Button variant="default" onClick={() => void outbox.sendAll()}>
          {t('waiting.now')}
        </Button>
      </Stack>
    </Alert>
  );
}
