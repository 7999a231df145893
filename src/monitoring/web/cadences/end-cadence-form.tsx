import { TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { endCadenceRoute } from '../../contract/cadences.ts';
import { useMonitoringWords } from '../chart-words.ts';

interface EndCadenceFormProps {
  readonly patientId: string;
  readonly cadenceId: string;
  readonly onClose: () => void;
}

/** Ends what was set; the default applies again. */
export function EndCadenceForm({ patientId, cadenceId, onClose }: EndCadenceFormProps) {
  const t = useMonitoringWords();
  const reason = useDraft(`end-cadence:${cadenceId}`, '');
  const end = useAct(endCadenceRoute, { quiet: true });
  const send = async () => {
    await end.mutateAsync({
      params: { id: patientId, cadenceId },
      body: { reason: reason.value.trim() },
    });
    reason.clear();
    showDone(t('cadences.ended'));
    onClose();
  };
  return (
    <FormFrame
      draft={reason}
      submit={t('cadences.end')}
      busy={end.isPending}
      problem={end.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={t('cadences.endReason')}
        required
        withAsterisk={false}
        minLength={3}
        maxLength={500}
        value={reason.value}
        onChange={(event) => reason.set(event.currentTarget.value)}
      />
    </FormFrame>
  );
}
