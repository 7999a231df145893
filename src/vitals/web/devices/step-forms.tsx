import { NativeSelect, Text, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { moveDevice, nameDevice, swapDevice, type DeviceView } from '../../contract.ts';
import {
  isOrderName,
  isWithPatient,
  needsReason,
  type DeviceState,
} from '../../core/device-state.ts';
import { useVitalsWords } from '../chart-words.ts';

interface FormProps {
  readonly device: DeviceView;
  readonly onClose: () => void;
}

/** Says where a device is now; asks for its number and for a reason only where they are needed. */
export function StepForm({ device, to, onClose }: FormProps & { readonly to: DeviceState }) {
  const t = useVitalsWords();
  const platform = usePlatformWords();
  const draft = useDraft(`device-step:${device.id}:${to}`, { identifier: '', reason: '' });
  const act = useAct(moveDevice, { quiet: true });
  const { identifier, reason } = draft.value;
  const isUnnumbered = isOrderName(device.identifier);
  const asksNumber = isUnnumbered && (isWithPatient(to) || to === 'shipped' || to === 'delivered');
  const send = async () => {
    await act.mutateAsync({
      params: { id: device.id },
      body: {
        ...{ from: device.status, to },
        ...(reason.trim() === '' ? undefined : { reason: reason.trim() }),
        ...(identifier.trim() === '' ? undefined : { identifier: identifier.trim() }),
      },
    });
    draft.clear();
    showDone(t('devices.changed'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t(`devices.steps.${to}`)}
      busy={act.isPending}
      problem={act.error}
      onSubmit={send}
      onCancel={onClose}
    >
      {asksNumber && (
        <TextInput
          label={
            isWithPatient(to)
              ? t('devices.identifier')
              : `${t('devices.identifier')} (${platform('optional')})`
          }
          description={t('devices.identifierHelp')}
          required={isWithPatient(to)}
          withAsterisk={false}
          maxLength={200}
          value={identifier}
          onChange={(event) => draft.set({ identifier: event.currentTarget.value, reason })}
        />
      )}
      <TextInput
        label={
          needsReason(to) ? t('devices.reason') : `${t('devices.reason')} (${platform('optional')})`
        }
        required={needsReason(to)}
        withAsterisk={false}
        maxLength={500}
        value={reason}
        onChange={(event) => draft.set({ identifier, reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}

/** Puts another device in the place of this one. */
export function SwapForm({ device, onClose }: FormProps) {
  const t = useVitalsWords();
  const platform = usePlatformWords();
  const draft = useDraft(`device-swap:${device.id}`, { identifier: '', model: '', reason: '' });
  const act = useAct(swapDevice, { quiet: true });
  const { identifier, model, reason } = draft.value;
  const set = (change: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...change });
  const send = async () => {
    await act.mutateAsync({
      params: { id: device.id },
      body: { identifier: identifier.trim(), model: model.trim() || null, reason: reason.trim() },
    });
    draft.clear();
    showDone(t('devices.changed'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('devices.steps.swapped')}
      busy={act.isPending}
      problem={act.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Text size="sm">{t('devices.swapHelp')}</Text>
      <TextInput
        label={t('devices.identifier')}
        description={t('devices.identifierHelp')}
        required
        withAsterisk={false}
        maxLength={200}
        value={identifier}
        onChange={(event) => set({ identifier: event.currentTarget.value })}
      />
      <TextInput
        label={`${t('devices.newModel')} (${platform('optional')})`}
        maxLength={200}
        value={model}
        onChange={(event) => set({ model: event.currentTarget.value })}
      />
      <TextInput
        label={t('devices.reason')}
        required
        withAsterisk={false}
        maxLength={500}
        value={reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}

const renamed = ['gateway', 'phone', 'imei', 'serial'] as const;

/** Gives a device the name of its new gateway or phone. */
export function RenameForm({ device, onClose }: FormProps) {
  const t = useVitalsWords();
  const draft = useDraft<{ kind: (typeof renamed)[number]; value: string; reason: string }>(
    `device-name:${device.id}`,
    { kind: 'gateway', value: '', reason: '' },
  );
  const act = useAct(nameDevice, { quiet: true });
  const { kind, value, reason } = draft.value;
  const set = (change: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...change });
  const send = async () => {
    await act.mutateAsync({
      params: { id: device.id },
      body: { kind, value: value.trim(), reason: reason.trim() },
    });
    draft.clear();
    showDone(t('devices.changed'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('devices.rename')}
      busy={act.isPending}
      problem={act.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <NativeSelect
        label={t('devices.renameKind')}
        data={renamed.map((one) => ({ value: one, label: t(`devices.aliases.${one}`) }))}
        value={kind}
        onChange={(event) => {
          const found = renamed.find((one) => one === event.currentTarget.value);
          if (found !== undefined) set({ kind: found });
        }}
      />
      <TextInput
        label={t('devices.identifier')}
        required
        withAsterisk={false}
        maxLength={200}
        value={value}
        onChange={(event) => set({ value: event.currentTarget.value })}
      />
      <TextInput
        label={t('devices.reason')}
        required
        withAsterisk={false}
        maxLength={500}
        value={reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}
