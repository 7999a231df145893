import { Group, NativeSelect, Radio, Textarea } from '@mantine/core';

import { useDraft } from '../../platform/web/drafts.ts';
import { useAct } from '../../platform/web/query.ts';
import { recordWorkContact } from '../contract.ts';
import { contactChannels, type ContactChannel, type ContactOutcome } from '../core/event.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useWorkWords } from './work-words.ts';

interface ContactDraft {
  /** Nobody is taken to have been reached until somebody says so. */
  readonly outcome: ContactOutcome | '';
  readonly channel: ContactChannel;
  readonly note: string;
}

const blank: ContactDraft = { outcome: '', channel: 'phone', note: '' };

export function ContactForm({ item, onDone, onCancel }: CardFormProps) {
  const t = useWorkWords();
  const draft = useDraft(`contact:${item.id}`, blank);
  const record = useAct(recordWorkContact, { quiet: true });
  const { value } = draft;
  const set = (change: Partial<ContactDraft>) => draft.set({ ...value, ...change });
  const send = async () => {
    const { outcome } = value;
    if (outcome === '') return;
    await record.mutateAsync({ params: { id: item.id }, body: { ...value, outcome } });
    draft.clear();
    onDone(t('actions.done.contact'));
  };
  return (
    <ActionForm
      submit={t('actions.send')}
      busy={record.isPending}
      problem={record.error}
      onSubmit={() => void send().catch(() => undefined)}
      onCancel={onCancel}
    >
      <Radio.Group
        label={t('form.outcome')}
        required
        withAsterisk={false}
        value={value.outcome}
        onChange={(outcome) => set({ outcome })}
      >
        <Group gap="lg" mt={4}>
          <Radio value="reached" required autoFocus label={t('form.reached')} />
          <Radio value="attempted" required label={t('form.attempted')} />
        </Group>
      </Radio.Group>
      <NativeSelect
        label={t('form.channel')}
        value={value.channel}
        data={contactChannels.map((one) => ({ value: one, label: t(`form.channels.${one}`) }))}
        onChange={(event) => set({ channel: event.currentTarget.value as ContactChannel })}
      />
      <Textarea
        label={t('form.contactNote')}
        autosize
        minRows={2}
        maxLength={4000}
        value={value.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </ActionForm>
  );
}
