import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { Loaded } from '../../../platform/web/loaded.tsx';
import type { AlertView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import { alertsQuery } from '../monitoring-query.ts';
import { AlertRow } from './alert-row.tsx';

interface AlertListProps {
  readonly patientId: string;
  /** The patient's. */
  readonly zone: string;
  /** The alert whose explanation is open. */
  readonly openId: string | undefined;
  readonly onOpen: (alertId: string | undefined) => void;
  /** Only those that go on now. */
  readonly activeOnly?: boolean;
}

/** The patient's alerts: those that go on, then those that have ended; each can say why. */
export function AlertList({ patientId, activeOnly = false, ...rest }: AlertListProps) {
  const t = useMonitoringWords();
  const alerts = useQuery(alertsQuery(patientId));
  return (
    <Loaded from={alerts}>
      {({ alerts: all }) => {
        const active = all.filter((alert) => alert.state === 'active');
        const past = all.filter((alert) => alert.state === 'cleared');
        return (
          <Stack gap="md">
            <Part
              title={t('alerts.active')}
              alerts={active}
              empty={t('alerts.noneActive')}
              {...rest}
            />
            {!activeOnly && (
              <Part title={t('alerts.past')} alerts={past} empty={t('alerts.nonePast')} {...rest} />
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

interface PartProps extends Pick<AlertListProps, 'zone' | 'openId' | 'onOpen'> {
  readonly title: string;
  readonly alerts: readonly AlertView[];
  readonly empty: string;
}

function Part({ title, alerts, empty, zone, openId, onOpen }: PartProps) {
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      {alerts.length === 0 && <Text c="gray.8">{empty}</Text>}
      {alerts.map((alert) => (
        <AlertRow
          key={alert.id}
          alert={alert}
          zone={zone}
          open={alert.id === openId}
          onToggle={() => onOpen(alert.id === openId ? undefined : alert.id)}
        />
      ))}
    </Stack>
  );
}
