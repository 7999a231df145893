import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';

import type { Person } from '../../people/core/schemas.ts';
import { formatPhone } from '../../platform/web/format.ts';
import { Icon } from '../../platform/web/icon.tsx';
import type { WorkItemView } from '../../work/contract.ts';
import { CallCue } from './call-cue.tsx';
import { useCardWords } from './card-words.ts';
import { PatientLine } from './patient-line.tsx';

interface CardPatientProps {
  readonly person: Person;
  readonly item: WorkItemView;
}

/** Who it is, large; how old, whose patient, how to reach them and in which language. */
export function CardPatient({ person, item }: CardPatientProps) {
  const t = useCardWords();
  const { header } = person;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('who.heading')}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap="xs">
          <PatientLine header={header} priority={item.priority} />
          <Phone phone={header.phone} />
        </Stack>
        <CallCue header={header} />
      </Group>
    </Paper>
  );
}

function Phone({ phone }: { readonly phone: string | null }) {
  const t = useCardWords();
  if (phone === null) {
    return (
      <Group gap={4} c="orange.9">
        <Icon name="warning" size={16} />
        <Text size="sm">{t('who.noPhone')}</Text>
      </Group>
    );
  }
  return (
    <Anchor href={`tel:${phone}`} fw={600} style={{ alignSelf: 'flex-start' }}>
      <Group gap={6} wrap="nowrap">
        <Icon name="phone" size={16} />
        {formatPhone(phone)}
      </Group>
    </Anchor>
  );
}
