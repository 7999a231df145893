import { Checkbox, Group, Radio, Switch, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { usePlatformWords } from '../../../platform/web/platform-words.ts';
import { useAct } from '../../../platform/web/query.ts';
import { addDevice } from '../../contract.ts';
import type { VitalKind } from '../../core/reading.ts';
import type { Vitals } from '../../core/vitals.ts';
import { useVitalsWords } from '../chart-words.ts';

interface NewDevice {
  readonly identifier: string;
  readonly model: string;
  readonly kinds: readonly VitalKind[];
  readonly validated: 'yes' | 'no' | 'unknown';
  readonly zoneLessClock: boolean;
}

const empty: NewDevice = {
  identifier: '',
  model: '',
  kinds: [],
  validated: 'unknown',
  zoneLessClock: false,
};

interface DeviceFormProps {
  readonly patientId: string;
  readonly vitals: Vitals;
  readonly onClose: () => void;
}

/** Registers a device for the patient. */
export function DeviceForm({ patientId, vitals, onClose }: DeviceFormProps) {
  const t = useVitalsWords();
  const platform = usePlatformWords();
  const draft = useDraft(`device:${patientId}`, empty);
  const add = useAct(addDevice, { quiet: true });
  const device = draft.value;
  const set = (change: Partial<NewDevice>) => draft.set({ ...device, ...change });
  const send = async () => {
    const { identifier, model, kinds, validated, zoneLessClock } = device;
    await add.mutateAsync({
      body: {
        identifier: identifier.trim(),
        model: model.trim() === '' ? null : model.trim(),
        kinds: [...kinds],
        validated: validated === 'unknown' ? null : validated === 'yes',
        patientId,
        zoneLessClock,
      },
    });
    draft.clear();
    showDone(t('devices.registered'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('devices.add')}
      busy={add.isPending}
      problem={add.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={t('devices.identifier')}
        description={t('devices.identifierHelp')}
        required
        withAsterisk={false}
        maxLength={200}
        autoFocus
        value={device.identifier}
        onChange={(event) => set({ identifier: event.currentTarget.value })}
      />
      <TextInput
        label={`${t('devices.model')} (${platform('optional')})`}
        maxLength={200}
        value={device.model}
        onChange={(event) => set({ model: event.currentTarget.value })}
      />
      <KindChoice vitals={vitals} kinds={device.kinds} onChange={(kinds) => set({ kinds })} />
      <Radio.Group
        label={t('devices.validated')}
        value={device.validated}
        onChange={(validated) => set({ validated })}
      >
        <Group mt={4}>
          <Radio value="yes" label={t('devices.validatedYes')} />
          <Radio value="no" label={t('devices.validatedNo')} />
          <Radio value="unknown" label={t('devices.validatedUnknown')} />
        </Group>
      </Radio.Group>
      <Switch
        label={t('devices.zoneLess')}
        description={t('devices.zoneLessHelp')}
        checked={device.zoneLessClock}
        onChange={(event) => set({ zoneLessClock: event.currentTarget.checked })}
      />
    </FormFrame>
  );
}

interface KindChoiceProps {
  readonly vitals: Vitals;
  readonly kinds: readonly VitalKind[];
  readonly onChange: (kinds: VitalKind[]) => void;
}

/** Which vital signs a device measures. */
export function KindChoice({ vitals, kinds, onChange }: KindChoiceProps) {
  const t = useVitalsWords();
  const say = useSay();
  return (
    <Checkbox.Group label={t('devices.kinds')} value={[...kinds]} onChange={onChange}>
      <Group mt={4}>
        {[...vitals.byKind.values()].map(({ kind, definition }) => (
          <Checkbox key={kind} value={kind} label={say(definition.label)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
