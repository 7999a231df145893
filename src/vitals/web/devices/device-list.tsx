import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useMay } from '../../../access/web/session.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { query } from '../../../platform/web/query.ts';
import { listDevices } from '../../contract.ts';
import type { Vitals } from '../../core/vitals.ts';
import { useVitalsWords } from '../chart-words.ts';
import { DeviceCard } from './device-card.tsx';
import { DeviceForm } from './device-form.tsx';
import { OrderForm } from './order-form.tsx';

interface DeviceListProps {
  readonly patientId: string;
  readonly zone: string;
  readonly vitals: Vitals;
}

/** The devices that a patient has, had or waits for, with everything that can be done with them. */
export function DeviceList({ patientId, zone, vitals }: DeviceListProps) {
  const t = useVitalsWords();
  const mayChange = useMay()('devices.write');
  const [adding, setAdding] = useState<'order' | 'registration'>();
  const close = () => setAdding(undefined);
  const topics = [`patient:${patientId}`];
  const devices = useQuery(query(listDevices, { params: { id: patientId } }, topics));
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('devices.title')}
        </Title>
        {mayChange && adding === undefined && (
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setAdding('order')}>
              {t('devices.order')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setAdding('registration')}>
              {t('devices.add')}
            </Button>
          </Group>
        )}
      </Group>
      {adding === 'order' && <OrderForm patientId={patientId} vitals={vitals} onClose={close} />}
      {adding === 'registration' && (
        <DeviceForm patientId={patientId} vitals={vitals} onClose={close} />
      )}
      <Loaded from={devices}>
        {(found) =>
          found.devices.length === 0 ? (
            <Text>{t('devices.none')}</Text>
          ) : (
            found.devices.map((device) => (
              <DeviceCard
                key={device.id}
                device={device}
                zone={zone}
                vitals={vitals}
                mayChange={mayChange}
              />
            ))
          )
        }
      </Loaded>
    </Stack>
  );
}
