import { TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { endLimitRoute, type LimitView } from '../../contract.ts';
import { useMonitoringWords } from '../chart-words.ts';

interface EndLimitFormProps {
  readonly patientId: string;
  readonly limit: LimitView;
  readonly onClose: () => void;
}

/** Ends a patient's own limit, with the reason. */
export function EndLimitForm({ patientId, limit, onClose }: EndLimitFormProps) {
  const t = useMonitoringWords();
  const reason = useDraft(`end-limit:${limit.id}`, '');
  const end = useAct(endLimitRoute, { quiet: true });
  const send = async () => {
    await end.mutateAsync({
      params: { id: patientId, limitId: limit.id },
      body: { reason: reason.value.trim() },
    });
    reason.clear();
    showDone(t('limits.ended'));
    onClose();
  };
  return (
    <FormFrame
      draft={reason}
      submit={t('limits.end')}
      busy={end.isPending}
      problem={end.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={t('limits.endReason')}
        required
        withAsterisk={false}
        autoFocus
        minLength={3}
        maxLength={500}
        value={reason.value}
        onChange={(event) => reason.set(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
