import { NativeSelect, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useNow } from '../../../platform/web/now.ts';
import { useAct } from '../../../platform/web/query.ts';
import { choosePressureSetting } from '../../contract/metric-settings.ts';
import { averagePolicies, type AveragePolicy } from '../../core/metrics/home-pressure.ts';
import { useMetricsWords } from './metrics-words.ts';

interface PressureSettingFormProps {
  /** What counts today. */
  readonly policy: AveragePolicy;
  readonly onClose: () => void;
}

const dayMs = 86_400_000;

/** Chooses which average counts, from a day on that is to come, with the reason. */
export function PressureSettingForm({ policy, onClose }: PressureSettingFormProps) {
  const t = useMetricsWords();
  const choose = useAct(choosePressureSetting, { quiet: true });
  const tomorrow = new Date(useNow(60) + dayMs).toISOString().slice(0, 10);
  const other = averagePolicies.find((one) => one !== policy) ?? policy;
  const draft = useDraft('metric-setting:home-pressure', {
    policy: other,
    effectiveOn: '',
    reason: '',
  });
  const { value } = draft;
  const change = (part: Partial<typeof value>) => draft.set({ ...value, ...part });
  const send = async () => {
    const effectiveOn = value.effectiveOn || tomorrow;
    await choose.mutateAsync({
      body: { policy: value.policy, effectiveOn, reason: value.reason.trim() },
    });
    draft.clear();
    showDone(t('setting.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('setting.save')}
      busy={choose.isPending}
      problem={choose.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <NativeSelect
        label={t('setting.average')}
        maw={320}
        value={value.policy}
        data={averagePolicies.map((one) => ({ value: one, label: t(`pressure.policy.${one}`) }))}
        onChange={(event) => {
          const { value: chosen } = event.currentTarget;
          change({ policy: averagePolicies.find((one) => one === chosen) ?? other });
        }}
      />
      <TextInput
        type="date"
        label={t('setting.from')}
        description={t('setting.fromHelp')}
        required
        withAsterisk={false}
        maw={320}
        min={tomorrow}
        value={value.effectiveOn || tomorrow}
        onChange={(event) => change({ effectiveOn: event.currentTarget.value })}
      />
      <TextInput
        label={t('setting.reason')}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={500}
        value={value.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}
