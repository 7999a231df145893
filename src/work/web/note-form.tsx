import { Textarea } from '@mantine/core';

import { useDraft } from '../../platform/web/drafts.ts';
import { useAct } from '../../platform/web/query.ts';
import { noteWork } from '../contract.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useWorkWords } from './work-words.ts';

export function NoteForm({ item, onDone, onCancel }: CardFormProps) {
  const t = useWorkWords();
  const note = useDraft(`note:${item.id}`, '');
  const save = useAct(noteWork, { quiet: true });
  const send = async () => {
    await save.mutateAsync({ params: { id: item.id }, body: { note: note.value.trim() } });
    note.clear();
    onDone(t('actions.done.note'));
  };
  return (
    <ActionForm
      submit={t('actions.send')}
      busy={save.isPending}
      problem={save.error}
      onSubmit={() => void send().catch(() => undefined)}
      onCancel={onCancel}
    >
      <Textarea
        label={t('form.note')}
        required
        withAsterisk={false}
        autoFocus
        autosize
        minRows={3}
        maxLength={4000}
        value={note.value}
        onChange={(event) => note.set(event.currentTarget.value)}
      />
    </ActionForm>
  );
}
