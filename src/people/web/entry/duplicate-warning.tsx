import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';

import { formatDay } from '../../../platform/web/format.ts';
import { Icon } from '../../../platform/web/icon.tsx';
import { useLanguage } from '../../../platform/web/language.ts';
import { LinkButton } from '../../../platform/web/link.tsx';
import type { LikelyDuplicate } from '../../contract.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';

interface DuplicateWarningProps {
  readonly duplicates: readonly LikelyDuplicate[];
  readonly busy: boolean;
  readonly onConfirm: () => void;
}

/** Shows who may be the same person, and why, before anything is stored. */
export function DuplicateWarning({ duplicates, busy, onConfirm }: DuplicateWarningProps) {
  const t = usePeopleWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <Alert
      ref={place}
      tabIndex={-1}
      role="alert"
      color="orange"
      title={t('duplicate.title')}
      icon={<Icon name="warning" />}
    >
      <Stack>
        <Text size="sm">{t('duplicate.explain')}</Text>
        {duplicates.map((duplicate) => (
          <Candidate key={duplicate.patient.id} duplicate={duplicate} />
        ))}
        <Group>
          <Button color="orange.9" loading={busy} onClick={onConfirm}>
            {t('duplicate.anyway', { count: duplicates.length })}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Candidate({ duplicate }: { readonly duplicate: LikelyDuplicate }) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const { patient, score, reasons } = duplicate;
  const details = [
    patient.birthDate && t('search.born', { date: formatDay(patient.birthDate, language) }),
    patient.practiceName,
    patient.recordNumber,
  ];
  return (
    <Group justify="space-between" align="flex-start">
      <Stack gap={0} style={{ flex: '1 1 240px' }}>
        <Text fw={650}>{patient.name}</Text>
        <Text size="sm">{details.filter(Boolean).join(' · ')}</Text>
        <Text size="sm">
          {t('duplicate.score', { score })}:{' '}
          {reasons.map((reason) => labels(`duplicateReason.${reason}`)).join(', ')}
        </Text>
      </Stack>
      <LinkButton
        to="/patients/$patientId"
        params={{ patientId: patient.id }}
        search={{}}
        variant="default"
        size="xs"
      >
        {t('duplicate.open')}
      </LinkButton>
    </Group>
  );
}
