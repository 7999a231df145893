import { TextInput } from '@mantine/core';

import { useDraft } from '../../../platform/web/drafts.ts';
import { FormFrame } from '../../../platform/web/form-frame.tsx';
import { showDone } from '../../../platform/web/notices.ts';
import { useAct } from '../../../platform/web/query.ts';
import { approveChange, declineChange, withdrawChange } from '../../contract/publishing.ts';
import { usePublishingWords } from './publishing-words.ts';

/** What can be done with a change that waits. */
export type Decision = 'approve' | 'decline' | 'withdraw';

const contracts = {
  approve: approveChange,
  decline: declineChange,
  withdraw: withdrawChange,
} as const;

const done = { approve: 'approved', decline: 'declined', withdraw: 'withdrawn' } as const;

interface DecideFormProps {
  readonly changeId: string;
  readonly decision: Decision;
  readonly onClose: () => void;
}

/** Decides about a proposed change, with the reason. */
export function DecideForm({ changeId, decision, onClose }: DecideFormProps) {
  const t = usePublishingWords();
  const reason = useDraft(`protocol-change:${changeId}:${decision}`, '');
  const decide = useAct(contracts[decision], { quiet: true });
  const send = async () => {
    await decide.mutateAsync({ params: { id: changeId }, body: { reason: reason.value.trim() } });
    reason.clear();
    showDone(t(`changes.${done[decision]}`));
    onClose();
  };
  return (
    <FormFrame
      draft={reason}
      submit={t(`changes.${decision}`)}
      busy={decide.isPending}
      problem={decide.error}
      onSubmit={send}
      onCancel={onClose}
    >
      <TextInput
        label={t('changes.reason')}
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
