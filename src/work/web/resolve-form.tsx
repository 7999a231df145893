import { NativeSelect, Textarea } from '@mantine/core';

import { serverNow } from '../../platform/web/connection.ts';
import { useSay } from '../../platform/web/language.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useCatalogue } from './catalogue.ts';
import { FollowUpFields } from './follow-up-fields.tsx';
import { dayAfter } from './until.ts';
import { useClosing } from './use-closing.ts';
import { useWorkWords } from './work-words.ts';

/** Closes a card: how it ended, a note where one is needed, and the promise to come back where one is due. */
export function ResolveForm(props: CardFormProps) {
  const t = useWorkWords();
  const { draft, problem, close } = useClosing(props);
  const dispositions = useDispositions(props.item.kind);
  const chosen = dispositions.find((one) => one.code === draft.value.disposition);
  return (
    <ActionForm
      submit={t('form.resolveAndNext')}
      busy={false}
      problem={problem}
      onSubmit={close}
      onCancel={props.onCancel}
    >
      <Disposition {...draft} kind={props.item.kind} />
      <Textarea
        label={t('form.resolveNote')}
        description={chosen?.noteRequired ? t('form.noteNeeded') : undefined}
        required={chosen?.noteRequired ?? false}
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={4000}
        value={draft.value.note}
        onChange={(event) => draft.set({ ...draft.value, note: event.currentTarget.value })}
      />
      {chosen && chosen.followUp !== 'none' && (
        <FollowUpFields
          required={chosen.followUp === 'required'}
          days={chosen.followUpDays ?? 1}
          value={draft.value.followUp}
          onChange={(followUp) => draft.set({ ...draft.value, followUp })}
        />
      )}
    </ActionForm>
  );
}

interface DispositionProps extends Pick<ReturnType<typeof useClosing>['draft'], 'value' | 'set'> {
  readonly kind: string;
}

/** How it ended; a choice that needs a follow-up proposes its day. */
function Disposition({ kind, value, set }: DispositionProps) {
  const t = useWorkWords();
  const say = useSay();
  const dispositions = useDispositions(kind);
  const choose = (code: string) => {
    const next = dispositions.find((one) => one.code === code);
    const dueOn = dayAfter(serverNow(), next?.followUpDays ?? 1);
    const followUp = next?.followUp === 'required' ? { dueOn, reason: '' } : null;
    set({ ...value, disposition: code, followUp });
  };
  return (
    <NativeSelect
      label={t('form.disposition')}
      required
      withAsterisk={false}
      autoFocus
      value={value.disposition}
      data={[
        { value: '', label: t('form.choose') },
        ...dispositions.map((one) => ({ value: one.code, label: say(one.label) })),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

function useDispositions(kind: string) {
  const { kinds } = useCatalogue();
  return kinds.find((one) => one.kind === kind)?.dispositions ?? [];
}
