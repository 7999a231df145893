import { NativeSelect, Textarea } from '@mantine/core';

import { serverNow } from '../../platform/web/connection.ts';
import { useDraft } from '../../platform/web/drafts.ts';
import { useSay } from '../../platform/web/language.ts';
import { useAct } from '../../platform/web/query.ts';
import { resolveWork } from '../contract.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useCatalogue } from './catalogue.ts';
import { FollowUpFields, type FollowUpDraft } from './follow-up-fields.tsx';
import { useSeenVersion } from './seen-version.ts';
import { dayAfter } from './until.ts';
import { useWorkWords } from './work-words.ts';

interface ResolveDraft {
  readonly disposition: string;
  readonly note: string;
  readonly followUp: FollowUpDraft | null;
}

const blank: ResolveDraft = { disposition: '', note: '', followUp: null };

/** Closes a card: how it ended, a note where one is needed, and the promise to come back where one is due. */
export function ResolveForm({ item, onDone, onCancel }: CardFormProps) {
  const t = useWorkWords();
  const say = useSay();
  const { kinds } = useCatalogue();
  const draft = useDraft(`resolve:${item.id}`, blank);
  const seen = useSeenVersion(item);
  const resolve = useAct(resolveWork, { quiet: true });
  const { disposition, note, followUp } = draft.value;
  const dispositions = kinds.find((one) => one.kind === item.kind)?.dispositions ?? [];
  const chosen = dispositions.find((one) => one.code === disposition);
  const choose = (code: string) => {
    const next = dispositions.find((one) => one.code === code);
    const due = next?.followUp === 'required';
    const dueOn = dayAfter(serverNow(), next?.followUpDays ?? 1);
    draft.set({ disposition: code, note, followUp: due ? { dueOn, reason: '' } : null });
  };
  const send = async () => {
    const body = { disposition, note: note.trim(), ...(followUp && { followUp }) };
    await seen.decide((version) =>
      resolve.mutateAsync({ params: { id: item.id }, body: { ...body, version } }),
    );
    draft.clear();
    onDone(t('actions.done.resolve'));
  };
  return (
    <ActionForm
      submit={t('form.resolveAndNext')}
      busy={resolve.isPending}
      problem={resolve.error}
      onSubmit={() => void send().catch(() => undefined)}
      onCancel={onCancel}
    >
      <NativeSelect
        label={t('form.disposition')}
        required
        withAsterisk={false}
        autoFocus
        value={disposition}
        data={[
          { value: '', label: t('form.choose') },
          ...dispositions.map((one) => ({ value: one.code, label: say(one.label) })),
        ]}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <Textarea
        label={t('form.resolveNote')}
        description={chosen?.noteRequired ? t('form.noteNeeded') : undefined}
        required={chosen?.noteRequired ?? false}
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={4000}
        value={note}
        onChange={(event) => draft.set({ ...draft.value, note: event.currentTarget.value })}
      />
      {chosen && chosen.followUp !== 'none' && (
        <FollowUpFields
          required={chosen.followUp === 'required'}
          days={chosen.followUpDays ?? 1}
          value={followUp}
          onChange={(next) => draft.set({ ...draft.value, followUp: next })}
        />
      )}
    </ActionForm>
  );
}
