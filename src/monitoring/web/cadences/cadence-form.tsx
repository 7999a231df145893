import { Group, NumberInput, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { setCadenceRoute, type CadenceView } from '../../contract/cadences.ts';
import { useMonitoringWords } from '../chart-words.ts';

interface CadenceFormProps {
  readonly patientId: string;
  readonly pace: Pick<CadenceView, 'kind' | 'everyHours' | 'silentAfterHours'>;
  readonly onClose: () => void;
}

/** Sets how often a vital sign is expected of this patient from now on. */
export function CadenceForm({ patientId, pace, onClose }: CadenceFormProps) {
  const t = useMonitoringWords();
  const { kind } = pace;
  const draft = useDraft(`cadence:${patientId}:${kind}`, {
    every: String(pace.everyHours),
    after: String(pace.silentAfterHours),
    reason: '',
  });
  const { every, after, reason } = draft.value;
  const set = useAct(setCadenceRoute, { quiet: true });
  const change = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    await set.mutateAsync({
      params: { id: patientId },
      body: {
        kind,
        everyHours: Number(every),
        silentAfterHours: Number(after),
        reason: reason.trim(),
      },
    });
    draft.clear();
    showDone(t('cadences.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('cadences.save')}
      busy={set.isPending}
      problem={set.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <Group align="flex-start">
        <NumberInput
          label={t('cadences.every')}
          required
          withAsterisk={false}
          w={200}
          min={1}
          max={2160}
          value={every}
          onChange={(next) => change({ every: String(next) })}
        />
        <NumberInput
          label={t('cadences.after')}
          required
          withAsterisk={false}
          w={200}
          min={1}
          max={2160}
          value={after}
          onChange={(next) => change({ after: String(next) })}
        />
      </Group>
      <TextInput
        label={t('limits.reason')}
        description={t('limits.reasonHelp')}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={500}
        value={reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
    </FormFrame>
  );
}
