import { TextInput } from '@mantine/core';

import { useDraft } from '../../platform/web/drafts.ts';
import { useAct } from '../../platform/web/query.ts';
import { releaseWork } from '../contract.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useWorkWords } from './work-words.ts';

export function ReleaseForm({ item, onDone, onCancel }: CardFormProps) {
  const t = useWorkWords();
  const reason = useDraft(`release:${item.id}`, '');
  const release = useAct(releaseWork, { quiet: true });
  const send = async () => {
    await release.mutateAsync({ params: { id: item.id }, body: { reason: reason.value.trim() } });
    reason.clear();
    onDone(t('actions.done.release'));
  };
  return (
    <ActionForm
      submit={t('actions.release')}
      busy={release.isPending}
      problem={release.error}
      onSubmit={() => void send().catch(() => undefined)}
      onCancel={onCancel}
    >
      <TextInput
        label={t('form.releaseReason')}
        required
        withAsterisk={false}
        autoFocus
        maxLength={500}
        value={reason.value}
        onChange={(event) => reason.set(event.currentTarget.value)}
      />
    </ActionForm>
  );
}
