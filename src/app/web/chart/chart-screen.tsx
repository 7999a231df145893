import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import { Restricted } from '../../../access/web/restricted.tsx';
import { personQuery } from '../../../people/web/person-query.ts';
import { usePeopleWords } from '../../../people/web/people-words.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { Page } from '../../../platform/web/page.tsx';
import type { Person } from '../../../people/core/schemas.ts';
import { useVitals } from '../../../vitals/web/vitals-query.ts';
import { ChartHead } from './chart-head.tsx';
import { ChartSections } from './chart-sections.tsx';

/** One patient: everything that is known, composed from the slices that know it. */
export function ChartScreen() {
  const { patientId } = useParams({ from: '/shell/patients/$patientId' });
  const t = usePeopleWords();
  const person = useQuery(personQuery(patientId));
  return (
    <Restricted title={t('chart.title')} problem={person.error}>
      <Loaded from={person}>{(data) => <Chart key={patientId} person={data} />}</Loaded>
    </Restricted>
  );
}

function Chart({ person }: { readonly person: Person }) {
  const t = usePeopleWords();
  const vitals = useVitals();
  return (
    <Page title={t('chart.title')} heading={person.header.name}>
      <Stack gap="md">
        <ChartHead person={person} vitals={vitals} />
        {vitals && <ChartSections person={person} vitals={vitals} />}
      </Stack>
    </Page>
  );
}
