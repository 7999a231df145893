import { Grid, Paper, Stack } from '@mantine/core';

import { AlertList } from '../../../monitoring/web/alerts/alert-list.tsx';
import { CadenceList } from '../../../monitoring/web/cadences/cadence-list.tsx';
import { FactList } from '../../../monitoring/web/facts/fact-list.tsx';
import { LimitList } from '../../../monitoring/web/limits/limit-list.tsx';
import type { SectionProps } from './section-props.ts';

/** Alerts with their reasons, and the limits and facts that they rest on. */
export function AlertsSection({ person, vitals, address, onGo }: SectionProps) {
  const { id: patientId, zone } = person.header;
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Paper withBorder p="md">
          <AlertList
            patientId={patientId}
            zone={zone}
            openId={address.alert}
            onOpen={(alert) => onGo({ alert })}
          />
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack gap="md">
          <Paper withBorder p="md">
            <LimitList patientId={patientId} zone={zone} vitals={vitals} />
          </Paper>
          <Paper withBorder p="md">
            <CadenceList patientId={patientId} zone={zone} vitals={vitals} />
          </Paper>
          <Paper withBorder p="md">
            <FactList patientId={patientId} zone={zone} />
          </Paper>
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
