import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';

import { useMay } from '../../../access/web/session.ts';
import { formatDay } from '../../../platform/web/format.ts';
import { useLanguage } from '../../../platform/web/language.ts';
import type { Enrolment, Person } from '../../core/schemas.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { useProgramName } from '../program-name.ts';
import { EnrolmentForm } from './enrolment-form.tsx';
import { SectionPart } from './section-part.tsx';

/** The programs the patient is or was in, from consent to end. */
export function Enrolments({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const mayChange = useMay()('patients.write');
  const [adding, { open, close }] = useDisclosure();
  const { header, enrolments } = person;
  return (
    <SectionPart
      title={t('enrolments.title')}
      action={mayChange && !adding ? t('chart.add') : undefined}
      onAction={open}
    >
      {adding && <EnrolmentForm patientId={header.id} enrolment={undefined} onClose={close} />}
      {enrolments.length === 0 && <Text>{t('enrolments.none')}</Text>}
      {enrolments.map((enrolment) => (
        <Row key={enrolment.id} enrolment={enrolment} patientId={header.id} mayChange={mayChange} />
      ))}
    </SectionPart>
  );
}

interface RowProps {
  readonly enrolment: Enrolment;
  readonly patientId: string;
  readonly mayChange: boolean;
}

function Row({ enrolment, patientId, mayChange }: RowProps) {
  const t = usePeopleWords();
  const labels = usePeopleLabels();
  const language = useLanguage();
  const programName = useProgramName();
  const [editing, { open, close }] = useDisclosure();
  const { program, status, consent, startedOn, endedOn, endReason } = enrolment;
  const details = [
    labels(`consent.${consent}`),
    startedOn && t('enrolments.since', { day: formatDay(startedOn, language) }),
    endedOn && t('enrolments.until', { day: formatDay(endedOn, language) }),
    endReason,
  ];
  return (
    <Stack gap={4} py={6} style={{ borderTop: '1px solid var(--mantine-color-gray-3)' }}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={0} style={{ flex: '1 1 220px' }}>
          <Group gap={6}>
            <Text fw={600}>{programName(program)}</Text>
            <Badge
              variant={status === 'active' ? 'filled' : 'outline'}
              color="lagoon.8"
              tt="none"
              radius="sm"
            >
              {labels(`enrolmentStatus.${status}`)}
            </Badge>
          </Group>
          <Text size="sm" c={consent === 'granted' ? 'gray.8' : 'orange.9'}>
            {details.filter(Boolean).join(' · ')}
          </Text>
        </Stack>
        {mayChange && !editing && status !== 'ended' && (
          <Button size="compact-sm" variant="default" onClick={open}>
            {t('chart.edit')}
          </Button>
        )}
      </Group>
      {editing && <EnrolmentForm patientId={patientId} enrolment={enrolment} onClose={close} />}
    </Stack>
  );
}
