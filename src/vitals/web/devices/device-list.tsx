import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import { useMay } from '../../../access/web/session.ts';
import { ChangeChoice } from '../../../platform/web/change-choice.tsx';
import { dayIn, formatDay } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import { Loaded } from '../../../platform/web/loaded.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { query, useAct } from '../../../platform/web/query.ts';
import { changeDevice, listDevices, type DeviceView } from '../../contract.ts';
import { vitalOf, type Vitals } from '../../core/vitals.ts';
import { useVitalsWords } from '../chart-words.ts';
import { DeviceForm } from './device-form.tsx';

interface DeviceListProps {
  readonly patientId: string;
  readonly zone: string;
  readonly vitals: Vitals;
}

/** The devices that a patient has or had; they can be registered and given back. */
export function DeviceList({ patientId, zone, vitals }: DeviceListProps) {
  const t = useVitalsWords();
  const may = useMay();
  const [adding, { open, close }] = useDisclosure();
  const topics = [`patient:${patientId}`];
  const devices = useQuery(query(listDevices, { params: { id: patientId } }, topics));
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('devices.title')}
        </Title>
        {may('devices.write') && !adding && (
          <Button size="xs" variant="default" onClick={open}>
            {t('devices.add')}
          </Button>
        )}
      </Group>
      {adding && <DeviceForm patientId={patientId} vitals={vitals} onClose={close} />}
      <Loaded from={devices}>
        {(found) =>
          found.devices.length === 0 ? (
            <Text>{t('devices.none')}</Text>
          ) : (
            found.devices.map((device) => (
              <Device
                key={device.id}
                device={device}
                zone={zone}
                vitals={vitals}
                mayChange={may('devices.write')}
              />
            ))
          )
        }
      </Loaded>
    </Stack>
  );
}

interface DeviceProps {
  readonly device: DeviceView;
  readonly zone: string;
  readonly vitals: Vitals;
  readonly mayChange: boolean;
}

function Device({ device, zone, vitals, mayChange }: DeviceProps) {
  const t = useVitalsWords();
  const say = useSay();
  const language = useLanguage();
  const kinds = device.kinds.map((kind) => say(vitalOf(vitals, kind).definition.label));
  const since = formatDay(dayIn(device.createdAt, zone), language);
  return (
    <Group justify="space-between" align="flex-start" data-device={device.id}>
      <Stack gap={0}>
        <Text fw={600}>{device.model ?? device.identifier}</Text>
        <Text size="sm">
          {kinds.join(', ')} · {device.identifier}
        </Text>
        <Text size="sm" c="gray.7">
          {t('devices.since', { day: since })} · {t('devices.validated')}: {validity(device)}
          {device.zoneLessClock && ` · ${t('devices.zoneLess')}`}
        </Text>
      </Stack>
      <DeviceStatus device={device} mayChange={mayChange} />
    </Group>
  );

  function validity({ validated }: DeviceView): string {
    if (validated === null) return t('devices.validatedUnknown');
    return validated ? t('devices.validatedYes') : t('devices.validatedNo');
  }
}

const statuses = ['active', 'returned', 'lost', 'retired'] as const;

function DeviceStatus({ device, mayChange }: Pick<DeviceProps, 'device' | 'mayChange'>) {
  const t = useVitalsWords();
  const change = useAct(changeDevice);
  const save = async (status: DeviceView['status']) => {
    await change.mutateAsync({ params: { id: device.id }, body: { status } });
    showDone(t('devices.changed'));
  };
  return (
    <ChangeChoice
      label={`${t('devices.status')}: ${device.model ?? device.identifier}`}
      value={device.status}
      values={statuses}
      word={(one) => t(`devices.statuses.${one}`)}
      onSave={mayChange ? save : undefined}
    />
  );
}
