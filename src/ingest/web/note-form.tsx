import { Textarea } from '@mantine/core';

import { useDraft } from '../../platform/web/drafts.ts';
import { FormFrame } from '../../platform/web/form-frame.tsx';
import { showDone } from '../../platform/web/notices.ts';
import { useAct } from '../../platform/web/query.ts';
import { refuseQuarantine, releaseQuarantine, type Difference } from '../contract.ts';
import { useQuarantineWords } from './quarantine-words.ts';

interface DecisionFormProps {
  readonly itemId: string;
  readonly onDecided: (difference?: Difference) => void;
  readonly onClose: () => void;
}

/** Believes the item as it is. */
export function ReleaseForm({ itemId, onDecided, onClose }: DecisionFormProps) {
  const t = useQuarantineWords();
  const note = useDraft(`held-release:${itemId}`, '');
  const release = useAct(releaseQuarantine, { quiet: true });
  const send = async () => {
    const difference = await release.mutateAsync({
      params: { id: itemId },
      body: { note: note.value.trim() },
    });
    note.clear();
    showDone(t('decide.released'));
    onDecided(difference);
  };
  return (
    <FormFrame
      submit={t('decide.release')}
      busy={release.isPending}
      problem={release.error}
      onSubmit={send}
      onCancel={onClose}
      draft={note}
    >
      <NoteField value={note.value} onChange={note.set} autoFocus />
    </FormFrame>
  );
}

/** Closes the item without using it. */
export function RefuseForm({ itemId, onDecided, onClose }: DecisionFormProps) {
  const t = useQuarantineWords();
  const note = useDraft(`held-refuse:${itemId}`, '');
  const refuse = useAct(refuseQuarantine, { quiet: true });
  const send = async () => {
    await refuse.mutateAsync({ params: { id: itemId }, body: { note: note.value.trim() } });
    note.clear();
    showDone(t('decide.refused'));
    onDecided();
  };
  return (
    <FormFrame
      submit={t('decide.refuse')}
      busy={refuse.isPending}
      problem={refuse.error}
      onSubmit={send}
      onCancel={onClose}
      draft={note}
    >
      <NoteField value={note.value} onChange={note.set} autoFocus />
    </FormFrame>
  );
}

interface NoteFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
}

/** The reason of a decision; it is kept with it. */
export function NoteField({ value, onChange, autoFocus = false }: NoteFieldProps) {
  const t = useQuarantineWords();
  return (
    <Textarea
      label={t('decide.why')}
      description={t('decide.whyHelp')}
      required
      withAsterisk={false}
      // eslint-disable-next-line jsx-a11y/no-autofocus -- the form opens at the person's own request
      autoFocus={autoFocus}
      autosize
      minRows={2}
      minLength={3}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
