import { Grid, Paper, Stack, Title } from '@mantine/core';

import { AlertList } from '../../../monitoring/web/alerts/alert-list.tsx';
import { useBands } from '../../../monitoring/web/monitoring-query.ts';
import { Timeline } from '../../../monitoring/web/timeline/timeline.tsx';
import { useVitalsWords } from '../../../vitals/web/chart-words.ts';
import { LatestReadings } from '../../../vitals/web/latest-readings.tsx';
import type { SectionProps } from './section-props.ts';
import { OpenWork } from './open-work.tsx';

/** What is wrong now, the newest values, and what has happened. */
export function SummarySection({ person, vitals, address, onGo }: SectionProps) {
  const t = useVitalsWords();
  const { id: patientId, zone } = person.header;
  const bands = useBands(patientId, vitals);
  return (
    <Stack gap="md">
      <Stack component="section" gap="xs">
        <Title order={2} size="h4">
          {t('latest.title')}
        </Title>
        <LatestReadings
          patientId={patientId}
          zone={zone}
          vitals={vitals}
          bandsOf={bands}
          onOpen={(kind) => onGo({ section: 'vitals', kind })}
        />
      </Stack>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack gap="md">
            <Paper withBorder p="md">
              <AlertList
                patientId={patientId}
                zone={zone}
                activeOnly
                openId={address.alert}
                onOpen={(alert) => onGo({ alert })}
              />
            </Paper>
            <OpenWork patientId={patientId} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Paper withBorder p="md">
            <Timeline
              patientId={patientId}
              zone={zone}
              vitals={vitals}
              onOpenAlert={(alert) => onGo({ section: 'alerts', alert })}
            />
          </Paper>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
