import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

import { dayIn, formatDay } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { useNow } from '../../../platform/web/now.ts';
import { ageOn } from '../../core/age.ts';
import type { PatientHeader } from '../../core/schemas.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';

interface PatientHeadProps {
  readonly header: PatientHeader;
  /** Flags that protocols use, already worded. */
  readonly flags: readonly string[];
  /** How to speak with the patient. */
  readonly cue: ReactNode;
  readonly actions: ReactNode;
}

/** Who it is, on every section of the chart; the name stands above as the heading of the screen. */
export function PatientHead({ header, flags, cue, actions }: PatientHeadProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const details = useDetails(header);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={6} style={{ flex: '1 1 300px' }}>
          <Text>{details}</Text>
          <Group gap={6}>
            {header.status !== 'active' && (
              <Badge color="gray.8" variant="filled" tt="none" radius="sm">
                {labels(`status.${header.status}`)}
              </Badge>
            )}
            {header.restricted && (
              <Badge
                color="orange.9"
                variant="filled"
                tt="none"
                radius="sm"
                leftSection={<Icon name="lock" size={12} />}
              >
                {t('chart.restricted')}
              </Badge>
            )}
            <Flags flags={flags} />
          </Group>
          <Text size="sm" c="gray.8">
            {t('chart.zone', {
              zone: header.zone.replaceAll('_', ' '),
              source: labels(`zoneSource.${header.zoneSource}`),
            })}
          </Text>
        </Stack>
        <Stack gap="xs" align="flex-end" ml="auto">
          {cue}
          <Group gap="xs">{actions}</Group>
        </Stack>
      </Group>
    </Paper>
  );
}

function useDetails(header: PatientHeader): string {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const now = useNow(3_600);
  const age = ageOn(header.birthDate, dayIn(now, header.zone));
  const parts = [
    header.preferredName && t('chart.called', { name: header.preferredName }),
    age === null ? t('chart.ageUnknown') : t('chart.age', { count: age }),
    header.birthDate && t('chart.born', { date: formatDay(header.birthDate, language) }),
    header.sex && labels(`sex.${header.sex}`),
    header.practiceName,
    header.recordNumber && t('chart.record', { number: header.recordNumber }),
  ];
  return parts.filter(Boolean).join(' · ');
}

function Flags({ flags }: { readonly flags: readonly string[] }) {
  const t = usePeopleWords();
  if (flags.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={t('chart.flags')}>
      {flags.map((flag) => (
        <Badge
          key={flag}
          color="lagoon.8"
          variant="outline"
          tt="none"
          radius="sm"
          h="auto"
          styles={{ label: { whiteSpace: 'normal' } }}
        >
          {flag}
        </Badge>
      ))}
    </Group>
  );
}
