import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { Icon } from '../../../platform/web/icon.tsx';
import type { GattReading } from '../../core/gatt/measurement.ts';
import type { Vitals } from '../../core/vitals.ts';
import { useBluetoothWords } from './bluetooth-words.ts';
import type { LinkedDevice, LinkFailure } from './device-link.ts';
import { MeasuredValue } from './measured-value.tsx';
import { useDevice, type DeviceState } from './use-device.ts';

/** A measurement that a person has confirmed. */
export interface DeviceEntry {
  readonly reading: GattReading;
  readonly device: LinkedDevice;
  /** Wall clock in the patient's zone; absent: now. */
  readonly at?: string;
}

interface DeviceReaderProps {
  readonly vitals: Vitals;
  /** The patient's. */
  readonly zone: string;
  /** Who looks: the patient, or somebody of the staff. */
  readonly reader: 'patient' | 'staff';
  /** Resolves once the measurement is kept; what rejects stays on screen. */
  readonly onConfirm: (entry: DeviceEntry) => Promise<unknown>;
}

/** Reads measurements from a Bluetooth device, one after the other; each is kept only once confirmed. */
export function DeviceReader({ vitals, zone, reader, onConfirm }: DeviceReaderProps) {
  const t = useBluetoothWords();
  const { state, start, stop, next } = useDevice();
  const [busy, setBusy] = useState(false);
  if (state.step === 'idle') {
    return (
      <Stack gap="sm" align="flex-start">
        <Text>{t('chooseHelp')}</Text>
        <Button onClick={start}>{t('choose')}</Button>
      </Stack>
    );
  }
  if (state.step === 'failed') return <Failed reason={state.reason} onAgain={start} />;
  if (state.step !== 'measured') return <UnderWay state={state} onStop={stop} />;
  const { device, readings } = state;
  const confirm = async (at: string | undefined) => {
    setBusy(true);
    try {
      await onConfirm({ reading: readings[0], device, ...(at !== undefined && { at }) });
      next();
    } catch {
      // Said beside this by whoever sends; the measurement stays to be tried again.
    } finally {
      setBusy(false);
    }
  };
  return (
    <MeasuredValue
      key={readings.length}
      vitals={vitals}
      zone={zone}
      reader={reader}
      device={device}
      reading={readings[0]}
      more={readings.length - 1}
      busy={busy}
      onConfirm={(at) => void confirm(at)}
      onLeaveOut={next}
    />
  );
}

interface UnderWayProps {
  readonly state: Extract<DeviceState, { step: 'choosing' | 'connecting' | 'waiting' }>;
  readonly onStop: () => void;
}

function UnderWay({ state, onStop }: UnderWayProps) {
  const t = useBluetoothWords();
  const device = 'device' in state ? (state.device.name ?? t('unnamed')) : '';
  const refused = state.step === 'waiting' ? state.refused : undefined;
  return (
    <Stack gap="sm">
      <Group role="status" wrap="nowrap">
        <Loader size="sm" aria-hidden />
        <Text>{state.step === 'choosing' ? t('choosing') : t(state.step, { device })}</Text>
      </Group>
      {refused !== undefined && (
        <Alert role="alert" color="orange" icon={<Icon name="question" />}>
          {t(`refused.${refused}`)}
        </Alert>
      )}
      <Button variant="default" onClick={onStop} style={{ alignSelf: 'flex-start' }}>
        {t('stop')}
      </Button>
    </Stack>
  );
}

function Failed(props: { readonly reason: LinkFailure; readonly onAgain: () => void }) {
  const { reason, onAgain } = props;
  const t = useBluetoothWords();
  return (
    <Stack gap="sm" align="flex-start">
      <Alert
        role="alert"
        w="100%"
        color="orange"
        icon={<Icon name="warning" />}
        title={t(`failed.${reason}.title`)}
        styles={{ title: { color: 'var(--mantine-color-black)' } }}
      >
        {t(`failed.${reason}.advice`)}
      </Alert>
      {reason !== 'not-supported' && <Button onClick={onAgain}>{t('again')}</Button>}
    </Stack>
  );
}
