import { NativeSelect, NumberInput, TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { useSay } from '../../../platform/web/language.ts';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { setFactRoute } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';
import type { PatientFacts } from './facts-query.ts';

interface FactFormProps {
  readonly patientId: string;
  readonly facts: PatientFacts;
  readonly onClose: () => void;
}

/** Enters a flag, or a figure with its value, from now on. */
export function FactForm({ patientId, facts, onClose }: FactFormProps) {
  const t = useMonitoringWords();
  const say = useSay();
  const draft = useDraft(`fact:${patientId}`, { fact: '', value: '', reason: '' });
  const { fact, value, reason } = draft.value;
  const set = useAct(setFactRoute, { quiet: true });
  const chosen = facts.known.find((one) => one.fact === fact);
  const unit = chosen?.unit ?? null;
  const change = (part: Partial<typeof draft.value>) => draft.set({ ...draft.value, ...part });
  const send = async () => {
    await set.mutateAsync({
      params: { id: patientId },
      body: { fact, value: unit === null ? null : Number(value), reason: reason.trim() },
    });
    draft.clear();
    showDone(t('facts.saved'));
    onClose();
  };
  return (
    <FormFrame
      draft={draft}
      submit={t('facts.save')}
      busy={set.isPending}
      problem={set.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <NativeSelect
        label={t('facts.fact')}
        required
        withAsterisk={false}
        value={fact}
        data={[
          { value: '', label: t('facts.choose') },
          ...facts.known.map((one) => ({ value: one.fact, label: say(one.label) })),
        ]}
        onChange={(event) => change({ fact: event.currentTarget.value })}
      />
      {unit !== null && (
        <NumberInput
          label={t('facts.value', { unit })}
          required
          withAsterisk={false}
          w={180}
          min={0}
          value={value}
          onChange={(next) => change({ value: String(next) })}
        />
      )}
      <TextInput
        label={t('facts.reason')}
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
