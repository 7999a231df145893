import { NativeSelect, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';

import { useDraft } from '../../platform/web/drafts.ts';
import { useAct } from '../../platform/web/query.ts';
import { recordWorkContact } from '../contract.ts';
import { contactChannels, type ContactChannel, type ContactOutcome } from '../core/event.ts';
import { ActionForm } from './action-form.tsx';
import type { CardFormProps } from './card-form.ts';
import { useWorkWords } from './work-words.ts';

interface ContactDraft {
  readonly outcome: ContactOutcome;
  readonly channel: ContactChannel;
  readonly note: string;
}

const blank: ContactDraft = { outcome: 'reached', channel: 'phone', note: '' };

export function ContactForm({ item, onDone, onCancel }: CardFormProps) {
  const t = useWorkWords();
  const draft = useDraft(`contact:${item.id}`, blank);
  const record = useAct(recordWorkContact, { quiet: true });
  const { value } = draft;
  const set = (change: Partial<ContactDraft>) => draft.set({ ...value, ...change });
  const send = async () => {
    await record.mutateAsync({ params: { id: item.id }, body: value });
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
      <Stack gap={4} align="flex-start">
        <Text size="sm" fw={500} id="contact-outcome">
          {t('form.outcome')}
        </Text>
        <SegmentedControl
          aria-labelledby="contact-outcome"
          value={value.outcome}
          data={(['reached', 'attempted'] as const).map((one) => ({
            value: one,
            label: t(`form.${one}`),
          }))}
          onChange={(outcome) => set({ outcome })}
        />
      </Stack>
      <NativeSelect
        label={t('form.channel')}
        value={value.channel}
        data={contactChannels.map((one) => ({ value: one, label: t(`form.channels.${one}`) }))}
        onChange={(event) => set({ channel: event.currentTarget.value as ContactChannel })}
      />
      <Textarea
        label={t('form.contactNote')}
        autoFocus
        autosize
        minRows={2}
        maxLength={4000}
        value={value.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </ActionForm>
  );
}
