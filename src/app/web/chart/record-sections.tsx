import { Grid, Paper, Stack } from '@mantine/core';

import { CareCircle } from '../../../people/web/chart/care-circle.tsx';
import { Conditions } from '../../../people/web/chart/conditions.tsx';
import { Contacts } from '../../../people/web/chart/contacts.tsx';
import { Encounters } from '../../../people/web/chart/encounters.tsx';
import { Enrolments } from '../../../people/web/chart/enrolments.tsx';
import { Identity } from '../../../people/web/chart/identity.tsx';
import { Medications } from '../../../people/web/chart/medications.tsx';
import { Restriction } from '../../../people/web/chart/restriction.tsx';
import { PortalAccess } from '../../../portal/web/chart/portal-access.tsx';
import { DeviceList } from '../../../vitals/web/devices/device-list.tsx';
import type { SectionProps } from './section-props.ts';

const half = { base: 12, lg: 6 } as const;

/** Who the person is, how to reach them, who is around them, and their own way in. */
export function PersonSection({ person }: SectionProps) {
  return (
    <Grid gap="md">
      <Grid.Col span={half}>
        <Stack gap="md">
          <Contacts person={person} />
          <Identity person={person} />
          <Restriction header={person.header} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={half}>
        <Stack gap="md">
          <CareCircle person={person} />
          <PortalAccess person={person} />
          <Enrolments person={person} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

/** Conditions, medications and visits. */
export function RecordSection({ person }: SectionProps) {
  return (
    <Grid gap="md">
      <Grid.Col span={half}>
        <Stack gap="md">
          <Conditions person={person} />
          <Medications person={person} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={half}>
        <Encounters person={person} />
      </Grid.Col>
    </Grid>
  );
}

/** The patient's devices. */
export function DevicesSection({ person, vitals }: SectionProps) {
  const { id: patientId, zone } = person.header;
  return (
    <Paper withBorder p="md">
      <DeviceList patientId={patientId} zone={zone} vitals={vitals} />
    </Paper>
  );
}
