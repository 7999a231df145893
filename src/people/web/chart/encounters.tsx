import { Stack, Text } from '@mantine/core';

import { PatientTime } from '../../../platform/web/patient-time.tsx';
import type { Encounter, Person } from '../../core/schemas.ts';
import { usePeopleLabels } from '../people-labels.ts';
import { usePeopleWords } from '../people-words.ts';
import { SectionPart } from './section-part.tsx';

/** Visits and stays elsewhere, the latest first. */
export function Encounters({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const { encounters, moreEncounters, header } = person;
  const newestFirst = encounters.toSorted((one, other) =>
    (other.beganAt ?? '').localeCompare(one.beganAt ?? ''),
  );
  return (
    <SectionPart title={t('clinical.encounters')}>
      {encounters.length === 0 && <Text>{t('clinical.noEncounters')}</Text>}
      {newestFirst.map((encounter) => (
        <Row key={encounter.id} encounter={encounter} zone={header.zone} />
      ))}
      {moreEncounters && <Text size="sm">{t('clinical.moreEncounters')}</Text>}
    </SectionPart>
  );
}

function Row({ encounter, zone }: { readonly encounter: Encounter; readonly zone: string }) {
  const labels = usePeopleLabels();
  const { display, reason, place, professional, status, beganAt } = encounter;
  const details = [
    reason,
    place,
    professional,
    status !== 'finished' && labels(`encounterStatus.${status}`),
  ];
  return (
    <Stack gap={0}>
      <Text fw={600}>{display}</Text>
      <Text size="sm" c="gray.8">
        {beganAt !== null && <PatientTime at={beganAt} zone={zone} />}
        {beganAt !== null && ' · '}
        {details.filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  );
}
