import { Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { dayIn, formatDay } from '../../../platform/web/format.ts';
import { useLanguage, useSay } from '../../../platform/web/language.ts';
import type { DeviceView } from '../../contract.ts';
import { isOrderName, statesAfter, type DeviceState } from '../../core/device-state.ts';
import { vitalOf, type Vitals } from '../../core/vitals.ts';
import { useVitalsWords } from '../chart-words.ts';
import { DeviceHistory } from './device-history.tsx';
import { RenameForm, StepForm, SwapForm } from './step-forms.tsx';

interface DeviceCardProps {
  readonly device: DeviceView;
  readonly zone: string;
  readonly vitals: Vitals;
  readonly mayChange: boolean;
}

type Open = DeviceState | 'rename' | 'history';

/** One device: where it is, whether it can be trusted, how it is, and what can be done next. */
export function DeviceCard({ device, zone, vitals, mayChange }: DeviceCardProps) {
  const t = useVitalsWords();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const say = useSay();
  const kinds = device.kinds.map((kind) => say(vitalOf(vitals, kind).definition.label)).join(', ');
  const name = device.model ?? (isOrderName(device.identifier) ? kinds : device.identifier);
  return (
    <Card withBorder padding="sm" data-device={device.id}>
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Text fw={600}>{name}</Text>
          <Group gap="xs">
            <Badge variant="outline" color={stateColors[device.status]} tt="none" radius="sm">
              {t(`devices.states.${device.status}`)}
            </Badge>
            {device.kinds.includes('blood-pressure') && <Validation device={device} />}
          </Group>
        </Group>
        <Facts device={device} zone={zone} kinds={kinds} />
        <Group gap="xs">
          {mayChange && <Steps device={device} name={name} onOpen={setOpen} />}
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={open === 'history'}
            aria-label={t('devices.historyTitle', { device: name })}
            onClick={() => setOpen(open === 'history' ? undefined : 'history')}
          >
            {t('devices.history')}
          </Button>
        </Group>
        <Opened open={open} device={device} zone={zone} onClose={close} />
      </Stack>
    </Card>
  );
}

const stateColors: Readonly<Record<DeviceState, string>> = {
  ordered: 'blue.9',
  shipped: 'blue.9',
  delivered: 'blue.9',
  paired: 'teal.9',
  active: 'teal.9',
  swapped: 'gray.8',
  returned: 'gray.8',
  lost: 'red.9',
  retired: 'gray.8',
  cancelled: 'gray.8',
};

/** What staff looked up counts before the list; that nobody knows is shown as such. */
function Validation({ device: { validated, listed } }: { readonly device: DeviceView }) {
  const t = useVitalsWords();
  const said = validated === null ? listed : validated ? 'yes' : 'no';
  const color = {
    passed: 'teal.9',
    yes: 'teal.9',
    failed: 'red.9',
    no: 'red.9',
    unknown: 'orange.9',
  }[said];
  return (
    <Badge variant="outline" color={color} tt="none" radius="sm">
      {t(`devices.validation.${said}`)}
    </Badge>
  );
}

interface FactsProps extends Pick<DeviceCardProps, 'device' | 'zone'> {
  readonly kinds: string;
}

function Facts({ device, zone, kinds }: FactsProps) {
  const t = useVitalsWords();
  const language = useLanguage();
  const day = (at: string) => formatDay(dayIn(at, zone), language);
  const { batteryPercent, batteryAt, signalDbm, signalAt, identifier } = device;
  const shown = isOrderName(identifier) ? t('devices.unnumbered') : identifier;
  const names = device.identifiers.map(
    ({ kind, value }) => `${t(`devices.aliases.${kind}`)} ${value}`,
  );
  const facts = [
    t('devices.since', { day: day(device.createdAt) }),
    ...(device.zoneLessClock ? [t('devices.zoneLess')] : []),
    ...(batteryPercent === null || batteryAt === null
      ? []
      : [t('devices.battery', { percent: batteryPercent, day: day(batteryAt) })]),
    ...(signalDbm === null || signalAt === null
      ? []
      : [t('devices.signal', { dbm: signalDbm, day: day(signalAt) })]),
  ];
  return (
    <Stack gap={0}>
      <Text size="sm">{[kinds, shown, ...names].join(' · ')}</Text>
      <Text size="sm" c="gray.7">
        {facts.join(' · ')}
      </Text>
    </Stack>
  );
}

interface StepsProps {
  readonly device: DeviceView;
  readonly name: string;
  readonly onOpen: (step: Open) => void;
}

/** The steps that a device can take from where it is, the usual one first. */
function Steps({ device, name, onOpen }: StepsProps) {
  const t = useVitalsWords();
  const steps = statesAfter(device.status);
  const canRename = steps.includes('swapped');
  return (
    <>
      {steps.map((step) => (
        <Button
          key={step}
          size="compact-sm"
          variant="default"
          aria-label={t('devices.step', { step: t(`devices.steps.${step}`), device: name })}
          onClick={() => onOpen(step)}
        >
          {t(`devices.steps.${step}`)}
        </Button>
      ))}
      {canRename && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('devices.step', { step: t('devices.rename'), device: name })}
          onClick={() => onOpen('rename')}
        >
          {t('devices.rename')}
        </Button>
      )}
    </>
  );
}

interface OpenedProps {
  readonly open: Open | undefined;
  readonly device: DeviceView;
  readonly zone: string;
  readonly onClose: () => void;
}

function Opened({ open, device, zone, onClose }: OpenedProps) {
  switch (open) {
    case undefined:
      return null;
    case 'history':
      return <DeviceHistory id={device.id} zone={zone} />;
    case 'rename':
      return <RenameForm device={device} onClose={onClose} />;
    case 'swapped':
      return <SwapForm device={device} onClose={onClose} />;
    default:
      return <StepForm key={open} device={device} to={open} onClose={onClose} />;
  }
}
